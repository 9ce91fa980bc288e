/**
 * What the loader in the shop's page and the hub in its frame say to each other, by postMessage. Each side names the
 * other's origin when it sends and checks it when it listens: a shopper's token reaches nobody else.
 */
import type { HubView } from '../shared/hub.ts'

/** From the loader; or, the last of them, from the page of settings, which shows what is not saved yet. */
export type ToHub =
  /** Who the shop says is here: its signed token, null for nobody, undefined while it could not be asked. */
  | { warmline: 'identity'; token: string | null | undefined; signInUrl: string | undefined }
  | { warmline: 'shown'; isOpen: boolean; tab?: string | undefined }
  /** Where in the shop the shopper is. */
  | { warmline: 'page'; url: string; title: string }
  | { warmline: 'preview'; view: Shown }

/** What a preview shows, its time as it arrives from the server. */
export type Shown = Omit<HubView, 'opensAt'> & { opensAt: string | null }

/** From the hub. */
export type ToLoader =
  /** It listens now. */
  | { warmline: 'ready' }
  /** Its token is missing or too old: ask the shop once more. */
  | { warmline: 'identify' }
  | { warmline: 'close' }
  | { warmline: 'unread'; count: number }
  /** Something happened that the shop may want to hear of. */
  | { warmline: 'event'; name: 'chatstart' | 'chatend' }

/** How the shop has set the button up; it comes with the loader, as JSON in the tag's `data-set`. */
export interface ButtonSet {
  isEnabled: boolean
  color: string | null
  position: HubView['position']
}
