/** What the apps of the phones have in common: how a text gets into a phone, and how word of it gets back to Warmline. */
import { messageOf } from '../../platform/errors.ts'
import type { Platform } from '../../platform/platform.ts'
import type { PhoneApp } from '../data/phones.ts'
import { keepText, type PhoneText, passOn, type TextFile } from './texts.ts'

/** As long as a message takes over the air, in milliseconds. */
const flightMilliseconds = 700
/** So long somebody is shown as writing, in milliseconds. */
const typingMilliseconds = 8000

export interface Air {
  platform: Platform
  /** Where Warmline listens, by the name of this machine; undefined while the demo's past is played: nothing is told then. */
  origin: string | undefined
  /** An address of ours as it is reached from here, whatever the public one is. */
  local(url: string): string
  /** Puts what the shop wrote into the phone. */
  arrive(app: PhoneApp, person: string, externalId: string, what: Partial<PhoneText>): Promise<void>
  /** A moment later it is delivered, and `tell` says so to Warmline. */
  deliver(app: PhoneApp, externalId: string, tell?: () => Promise<unknown>): void
  /** A file that the provider was given the address of. */
  fetched(url: string): Promise<TextFile[]>
  types(app: PhoneApp, person: string): void
  isTyping(app: PhoneApp, person: string): boolean
  /** Does it without being waited for; trouble is logged. */
  quietly(work: Promise<unknown>): void
}

/** Opens it, silent as yet. */
export function openAir(platform: Platform): Air {
  const { db, files, log } = platform
  const writing = new Map<string, number>()
  const air: Air = {
    platform,
    origin: undefined,
    local: (url) => (air.origin ? new URL(new URL(url).pathname + new URL(url).search, air.origin).href : url),
    async arrive(app, person, externalId, what) {
      writing.delete(`${app} ${person}`)
      await keepText(db, {
        ...{ app, person, externalId, isOutgoing: false, text: '', files: [], about: null, answers: null, at: new Date() },
        // The demo's past was read long ago.
        ...{ state: air.origin ? 'sent' : 'read', ...what },
      })
    },
    deliver(app, externalId, tell) {
      if (!air.origin) return
      const arriving = async () => {
        await passOn(db, app, externalId, 'delivered')
        await tell?.()
      }
      setTimeout(() => air.quietly(arriving()), flightMilliseconds).unref()
    },
    async fetched(url) {
      const answer = await fetch(air.local(url))
      if (!answer.ok) return []
      const mimeType = answer.headers.get('content-type') ?? 'application/octet-stream'
      const { file } = await files.keep(new Uint8Array(await answer.arrayBuffer()))
      return [{ file, mimeType, name: mimeType }]
    },
    types: (app, person) => void writing.set(`${app} ${person}`, Date.now()),
    isTyping: (app, person) => Date.now() - (writing.get(`${app} ${person}`) ?? 0) < typingMilliseconds,
    quietly: (work) => void work.catch((error: unknown) => log.warn({ error: messageOf(error) }, 'the demo’s phones missed something')),
  }
  return air
}
