/** What every page of the desk stands in: the cache, the theme, notices, the router. */
import { MantineProvider } from '@mantine/core'
import { QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { queries } from './api.ts'
import { Notices } from './frame/Notices.tsx'
import { router } from './router.tsx'
import { cssVariablesResolver, floats, theme } from './theme.ts'

export function App() {
  return (
    <QueryClientProvider client={queries}>
      <MantineProvider theme={theme} cssVariablesResolver={cssVariablesResolver} defaultColorScheme="auto">
        <RouterProvider router={router} />
        <Notices />
        <Floats />
      </MantineProvider>
    </QueryClientProvider>
  )
}

/** Menus, dialogs and notices stand here, in a landmark of their own, so that a screen reader finds them. */
function Floats() {
  const { t } = useTranslation()
  return <section id={floats} aria-label={t('nav.floats')} />
}
