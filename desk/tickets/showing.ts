/** Whether the thread shows what happened between the messages; kept in this browser. */
import { useSyncExternalStore } from 'react'

const kept = 'warmline.onlyMessages'
const listeners = new Set<() => void>()

/** Only the messages, or everything. */
export function setOnlyMessages(isOnly: boolean): void {
  localStorage.setItem(kept, isOnly ? 'on' : 'off')
  for (const listener of listeners) listener()
}

export const useOnlyMessages = (): boolean =>
  useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => {
        listeners.delete(listener)
      }
    },
    () => localStorage.getItem(kept) === 'on',
  )
