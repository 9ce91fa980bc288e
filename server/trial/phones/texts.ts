/** What stands in the demo customers' phones: a *text* is one message of any app, seen from the customer's side. */
import { sql } from 'kysely'
import { z } from 'zod'
import type { Db } from '../../platform/db.ts'
import type { PhoneApp } from '../data/phones.ts'

const TextFile = z.object({ file: z.string(), mimeType: z.string(), name: z.string() })
export type TextFile = z.infer<typeof TextFile>

/** What a text holds besides words and files. */
const About = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('place'), name: z.string() }),
  z.object({ kind: z.literal('contact'), name: z.string() }),
  z.object({ kind: z.literal('poll'), name: z.string() }),
  z.object({ kind: z.literal('story'), how: z.enum(['reply', 'mention']) }),
  z.object({ kind: z.literal('template'), buttons: z.array(z.object({ title: z.string(), isReply: z.boolean() })) }),
])
export type About = z.infer<typeof About>

export interface PhoneText {
  app: PhoneApp
  /** The customer's number or id there. */
  person: string
  externalId: string
  /** True: the customer wrote it. */
  isOutgoing: boolean
  text: string
  files: TextFile[]
  about: About | null
  /** The provider's id of the message that it answers in particular. */
  answers: string | null
  state: 'sent' | 'delivered' | 'read'
  at: Date
}
export interface KeptText extends PhoneText {
  id: string
  reaction: string | null
  isUnsent: boolean
}

/** Puts a text into the phone; the same one again changes nothing. */
export async function keepText(db: Db, { files, about, text, ...rest }: PhoneText): Promise<void> {
  await db
    .insertInto('trialTexts')
    .values({
      ...rest,
      text: text.replaceAll('\u0000', ''),
      files: JSON.stringify(files),
      about: about && JSON.stringify(about),
    })
    .onConflict((conflict) => conflict.columns(['app', 'externalId']).doNothing())
    .execute()
}

const mostTexts = 200

/** The newest texts of these numbers and ids, oldest first. */
export async function listTexts(db: Db, people: string[]): Promise<KeptText[]> {
  const rows = await db
    .selectFrom('trialTexts')
    .selectAll()
    .where('person', '=', sql<string>`any(${people}::text[])`)
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(mostTexts)
    .execute()
  return rows.reverse().map(({ app, files, about, state, unsentAt, ...row }) => ({
    ...row,
    app: app as PhoneApp,
    state: state as PhoneText['state'],
    files: TextFile.array().catch([]).parse(files),
    about: About.nullable().catch(null).parse(about),
    isUnsent: unsentAt !== null,
  }))
}

const ranks = { sent: 0, delivered: 1, read: 2 } as const

/** One side has got or read it; `upTo`: and what was written before it in that direction. States never go back. */
export async function passOn(db: Db, app: PhoneApp, externalId: string, state: PhoneText['state'], upTo = false): Promise<void> {
  const lower = Object.entries(ranks).flatMap(([name, rank]) => (rank < ranks[state] ? name : []))
  await sql`
    update trial_texts t set state = ${state} from trial_texts named
    where named.app = ${app} and named.external_id = ${externalId} and t.state = any(${lower}::text[])
      and t.app = named.app and t.person = named.person and t.is_outgoing = named.is_outgoing
      and (t.id = named.id or ${upTo} and t.at <= named.at)`.execute(db)
}

/** When each person last wrote in an app: reply windows count from there. */
export async function lastWritten(db: Db): Promise<{ app: PhoneApp; person: string; at: Date }[]> {
  const { rows } = await sql<{ app: PhoneApp; person: string; at: Date }>`
    select app, person, max(at) as at from trial_texts where is_outgoing group by app, person`.execute(db)
  return rows
}

/** Whose phone holds this text; undefined: it is none of theirs. */
export const whoHas = async (db: Db, app: PhoneApp, externalId: string): Promise<string | undefined> =>
  (await db.selectFrom('trialTexts').select('person').where('app', '=', app).where('externalId', '=', externalId).executeTakeFirst())
    ?.person

/** The shop has read all that this person wrote. */
export async function passAll(db: Db, app: PhoneApp, person: string): Promise<void> {
  await db
    .updateTable('trialTexts')
    .set({ state: 'read' })
    .where('app', '=', app)
    .where('person', '=', person)
    .where('isOutgoing', '=', true)
    .execute()
}

/** The customer reacted to a text, or took it back. */
export async function mark(db: Db, id: string, how: { reaction: string | null } | { unsentAt: Date }): Promise<void> {
  await db.updateTable('trialTexts').set(how).where('id', '=', id).execute()
}

/** Nobody took it: it was never sent. */
export async function forgetText(db: Db, app: PhoneApp, externalId: string): Promise<void> {
  await db.deleteFrom('trialTexts').where('app', '=', app).where('externalId', '=', externalId).execute()
}
