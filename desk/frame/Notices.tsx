/** Where notices appear; loaded with the first one. */
import { useNotifications } from '@mantine/notifications'
import { lazy, Suspense, useRef } from 'react'

const Corner = lazy(() => import('./NoticesCorner.tsx').then(({ NoticesCorner }) => ({ default: NoticesCorner })))

export function Notices() {
  const { notifications } = useNotifications()
  const isNeeded = useRef(false)
  isNeeded.current ||= notifications.length > 0
  return (
    isNeeded.current && (
      <Suspense fallback={null}>
        <Corner />
      </Suspense>
    )
  )
}
