/** The navigation on a phone: a drawer over the page. The browser's own dialog keeps focus inside and closes on Escape. */
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import styles from './NavigationDrawer.module.css'

const id = 'navigation-drawer'
const drawer = () => document.querySelector<HTMLDialogElement>(`#${id}`)

export const openNavigation = () => drawer()?.showModal()
export const closeNavigation = () => drawer()?.close()

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
