/** How the shop has set its hub up: read at the start, and anew while somebody looks, since a shop opens and closes meanwhile. */
import { isRefusal, readSettings } from './api.ts'
import { language } from './bridge.ts'
import type { Store } from './store.ts'

const againMilliseconds = 5000
const oldMilliseconds = 60_000

export interface Settings {
  begin(): void
  /** Reads them anew where they are old, the hub is open, and its page is seen. */
  renew(): void
}

/** Reads nothing before it is told to; `came` is called each time they have been read. */
export function openSettings({ state, set }: Store, came: () => void): Settings {
  let readAt = 0
  const load = async () => {
    const settings = await readSettings(language)
    if (!isRefusal(settings)) {
      readAt = Date.now()
      set({ settings })
      came()
    } else if (!state().settings) setTimeout(load, againMilliseconds)
  }
  const renew = () => {
    if (state().isOpen && document.visibilityState === 'visible' && readAt && Date.now() - readAt >= oldMilliseconds) load()
  }
  return {
    begin() {
      load()
      setInterval(renew, oldMilliseconds)
    },
    renew,
  }
}
