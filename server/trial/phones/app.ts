/** What an app of the demo's phones is: three of them stand in apps.ts, each before a fake of its provider. */
import type { DemoPhone } from '../data/phones.ts'
import type { About, KeptText } from './texts.ts'

/** What a customer sends. */
export interface Wish {
  /** The id it will have, chosen before it is sent. */
  externalId: string
  text: string
  picture: { bytes: Buffer; mimeType: string } | undefined
  about: About | null
  answers: string | null
}

/** An app as its customer uses it. Each answers the status of Warmline's answer. */
export interface App {
  /** A new id of a message of a customer. */
  newId(): string
  /** What can be sent besides words and pictures. */
  abouts: readonly About['kind'][]
  write(phone: DemoPhone, wish: Wish): Promise<number>
  /** A reaction to a message of the shop; null takes it back. */
  react?(phone: DemoPhone, text: KeptText, emoji: string | null): Promise<number>
  unsend?(phone: DemoPhone, text: KeptText): Promise<number>
  /** The customer looks at this message of the shop. */
  read?(phone: DemoPhone, text: KeptText): Promise<number>
  /** The customer wrote then: from there the provider's window counts. */
  remember(person: string, at: Date): void
  /** Calls go to this webhook from now on. */
  tellTo(webhook: string): void
  /** Where the provider is, as a connection names it. */
  url: string
  close(): Promise<void>
}
