/**
 * What the loader in the shop's page and the hub in its frame say to each other, by postMessage. Each side names the
 * other's origin when it sends and checks it when it listens: a shopper's token reaches nobody else.
 */

/** From the loader. */
export type ToHub =
  /** Who the shop says is here: its signed token, null for nobody, undefined while it could not be asked. */
  { warmline: 'identity'; token: string | null | undefined; signInUrl: string | undefined } | { warmline: 'shown'; isOpen: boolean }

/** From the hub. */
export type ToLoader =
  /** It listens now. */
  | { warmline: 'ready' }
  /** Its token is missing or too old: ask the shop once more. */
  | { warmline: 'identify' }
  | { warmline: 'close' }
  | { warmline: 'unread'; count: number }
