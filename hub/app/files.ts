/** Files of the chat, fetched once and shown for as long as their shopper is here. */
import { fileUrl } from './api.ts'
import type { Shopper } from './shopper.ts'

/** An address of a file by its id; undefined where it cannot be had now. */
export function openFiles(shopper: Shopper) {
  const urls = new Map<string, string>()
  return {
    async address(id: string): Promise<string | undefined> {
      const session = shopper.session()
      if (!session) return undefined
      const url = urls.get(id) ?? (await fileUrl(session.token, id))
      if (url && session === shopper.session()) urls.set(id, url)
      return url
    },
    forget() {
      for (const url of urls.values()) URL.revokeObjectURL(url)
      urls.clear()
    },
  }
}
