/** How long somebody waits in a chat, second by second: `0:07`, `3:12`; from an hour on as anywhere else. */
import { span } from '../time.ts'

export function chatTime(milliseconds: number): string {
  const seconds = Math.max(0, Math.floor(milliseconds / 1000))
  if (seconds >= 3600) return span(milliseconds)
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
}

/** A page of the shop as it is shown: where it is, without what every address has. */
export function pageName(url: string): string {
  const { host, pathname } = new URL(url)
  return `${host}${decoded(pathname).replace(/\/$/, '')}`
}

function decoded(path: string): string {
  try {
    // What would turn the reading around or look like another place stays as it is written.
    return decodeURI(path).replace(/[\p{Cc}\p{Cf}\s]/gu, encodeURIComponent)
  } catch {
    return path
  }
}

/** The address where it may be opened: a shopper's browser says it, so it may be anything. */
export const safeUrl = (url: string): string | undefined => (URL.canParse(url) && /^https?:$/.test(new URL(url).protocol) ? url : undefined)
