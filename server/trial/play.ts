/** Plays a demo ticket through the very code that real ones go through, and then moves it to its time. */
import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import type { Incoming } from '../channels/incoming.ts'
import { channelOf } from '../channels/list.ts'
import { markSeen } from '../hub/chat.ts'
import { type Db, inTransaction, type Tx } from '../platform/db.ts'
import type { Platform } from '../platform/platform.ts'
import { uuidAt } from '../platform/uuid.ts'
import { change } from '../tickets/change.ts'
import { deliver } from '../tickets/deliver.ts'
import { markRead } from '../tickets/read.ts'
import { receive } from '../tickets/receive.ts'
import { reply } from '../tickets/reply.ts'
import type { Actor } from '../tickets/timeline.ts'
import { triage } from '../triage/triage.ts'
import type { DemoTicket, Step } from './data/shapes.ts'
import { inDaytime } from './daytime.ts'
import { keepMail } from './mailbox.ts'
import { moveToPast } from './past.ts'
import type { People, Person } from './people.ts'
import type { Phones } from './phones/phones.ts'
import { actOnPhone, phoneOfTicket, writtenOnPhone } from './playPhone.ts'

/** Who writes: a customer of the shop, or a stranger with an address. */
export type Writer = { name: string; email: string; customer?: Person & { shopperId: string; order: string } }

/** Before what the demo's past is played. */
export interface Stage {
  people: People
  phones: Phones
  /** How far the database's clock is before ours, in milliseconds. */
  clockAhead: number
}

/** Plays one ticket from its first message to its last step. */
export async function play(platform: Platform, stage: Stage, ticket: DemoTicket, writer: Writer): Promise<void> {
  const { people, phones, clockAhead } = stage
  const now = Date.now()
  const onPhone = phoneOfTicket(ticket)
  // On phones an answer counts from when the customer wrote: all of it is played now, and moved afterwards, the last step first.
  const moves: [since: Date, at: Date][] = []
  let rawAt = now - ticket.hoursAgo * 60 * 60 * 1000
  let ticketId: string | undefined
  let lastMail: string | undefined
  for (const step of ticket.steps) {
    rawAt += step[1] * 60_000
    const at = new Date(inDaytime(rawAt, now, 'Europe/Stockholm'))
    const since = onPhone ? await databaseNow(platform.db) : new Date(Date.now() + clockAhead)
    if (step[0] === 'in') {
      const text = named(step[2], writer)
      const incoming = onPhone
        ? await writtenOnPhone(platform, phones, onPhone, { text, besides: step[3], at })
        : incomingOf(ticket, writer, text, at, ticketId, lastMail)
      const isFirst = ticketId === undefined
      const received = await quietly(platform, (tx) => receive(tx, channelOf(ticket.channel).ticketRule, incoming))
      ticketId = received.ticketId
      lastMail = incoming.externalId
      if (isFirst) await triage(platform, { ticketId, occasion: 'created' }, { isPast: true })
      if (ticket.channel === 'email' && writer.customer && !ticket.automated) await keepWritten(platform, incoming)
    } else if (onPhone && (step[0] === 'seen' || step[0] === 'react' || step[0] === 'unsend'))
      await quietly(platform, (tx) => actOnPhone(tx, onPhone, step))
    else if (ticketId) await act(platform, people, ticketId, step, at, writer)
    if (!ticketId) throw new Error('a demo ticket begins with its customer')
    if (onPhone) moves.unshift([since, at])
    else await moveToPast(platform.db, ticketId, since, at)
  }
  for (const [since, at] of moves) await moveToPast(platform.db, ticketId ?? '', since, at)
}

async function databaseNow(db: Db): Promise<Date> {
  const { rows } = await sql<{ now: Date }>`select clock_timestamp() as now`.execute(db)
  return rows[0]?.now ?? new Date()
}

/** Does something without the jobs that would follow: what they would do is done here, in order and in the past. */
const quietly = <T>(platform: Platform, work: (tx: Tx) => Promise<T>): Promise<T> =>
  inTransaction(platform.db, async (tx) => {
    const result = await work(tx)
    await sql`delete from graphile_worker._private_jobs where xmin = pg_current_xact_id()::xid`.execute(tx)
    return result
  })

async function act(
  platform: Platform,
  people: People,
  ticketId: string,
  step: Exclude<Step, ['in', ...unknown[]]>,
  at: Date,
  writer: Writer,
) {
  if (step[0] === 'seen') {
    const { customer } = writer
    if (!customer) return
    const shopper = {
      kind: 'shopper',
      customerId: customer.id,
      name: customer.name,
      shopperId: customer.shopperId,
      isVisitor: false,
    } as const
    return void (await inTransaction(platform.db, (tx) => markSeen(tx, shopper, ticketId)))
  }
  if (step[0] === 'react' || step[0] === 'unsend') throw new Error('that is done on phones only')
  const agent = people.agents.get(step[2])
  if (!agent) throw new Error(`nobody on the demo team is ${step[2]}`)
  const actor: Actor = { kind: 'agent', id: agent.id, name: agent.name }
  if (step[0] === 'out' || step[0] === 'note') {
    const id = uuidAt(at)
    const written = { id, text: named(step[3], writer), isNote: step[0] === 'note', attachmentIds: [] }
    await quietly(platform, async (tx) => {
      await markRead(tx, agent.id, ticketId, true)
      if (!written.isNote) await change(tx, ticketId, actor, { assigneeId: agent.id })
      await reply(tx, ticketId, { agentId: agent.id, name: agent.name }, written)
    })
    if (step[0] === 'out') await deliver(platform, id, true)
  } else
    await quietly(platform, async (tx) => {
      if (step[0] === 'close') {
        await change(tx, ticketId, actor, { status: 'closed' })
        // What is done is on nobody's list of things to read.
        await sql`insert into ticket_reads (ticket_id, agent_id) select ${ticketId}, id from agents
          on conflict (ticket_id, agent_id) do update set read_at = now()`.execute(tx)
      }
      if (step[0] === 'free') await change(tx, ticketId, actor, { assigneeId: null })
      if (step[0] === 'snooze') {
        const snoozedUntil = new Date(Date.now() + step[3] * 60 * 60 * 1000)
        await change(tx, ticketId, actor, { status: 'snoozed', snoozedUntil })
      }
    })
}

const named = (text: string, writer: Writer) => text.replaceAll('{order}', writer.customer?.order ?? '')

function incomingOf(ticket: DemoTicket, writer: Writer, text: string, at: Date, ticketId?: string, before?: string): Incoming {
  const isMail = ticket.channel === 'email'
  const externalId = isMail ? `${randomUUID()}@${writer.email.split('@')[1]}` : uuidAt(at)
  return {
    channel: ticket.channel,
    externalId,
    ...(!isMail && { id: externalId }),
    from: isMail
      ? { kind: 'email', value: writer.email, name: writer.name, isVerified: false }
      : { kind: 'shopper', value: writer.customer?.shopperId ?? '', name: writer.name, isVerified: true },
    subject: isMail ? `${before ? 'Re: ' : ''}${ticket.subject ?? ''}` : null,
    text,
    quotedText: null,
    html: null,
    preview: text.replace(/\s+/g, ' ').slice(0, 200),
    thread: { externalIds: before ? [before] : [], tokens: [] },
    ...(ticketId && !isMail && { ticketId }),
    mail: isMail
      ? {
          from: writer.email,
          to: ['support@nordvik.example'],
          cc: [],
          inReplyTo: before ? [before] : [],
          references: before ? [before] : [],
        }
      : null,
    automatedWhy: ticket.automated ?? null,
    attachments: [],
    payloadId: null,
    sentAt: at,
  }
}

const keepWritten = ({ db }: Platform, incoming: Incoming) =>
  keepMail(db, {
    from: incoming.from.value,
    to: 'support@nordvik.example',
    subject: incoming.subject ?? '',
    text: incoming.text,
    messageId: incoming.externalId,
    isOutgoing: true,
    at: incoming.sentAt,
    fromName: incoming.from.name,
    replyTo: null,
    inReplyTo: incoming.thread.externalIds[0] ?? null,
    references: incoming.thread.externalIds,
    attachments: [],
  })
