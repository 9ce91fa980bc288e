/** The state machine of tickets: status, snooze, assignment, merge and split against inbound mails and chats, in any order. */
import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { makeAgent } from '../../test/agents.ts'
import { openTestDatabase } from '../../test/database.ts'
import { chatFrom, mailFrom } from '../../test/incoming.ts'
import { channelOf } from '../channels/list.ts'
import { inTransaction, type Tx } from '../platform/db.ts'
import { change } from './change.ts'
import { merge } from './merge.ts'
import { leadsTo } from './merged.ts'
import { receive } from './receive.ts'
import { reply } from './reply.ts'
import { wake } from './snooze.ts'
import { split } from './split.ts'
import type { Actor } from './timeline.ts'
import { unmerge } from './unmerge.ts'

let database: Awaited<ReturnType<typeof openTestDatabase>>
const people: (Actor & { id: string })[] = []
beforeAll(async () => {
  database = await openTestDatabase()
  for (const one of ['Maja', 'Tom']) {
    const { agentId, name } = await makeAgent(database.db, { name: one })
    people.push({ kind: 'agent', id: agentId, name })
  }
})
afterAll(() => database.close())

type Step =
  | { does: 'write'; about: number | null; isAutomatic: boolean }
  | { does: 'chat' }
  | { does: 'status'; ticket: number; status: 'open' | 'closed' | 'snoozed'; inAnyCase: boolean }
  | { does: 'assign'; ticket: number; to: number | null }
  | { does: 'reply'; ticket: number }
  | { does: 'pass' }
  | { does: 'merge'; target: number; source: number }
  | { does: 'unmerge'; which: number }
  | { does: 'split'; ticket: number; at: number }

const which = fc.nat({ max: 7 })
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({ does: fc.constant('write' as const), about: fc.option(fc.nat({ max: 20 })), isAutomatic: fc.boolean() }),
  },
  { weight: 3, arbitrary: fc.constant({ does: 'chat' as const }) },
  {
    weight: 4,
    arbitrary: fc.record({
      does: fc.constant('status' as const),
      ticket: which,
      status: fc.constantFrom('open' as const, 'closed' as const, 'snoozed' as const),
      inAnyCase: fc.boolean(),
    }),
  },
  { weight: 1, arbitrary: fc.record({ does: fc.constant('assign' as const), ticket: which, to: fc.option(fc.nat({ max: 1 })) }) },
  { weight: 1, arbitrary: fc.record({ does: fc.constant('reply' as const), ticket: which }) },
  { weight: 1, arbitrary: fc.constant({ does: 'pass' as const }) },
  { weight: 3, arbitrary: fc.record({ does: fc.constant('merge' as const), target: which, source: which }) },
  { weight: 2, arbitrary: fc.record({ does: fc.constant('unmerge' as const), which }) },
  { weight: 1, arbitrary: fc.record({ does: fc.constant('split' as const), ticket: which, at: fc.nat({ max: 5 }) }) },
)

/** One person who mails and chats, with the tickets of both. */
function world() {
  const from = `${randomUUID()}@customer.example`
  const shopper = randomUUID()
  const mails: { externalId: string; messageId: string }[] = []
  const chatMessages: string[] = []
  const endedChats = new Set<string>()
  const replies: string[] = []
  const write = <T>(work: (tx: Tx) => Promise<T>) => inTransaction(database.db, work)
  /** A refusal is an answer: then nothing may have changed, which the checks after it see. */
  const wish = (work: (tx: Tx) => Promise<unknown>) => write(work).catch((error: unknown) => expect(error).toHaveProperty('code'))
  const tickets = async () =>
    (
      await sql<{
        id: string
        channel: string
        status: string
        snoozedUntil: Date | null
        closedAt: Date | null
        waitingSince: Date | null
        mergedIntoId: string | null
        messageCount: number
        held: number
        lastInboundId: string | null
        newestInboundId: string | null
        assigneeId: string | null
        hasReminder: boolean
        reminderIsFirst: boolean | null
      }>`
        select t.id, t.channel, t.status, t.snoozed_until as "snoozedUntil", t.closed_at as "closedAt", t.waiting_since as "waitingSince",
          t.merged_into_id as "mergedIntoId", t.message_count as "messageCount", (select count(*)::int from messages m where m.ticket_id = t.id) as held,
          t.last_inbound_id as "lastInboundId", t.assignee_id as "assigneeId",
          (select id from messages m where m.ticket_id = t.id and direction = 'in' order by created_at desc, id desc limit 1) as "newestInboundId",
          s.ticket_id is not null as "hasReminder", s.if_no_reply as "reminderIsFirst"
        from tickets t join identities i on i.id = t.identity_id left join snoozes s on s.ticket_id = t.id
        where i.value in (${from}, ${shopper}) order by t.created_at, t.id`.execute(database.db)
    ).rows
  const run = async (step: Step): Promise<void> => {
    const all = await tickets()
    const id = (at: number) => all[at % Math.max(all.length, 1)]?.id ?? randomUUID()
    const agent = people[0] as Actor & { id: string }
    switch (step.does) {
      case 'write': {
        const about = step.about === null ? undefined : mails[step.about % Math.max(mails.length, 1)]
        const incoming = mailFrom({
          from,
          thread: { externalIds: about ? [about.externalId] : [], tokens: [] },
          automatedWhy: step.isAutomatic ? 'auto-reply' : null,
        })
        const stood =
          about && (await database.db.selectFrom('messages').select('ticketId').where('id', '=', about.messageId).executeTakeFirst())
        const received = await write((tx) => receive(tx, channelOf('email').ticketRule, incoming))
        // An answer lands where the message that it answers stands, and a person's opens that ticket.
        if (stood) expect(received.ticketId).toBe(stood.ticketId)
        if (!step.isAutomatic)
          expect((await tickets()).find((ticket) => ticket.id === received.ticketId)).toMatchObject({ status: 'open', mergedIntoId: null })
        mails.push({ externalId: incoming.externalId, messageId: received.messageId })
        // The same mail again changes nothing.
        expect((await write((tx) => receive(tx, channelOf('email').ticketRule, incoming))).outcome).toBe('duplicate')
        return
      }
      case 'chat': {
        const goingOn = all.find(({ channel, status }) => channel === 'webchat' && status !== 'closed')
        const incoming = chatFrom({ shopper })
        const received = await write((tx) => receive(tx, channelOf('webchat').ticketRule, incoming))
        // It goes on in the chat that is going on, and what has ended stays so: then it is a new ticket.
        if (goingOn) expect(received.ticketId).toBe(goingOn.id)
        else expect(all.map((ticket) => ticket.id)).not.toContain(received.ticketId)
        chatMessages.push(received.messageId)
        expect((await write((tx) => receive(tx, channelOf('webchat').ticketRule, incoming))).outcome).toBe('duplicate')
        return
      }
      case 'status': {
        const snoozedUntil = new Date(Date.now() + 3_600_000)
        const more = step.status === 'snoozed' ? { snoozedUntil, ifNoReply: !step.inAnyCase } : {}
        await wish((tx) => change(tx, id(step.ticket), agent, { status: step.status, ...more }))
        return
      }
      case 'assign':
        await wish((tx) => change(tx, id(step.ticket), agent, { assigneeId: step.to === null ? null : (people[step.to]?.id ?? null) }))
        return
      case 'reply': {
        const written = { id: randomUUID(), text: 'On its way', isNote: false, attachmentIds: [] }
        await wish(async (tx) => {
          await reply(tx, id(step.ticket), { agentId: agent.id, name: agent.name }, written)
          await tx.updateTable('messages').set({ state: 'sent' }).where('id', '=', written.id).execute()
        })
        const kept = await database.db.selectFrom('messages').select('id').where('id', '=', written.id).executeTakeFirst()
        if (kept) replies.push(kept.id)
        return
      }
      case 'pass': {
        const ids = all.map((ticket) => ticket.id)
        await sql`update snoozes set until = now() - interval '1 second' where ticket_id = any(${ids}::uuid[])`.execute(database.db)
        await Promise.all([write(wake), write(wake)])
        expect((await tickets()).filter(({ hasReminder }) => hasReminder)).toEqual([])
        return
      }
      case 'merge': {
        const before = await whole(all.map((ticket) => ticket.id))
        await wish((tx) => merge(tx, id(step.target), [id(step.source)], agent, true))
        const made = await activeMerge(id(step.source))
        if (made && all.find((ticket) => ticket.id === id(step.source))?.mergedIntoId === null) {
          // Undone at once, everything is as it was; then it is made again.
          await write((tx) => unmerge(tx, made, agent))
          expect(await whole(all.map((ticket) => ticket.id))).toEqual(before)
          await write((tx) => merge(tx, id(step.target), [id(step.source)], agent, true))
        }
        return
      }
      case 'unmerge': {
        const merged = all.filter(({ mergedIntoId }) => mergedIntoId !== null)
        const made = await activeMerge(merged[step.which % Math.max(merged.length, 1)]?.id ?? randomUUID())
        if (made) await write((tx) => unmerge(tx, made, agent))
        return
      }
      case 'split': {
        const there = await database.db
          .selectFrom('messages')
          .select('id')
          .where('ticketId', '=', id(step.ticket))
          .orderBy('createdAt')
          .execute()
        const at = there[step.at % Math.max(there.length, 1)]?.id
        if (at) await wish((tx) => split(tx, id(step.ticket), at, agent))
      }
    }
  }
  const check = async (): Promise<void> => {
    const all = await tickets()
    // A chat that has ended never goes on, whatever was done to it; and a shopper has one that does.
    const chats = all.filter(({ channel }) => channel === 'webchat')
    expect(chats.filter(({ id, status }) => endedChats.has(id) && status !== 'closed')).toEqual([])
    expect(chats.filter(({ status }) => status !== 'closed').length).toBeLessThanOrEqual(1)
    for (const { id } of chats.filter(({ status }) => status === 'closed')) endedChats.add(id)
    // No message is lost and none stands twice: each that came or went is in exactly one ticket of this person.
    const known = [...mails.map(({ messageId }) => messageId), ...chatMessages, ...replies]
    const { rows } = await sql<{ id: string; ticketId: string }>`
      select id, ticket_id as "ticketId" from messages where id = any(${known}::uuid[])`.execute(database.db)
    expect(rows.length).toBe(known.length)
    expect(all.reduce((sum, { held }) => sum + held, 0)).toBe(rows.length)
    for (const ticket of all) {
      expect(ticket.messageCount).toBe(ticket.held)
      expect(ticket.lastInboundId).toBe(ticket.newestInboundId)
      expect(ticket.snoozedUntil !== null).toBe(ticket.status === 'snoozed')
      expect(ticket.closedAt !== null).toBe(ticket.status === 'closed')
      if (ticket.status === 'snoozed') expect(ticket.hasReminder).toBe(true)
      if (ticket.status === 'open' && ticket.hasReminder) expect(ticket.reminderIsFirst).toBe(false)
      if (ticket.status === 'closed') expect([ticket.waitingSince, ticket.hasReminder]).toEqual([null, false])
      if (ticket.mergedIntoId) {
        expect(ticket).toMatchObject({ status: 'closed', held: 0 })
        expect(all.find(({ id }) => id === ticket.mergedIntoId)).toBeDefined()
        const end = await leadsTo(database.db, ticket.id)
        expect(all.find(({ id }) => id === end)?.mergedIntoId).toBeNull()
      }
    }
  }
  return { run, check }
}

const activeMerge = async (sourceId: string) =>
  (await database.db.selectFrom('merges').select('id').where('sourceId', '=', sourceId).where('undoneAt', 'is', null).executeTakeFirst())
    ?.id

/** All that is known of these tickets, less what only says when it was written. */
async function whole(ids: string[]) {
  const { rows } = await sql<{ ticket: Record<string, unknown> }>`
    select to_jsonb(t) - 'updated_at' || jsonb_build_object(
      'messages', (select jsonb_agg(jsonb_build_array(m.id, m.home_id) order by m.created_at, m.id) from messages m where m.ticket_id = t.id),
      'reminder', (select to_jsonb(s) - 'begun_at' from snoozes s where s.ticket_id = t.id)) as ticket
    from tickets t where t.id = any(${ids}::uuid[]) order by t.id`.execute(database.db)
  return rows.map(({ ticket }) => ticket)
}

test('whatever happens in whatever order: no message is lost or twice, status rules hold, and an undone merge was never', async () => {
  const numRuns = Number(process.env.STATES_RUNS ?? 40)
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 16 }), async (steps) => {
      const one = world()
      await one.run({ does: 'write', about: null, isAutomatic: false })
      await one.run({ does: 'write', about: null, isAutomatic: false })
      await one.run({ does: 'chat' })
      for (const next of steps) {
        await one.run(next)
        await one.check()
      }
    }),
    { numRuns, endOnFailure: false },
  )
}, 120_000)
