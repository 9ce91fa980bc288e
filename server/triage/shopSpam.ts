/**
 * The shop's own spam filter, on top of the model's verdict: it learns from what agents mark as spam and not spam, and what
 * they answer is no spam either. What it has learned fades, and each mark can be taken back.
 */
import { sql } from 'kysely'
import { type Db, inTransaction, type Tx } from '../platform/db.ts'
import { analyse } from './builtin/analyse.ts'
import { type Verdict, verdictOf, type WordCount, wordsOf } from './spamWords.ts'

/** After so many days a lesson is worth half. */
const halfLife = 120
/** Marks that it takes before the filter speaks at all. */
const fewestMarks = 2
/** Answered tickets are learned as no spam up to this many in all, some at each mark. */
const mostAnswered = 400
const answeredAtOnce = 60

const fading = (since: string) => sql.raw(`power(0.5, extract(epoch from now() - ${since}) / 86400 / ${halfLife})`)

/** Learns from what a person last said of a ticket: the job after a mark. Asked twice it learns once. */
export async function learnSpam(db: Db, ticketId: string): Promise<void> {
  await inTransaction(db, async (tx) => {
    // One lesson at a time: two at once would add to the same words.
    await sql`select pg_advisory_xact_lock(hashtext('spam_lessons'))`.execute(tx)
    const mark = await tx
      .selectFrom('timeline')
      .select('kind')
      .where('ticketId', '=', ticketId)
      .where('kind', 'in', ['marked_spam', 'not_spam'])
      .where('actorKind', 'in', ['agent', 'api'])
      .orderBy('at', 'desc')
      .orderBy('id', 'desc')
      .limit(1)
      .executeTakeFirst()
    if (mark) await teach(tx, ticketId, mark.kind === 'marked_spam', true)
    else await forget(tx, ticketId)
    const { rows } = await sql<{ id: string }>`
      select t.id from tickets t
      where t.first_replied_at is not null and not t.is_spam and not t.is_automated and t.merged_into_id is null
        and not exists (select 1 from spam_lessons l where l.ticket_id = t.id)
        and (select count(*) from spam_lessons where not is_marked) < ${mostAnswered}
      order by t.last_message_at desc limit ${answeredAtOnce}`.execute(tx)
    for (const { id } of rows) await teach(tx, id, false, false)
  })
}

async function teach(tx: Tx, ticketId: string, isSpam: boolean, isMarked: boolean): Promise<void> {
  const before = await tx.selectFrom('spamLessons').selectAll().where('ticketId', '=', ticketId).executeTakeFirst()
  if (before && before.isSpam === isSpam && before.isMarked === isMarked) return
  if (before) await takeAway(tx, before)
  const words = before?.words ?? (await wordsOfTicket(tx, ticketId))
  if (!words) return
  const lesson = { isSpam, isMarked, words, at: new Date() }
  await tx
    .insertInto('spamLessons')
    .values({ ticketId, ...lesson })
    .onConflict((conflict) => conflict.column('ticketId').doUpdateSet(lesson))
    .execute()
  await add(tx, words, isSpam, sql`1`)
}

/** A mark that was taken back was never learned. */
async function forget(tx: Tx, ticketId: string): Promise<void> {
  const lesson = await tx
    .deleteFrom('spamLessons')
    .where('ticketId', '=', ticketId)
    .where('isMarked', '=', true)
    .returningAll()
    .executeTakeFirst()
  if (lesson) await takeAway(tx, lesson)
}

/** Takes what a lesson is still worth from the counts. */
const takeAway = (tx: Tx, { words, isSpam, at }: { words: string[]; isSpam: boolean; at: Date }) =>
  add(tx, words, isSpam, sql`-1 * power(0.5, extract(epoch from now() - ${at}::timestamptz) / 86400 / ${halfLife})`)

async function add(tx: Tx, words: string[], isSpam: boolean, much: ReturnType<typeof sql>): Promise<void> {
  await sql`
    insert into spam_words as w (word, spam, ham)
    select word, ${isSpam ? much : sql`0`}, ${isSpam ? sql`0` : much} from unnest(${['', ...words]}::text[]) word
    on conflict (word) do update set spam = greatest(0, w.spam * ${fading('w.at')} + excluded.spam),
      ham = greatest(0, w.ham * ${fading('w.at')} + excluded.ham), at = now()`.execute(tx)
}

/** The words of what a customer first wrote. */
async function wordsOfTicket(tx: Tx, ticketId: string): Promise<string[] | undefined> {
  const first = await tx
    .selectFrom('messages as m')
    .innerJoin('tickets as t', 't.id', 'm.ticketId')
    .select(['t.subject', 'm.text', sql<string | null>`m.mail->>'from'`.as('from')])
    .where('m.ticketId', '=', ticketId)
    .where('m.direction', '=', 'in')
    .orderBy('m.createdAt')
    .limit(1)
    .executeTakeFirst()
  return first && wordsOf(first)
}

/**
 * What the shop's words make of the model's verdict on a new ticket. A customer who was answered before is never put aside
 * as spam by it.
 */
export async function shopVerdict(db: Db, ticketId: string, asked: { subject: string; text: string; isSpam: boolean }): Promise<Verdict> {
  const { rows } = await sql<{ from: string | null; isKnown: boolean; marks: number; spared: number }>`
    select (select m.mail->>'from' from messages m where m.ticket_id = t.id and m.direction = 'in' order by m.created_at limit 1) as "from",
      exists (select 1 from tickets o where o.customer_id = t.customer_id and o.id <> t.id and o.first_replied_at is not null and not o.is_spam) as "isKnown",
      (select count(*)::int from spam_lessons where is_marked and is_spam) as marks,
      (select count(*)::int from spam_lessons where is_marked and not is_spam) as spared
    from tickets t where t.id = ${ticketId}`.execute(db)
  const none: Verdict = { isSpam: asked.isSpam, words: [] }
  const [ticket] = rows
  if (!ticket || (asked.isSpam ? ticket.spared : ticket.marks) < (asked.isSpam ? 1 : fewestMarks)) return none
  if (ticket.isKnown && !asked.isSpam) return none
  const words = wordsOf({ subject: asked.subject, text: asked.text, from: ticket.from })
  const { rows: counted } = await sql<WordCount & { word: string }>`
    select word, spam * ${fading('at')} as spam, ham * ${fading('at')} as ham from spam_words where word = any(${['', ...words]}::text[])`.execute(
    db,
  )
  return verdictOf(new Map(counted.map(({ word, ...count }) => [word, count])), words, {
    isSpam: asked.isSpam,
    probability: analyse(asked).spamProbability,
  })
}
