/** The database's types: as generated from the migrations, with what its JSON columns hold. */
import type { ColumnType } from 'kysely'
import type { Keyword } from '../../shared/connections.ts'
import type { Content } from '../../shared/content.ts'
import type { Event, Order } from '../../shared/customers.ts'
import type { DraftContent, DraftMode } from '../../shared/drafts.ts'
import type { FaqCategory, FaqTexts } from '../../shared/faqs.ts'
import type { Filter } from '../../shared/filter.ts'
import type { NewMessage } from '../../shared/messages.ts'
import type { Reason } from '../../shared/refusals.ts'
import type { Template } from '../../shared/templates.ts'
import type { TimelineEntry } from '../../shared/timeline.ts'
import type { ActionCall } from '../../shared/triage.ts'
import type { ChannelKey, ScreenLanguage, Status } from '../../shared/words.ts'
import type * as made from './schema.gen.ts'

/** A table of which some columns are known better than the generator can. */
type Knowing<Table, Columns> = Omit<Table, keyof Columns> & Columns
/** A column of JSON: it is read as what it holds and written as text. `Absent` is `undefined` where the table fills it in. */
type JsonOf<Held, Absent = never> = ColumnType<Held, string | Absent, string>

/** A column of one of a few words: it is read as one of them. */
type OneOf<Word, Absent = never> = ColumnType<Word, string | Absent, string>

/** An FAQ that a shopper picked before a chat, as it was answered then; `at` in ISO 8601. */
interface PickedFaq {
  question: string
  answer: string
  at: string
}

/** A reply that waits: as it was handed in, and as a draft shows it. */
export interface HeldContent {
  reply: NewMessage & { isNote: boolean; attachmentIds: string[] }
  draft: DraftContent
}

type Actions = JsonOf<ActionCall[], undefined>
export type HeldReplies = Knowing<
  made.HeldReplies,
  { content: JsonOf<HeldContent>; reason: ColumnType<Reason | null, string | null | undefined, string | null> }
>
export type Macros = Knowing<made.Macros, { actions: Actions }>
export type Rules = Knowing<made.Rules, { actions: JsonOf<ActionCall[]>; filter: JsonOf<Filter> }>

// Each of these was checked against its shape before it was written.
interface Known {
  agents: Knowing<made.Agents, { language: OneOf<ScreenLanguage, undefined> }>
  awaitedFiles: Knowing<made.AwaitedFiles, { reference: JsonOf<Record<string, unknown>> }>
  chats: Knowing<made.Chats, { faqs: JsonOf<PickedFaq[], undefined> }>
  connections: Knowing<
    made.Connections,
    {
      channel: OneOf<ChannelKey>
      settings: JsonOf<Record<string, string | number | boolean | Keyword[] | null>, undefined>
      secrets: JsonOf<Record<string, string[]>, undefined>
    }
  >
  drafts: Knowing<made.Drafts, { mode: OneOf<DraftMode> }>
  events: Knowing<made.Events, { properties: JsonOf<Event['properties'], undefined> }>
  faqCategories: Knowing<made.FaqCategories, { names: JsonOf<FaqCategory['names']> }>
  faqs: Knowing<made.Faqs, { texts: JsonOf<FaqTexts> }>
  heldReplies: HeldReplies
  macros: Macros
  messages: Knowing<
    made.Messages,
    { channel: OneOf<ChannelKey>; content: ColumnType<Content | null, string | null | undefined, string | null> }
  >
  orders: Knowing<
    made.Orders,
    { items: JsonOf<Order['items'], undefined>; tracking: ColumnType<Order['tracking'], string | null | undefined, string | null> }
  >
  payloads: Knowing<made.Payloads, { channel: OneOf<ChannelKey>; envelope: JsonOf<Record<string, unknown>, undefined> }>
  rules: Rules
  templateLists: Knowing<made.TemplateLists, { templates: JsonOf<Template[]> }>
  tickets: Knowing<made.Tickets, { channel: OneOf<ChannelKey>; status: OneOf<Status, undefined> }>
  timeline: Knowing<made.Timeline, { actorKind: OneOf<TimelineEntry['actor']['kind']>; data: JsonOf<Record<string, unknown>, undefined> }>
  views: Knowing<made.Views, { filter: JsonOf<Filter, undefined> }>
}

export type DB = Knowing<made.DB, Known>
