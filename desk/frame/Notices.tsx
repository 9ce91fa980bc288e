/** Where notices appear; loaded with the first one, or once the page is at rest, so that it is there when the network is not. */
import { useNotifications } from '@mantine/notifications'
import { Suspense, useRef } from 'react'
import { lazyPart } from '../lazyPart.ts'
import { whenAtRest } from '../whenAtRest.ts'

const load = () => import('./NoticesCorner.tsx').then(({ NoticesCorner }) => ({ default: NoticesCorner }))
const Corner = lazyPart(load)
whenAtRest(() => void load().catch(() => undefined))

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
