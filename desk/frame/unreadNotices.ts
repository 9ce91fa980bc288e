/** "Unread conversation notification": whether this browser shows the count of unread tickets. */
import { useSyncExternalStore } from 'react'

const kept = 'warmline.unreadNotices'
const listeners = new Set<() => void>()

export function setUnreadNotices(isOn: boolean): void {
  localStorage.setItem(kept, isOn ? 'on' : 'off')
  for (const listener of listeners) listener()
}

export function useUnreadNotices(): boolean {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => localStorage.getItem(kept) !== 'off',
  )
}
