/** All that a reading and a routing need to know, in one question to the database. */
import { sql } from 'kysely'
import type { Jobs } from '../jobs.ts'
import type { Db } from '../platform/db.ts'
import { shop } from '../platform/settings.ts'
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
export async function load(db: Db, ticketId: string, occasion: Occasion): Promise<Loaded | undefined> {
  const goesOn = occasion === 'reopened' || occasion === 'handed_off'
  const { rows } = await sql<Omit<Loaded, 'text' | 'reasonLanguage' | 'model'> & { texts: string[]; model: unknown; shop: unknown }>`
    select t.subject, t.is_spam as "isSpam", t.is_automated as "isAutomated", coalesce(t.last_inbound_at, t.created_at) as "lastInboundAt",
      case when t.is_automated then
        (select m.automated_why from messages m where m.ticket_id = t.id and m.automated_why is not null order by m.created_at limit 1) end as "automatedWhy",
      array(select n.text from (
        select m.text, m.created_at, m.id from messages m
        where m.ticket_id = t.id and m.direction = 'in' and not m.is_note and (t.is_automated or not m.is_automated)
        ${goesOn ? sql`and m.created_at > coalesce((select s.evaluated_at from sentiments s where s.id = t.sentiment_id), '-infinity')` : sql``}
        order by m.created_at ${goesOn ? sql`desc` : sql`asc`} limit ${mostMessages}
      ) n order by n.created_at, n.id) as texts,
      (select coalesce(json_agg(json_build_object('key', key, 'name', name, 'description', description, 'keywords', keywords) order by key), '[]')
        from tags where is_auto) as tags,
      (select coalesce(json_agg(json_build_object('id', id, 'name', name, 'filter', filter, 'actions', actions) order by position, id), '[]')
        from rules where is_enabled) as rules,
      exists (select 1 from spam_lessons where is_marked) as "hasSpamLessons",
      (select value from settings where key = ${modelSetting.key}) as model,
      (select value from settings where key = ${shop.key}) as shop
    from tickets t where t.id = ${ticketId} and t.merged_into_id is null`.execute(db)
  const [row] = rows
  if (!row) return undefined
  const { texts, model, shop: shopValue, ...rest } = row
  return {
    ...rest,
    text: texts.join('\n\n'),
    model: modelSetting.shape.safeParse(model).data ?? modelSetting.initial,
    reasonLanguage: (shop.shape.safeParse(shopValue).data ?? shop.initial).language,
  }
}
