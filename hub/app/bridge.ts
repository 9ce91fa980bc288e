/** The wire to the loader in the shop's page, and what it told us at the start. */
import { ours } from '../colour.ts'
import type { ToHub, ToLoader } from '../protocol.ts'
import { languageOf } from '../words.ts'

const given = new URLSearchParams(location.hash.slice(1))

/** The shop's page: only from there do we take a word, and only there do we send one. */
export const shopOrigin = given.get('parent') ?? location.origin
export const language = languageOf(given.get('lang') ?? navigator.language)
/** For dates and times: the language as it is spoken where the shopper is. */
export const locale = navigator.languages.find((one) => one.slice(0, 2) === language) ?? language
/** Of the shopper's clock. */
export const timeZone = Intl.DateTimeFormat().resolvedOptions().timeZone
export const colour = /^#[\da-f]{6}$/i.test(given.get('color') ?? '') ? (given.get('color') ?? '') : ours
/** The page of settings shows the hub as it would be: nobody is here, and nothing is asked or sent. */
export const isPreview = given.has('preview') && shopOrigin === location.origin

export function tellLoader(message: ToLoader): void {
  if (parent !== window) parent.postMessage(message, shopOrigin)
}

/** Listens to the loader, and says that it does. */
export function listen(heard: (message: ToHub) => void): void {
  addEventListener('message', ({ source, origin, data }: MessageEvent<ToHub>) => {
    if (source === parent && origin === shopOrigin && typeof data?.warmline === 'string') heard(data)
  })
  tellLoader({ warmline: 'ready' })
}
