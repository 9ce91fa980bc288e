/** The navigation on a phone: a drawer over the page. The browser's own dialog keeps focus inside and closes on Escape. */
import { ActionIcon } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { ListIcon } from '../icons.tsx'
import styles from './NavigationDrawer.module.css'

const id = 'navigation-drawer'
const drawer = () => document.querySelector<HTMLDialogElement>(`#${id}`)

export const closeNavigation = () => drawer()?.close()

/** Opens it; only on a phone is there a button for that. */
export function NavigationButton() {
  const { t } = useTranslation()
  return (
    <ActionIcon
      className={styles.open}
      variant="subtle"
      color="gray"
      size={36}
      aria-label={t('list.navigation')}
      onClick={() => drawer()?.showModal()}
    >
      <ListIcon />
    </ActionIcon>
  )
}

export function NavigationDrawer({ children }: { children: ReactNode }) {
  const { t } = useTranslation()
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: a click beside the drawer closes it; the keyboard has Escape for that
    <dialog
      id={id}
      className={styles.drawer}
      aria-label={t('nav.label')}
      onClick={(event) => event.target === event.currentTarget && closeNavigation()}
    >
      {children}
    </dialog>
  )
}
