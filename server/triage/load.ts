/** All that a reading and a routing need to know, in one question to the database. */
import { type RawBuilder, sql } from 'kysely'
import type { Jobs } from '../jobs.ts'
import { type Db, isPassingTrouble } from '../platform/db.ts'
import { givenBy } from '../platform/given.ts'
import { settingOf, shop } from '../platform/settings.ts'
import { statement } from '../platform/statement.ts'
import { together } from '../platform/together.ts'
import type { TagChoice } from './builtin/analyse.ts'
import type { AskedRule } from './evaluate.ts'
import { modelSetting } from './model.ts'

export type Occasion = Jobs['triage']['occasion']

export interface Loaded {
  subject: string
  /** What the customer wrote, oldest first, without quoted history. */
  text: string
  isSpam: boolean
  isAutomated: boolean
  automatedWhy: string | null
  lastInboundAt: Date
  tags: TagChoice[]
  rules: AskedRule[]
  /** Has anybody marked spam here, so that the shop's own filter knows something? */
  hasSpamLessons: boolean
  model: (typeof modelSetting)['initial']
  reasonLanguage: (typeof shop)['initial']['language']
}

/** Of a conversation that goes on, this many of the newest messages are read; of a new one the first ones. */
const mostMessages = 5

/** Loads a ticket as it stands, or undefined when it is gone, or is merged and so has nothing to read. */
export function load(db: Db, ticketId: string, occasion: Occasion): Promise<Loaded | undefined> {
  // Tags and rules are the same for all who ask at the same moment.
  let read = readers.get(db)
  if (!read) {
    read = together((asked: Asked[]) => loadAll(db, asked), { most: 24, atOnce: 2, enough: 8, isHopeless: isPassingTrouble })
    readers.set(db, read)
  }
  return read({ ticketId, goesOn: occasion === 'reopened' || occasion === 'handed_off' })
}

interface Asked {
  ticketId: string
  goesOn: boolean
}
const readers = new WeakMap<Db, (asked: Asked) => Promise<Loaded | undefined>>()

type Shop = Pick<Loaded, 'tags' | 'rules' | 'hasSpamLessons'>
type Row = Omit<Loaded, 'text' | 'model' | 'reasonLanguage' | keyof Shop> & {
  isThere: boolean
  texts: string[]
  /** In the first row. */
  shop: (Shop & { model: unknown; shop: unknown }) | null
}

async function loadAll(db: Db, asked: Asked[]): Promise<(Loaded | undefined)[]> {
  const rows = await ask(db, asked)
  const ofShop = rows[0]?.shop
  const { tags = [], rules = [], hasSpamLessons = false } = ofShop ?? {}
  const model = settingOf(modelSetting, ofShop?.model)
  const reasonLanguage = settingOf(shop, ofShop?.shop).language
  return rows.map(({ isThere, texts, shop: _, ...ticket }) =>
    isThere ? { ...ticket, text: texts.join('\n\n'), tags, rules, hasSpamLessons, model, reasonLanguage } : undefined,
  )
}

const ask = statement<Asked[], Row>(
  (value) => sql`
    select t.id is not null as "isThere", t.subject, t.is_spam as "isSpam", t.is_automated as "isAutomated",
      coalesce(t.last_inbound_at, t.created_at) as "lastInboundAt",
      case when t.is_automated then
        (select m.automated_why from messages m where m.ticket_id = t.id and m.automated_why is not null order by m.created_at limit 1) end as "automatedWhy",
      case when a.goes_on
        then ${textsOf(sql`desc`, sql`and m.created_at > coalesce((select s.evaluated_at from sentiments s where s.id = t.sentiment_id), '-infinity')`)}
        else ${textsOf(sql`asc`, sql``)} end as texts,
      case when a.place = 1 then json_build_object(
        'tags', (select coalesce(json_agg(json_build_object('key', key, 'name', name, 'description', description, 'keywords', keywords) order by key), '[]')
          from tags where is_auto),
        'rules', (select coalesce(json_agg(json_build_object('id', id, 'name', name, 'filter', filter, 'actions', actions) order by position, id), '[]')
          from rules where is_enabled),
        'hasSpamLessons', exists (select 1 from spam_lessons where is_marked),
        'model', (select value from settings where key = ${modelSetting.key}),
        'shop', (select value from settings where key = ${shop.key})) end as shop
    from ${givenBy(value, 'a', (asked) => asked, { id: ['uuid', ({ ticketId }) => ticketId], goes_on: ['boolean', ({ goesOn }) => goesOn] })}
    left join tickets t on t.id = a.id and t.merged_into_id is null
    order by a.place`,
)

const textsOf = (order: RawBuilder<unknown>, since: RawBuilder<unknown>) => sql`
  array(select n.text from (
    select m.text, m.created_at, m.id from messages m
    where m.ticket_id = t.id and m.direction = 'in' and not m.is_note and (t.is_automated or not m.is_automated) ${since}
    order by m.created_at ${order} limit ${sql.lit(mostMessages)}
  ) n order by n.created_at, n.id)`
