/** What a message holds besides text and files, whatever channel it came by. Unknown things are kept and shown as such. */
import { z } from 'zod'
import { holdings } from './lists.ts'

const Place = z.object({
  kind: z.literal('place'),
  latitude: z.number(),
  longitude: z.number(),
  name: z.string().nullable(),
  address: z.string().nullable(),
})
const Contacts = z.object({
  kind: z.literal('contacts'),
  people: z.array(z.object({ name: z.string(), phones: z.array(z.string()), emails: z.array(z.string()) })),
})
/** A story of the shop that the customer answers, or one of theirs that names the shop. The picture is a file of the message. */
const Story = z.object({ kind: z.literal('story'), how: z.enum(['reply', 'mention']), url: z.string().nullable() })
/** A button or list entry that the customer chose; `id` is what the shop gave it. */
const Choice = z.object({ kind: z.literal('choice'), id: z.string(), title: z.string() })
/** An advertisement or product from which the customer came. */
const Origin = z.object({ kind: z.literal('origin'), source: z.string(), title: z.string().nullable(), url: z.string().nullable() })
/** Somebody else's post, film or story that the customer passes on; its file is fetched where the vendor hands it out. */
const Shared = z.object({
  kind: z.literal('shared'),
  what: z.enum(['post', 'reel', 'story']),
  title: z.string().nullable(),
  url: z.string().nullable(),
})
/** A small picture that stands for a mood; it is a file of the message. */
const Sticker = z.object({ kind: z.literal('sticker') })
/** A template that we sent in place of free text. */
const Template = z.object({ kind: z.literal('template'), name: z.string(), language: z.string(), values: z.array(z.string()) })
/** Something the vendor or we cannot show; `type` is the vendor's word for it. */
const Unsupported = z.object({ kind: z.literal('unsupported'), type: z.string() })

export const Content = z.discriminatedUnion('kind', [Place, Contacts, Story, Choice, Origin, Shared, Sticker, Template, Unsupported])
export type Content = z.infer<typeof Content>

/** What a message is that says nothing in words; null where it does. */
export const Holds = z.enum(holdings).nullable()
export type Holds = z.infer<typeof Holds>
