/** Changes of a ticket by a person: status, who has it, priority, tags, spam. Each leaves a line on the timeline. */
import { sql } from 'kysely'
import { reason } from '../../shared/refusals.ts'
import type { TicketChange } from '../../shared/ticketChange.ts'
import type { TimelineEntry } from '../../shared/timeline.ts'
import { channelOf } from '../channels/list.ts'
import { recordEvent } from '../customers/events.ts'
import { changed, type Tx } from '../platform/db.ts'
import { conflict, notFound, refused } from '../platform/errors.ts'
import { addJob } from '../platform/jobs.ts'
import { notify } from '../team/notify.ts'
import { crossings } from './crossing.ts'
import { endReminder, snooze } from './snooze.ts'
import { type Actor, note } from './timeline.ts'
import { beforeClose, closedKey, undoClose, undoSeconds } from './undoClose.ts'
import { beforeSpam, learn, undoSpam } from './undoSpam.ts'

interface Row {
  id: string
  number: number
  channel: string
  status: string
  isSpam: boolean
  customerId: string
  closedAt: Date | null
  snoozedUntil: Date | null
  waitingSince: Date | null
}

/**
 * Applies the wished changes to one ticket, or refuses with the reason; what is already so changes nothing. Answers what
 * others did meanwhile to what is changed here, where the wish says what its writer saw.
 */
export async function change(tx: Tx, ticketId: string, actor: Actor, wish: TicketChange): Promise<TimelineEntry[]> {
  const ticket = await tx.selectFrom('tickets').selectAll().where('id', '=', ticketId).forUpdate().executeTakeFirst()
  if (!ticket) throw notFound('ticket')
  if (ticket.mergedIntoId) throw conflict(reason('merged'), { mergedIntoId: ticket.mergedIntoId })
  const crossed = await crossings(tx, ticket, actor, wish)
  const isUndone = wish.isUndo && wish.status !== undefined && wish.status !== 'closed' && (await undoClose(tx, ticket, actor))
  const isUnmarked = wish.isUndo && wish.isSpam === false && ticket.isSpam && (await undoSpam(tx, ticketId, actor, undoSeconds))
  if (!isUndone && wish.status !== undefined && (wish.status !== ticket.status || wish.status === 'snoozed'))
    await setStatus(tx, ticket, actor, wish)
  if (!isUnmarked && wish.isSpam !== undefined && wish.isSpam !== ticket.isSpam) await setSpam(tx, ticket, actor, wish.isSpam)
  if (wish.assigneeId !== undefined && wish.assigneeId !== ticket.assigneeId)
    await assign(tx, ticketId, actor, { assigneeId: wish.assigneeId })
  if (wish.teamId !== undefined && wish.teamId !== ticket.teamId) await assign(tx, ticketId, actor, { teamId: wish.teamId })
  if (wish.tags !== undefined) await setTags(tx, ticketId, actor, ticket.tags, wish.tags)
  if (wish.priority !== undefined && wish.priority !== ticket.priority) {
    await tx.updateTable('tickets').set({ priority: wish.priority }).where('id', '=', ticketId).execute()
    await note(tx, ticketId, 'priority', actor, { from: ticket.priority, to: wish.priority })
  }
  if (wish.subject !== undefined && wish.subject !== ticket.subject) {
    await tx.updateTable('tickets').set({ subject: wish.subject }).where('id', '=', ticketId).execute()
    await note(tx, ticketId, 'subject', actor, { from: ticket.subject, to: wish.subject })
  }
  await tx.updateTable('tickets').set({ updatedAt: sql`now()` }).where('id', '=', ticketId).execute()
  for (const { kind, actor: by, at } of crossed) await note(tx, ticketId, 'crossed', actor, { kind, by: by.name, at: at.toISOString() })
  changed(tx, 'tickets', `ticket:${ticketId}`)
  return crossed
}

async function setStatus(tx: Tx, ticket: Row, actor: Actor, { status, snoozedUntil, ifNoReply }: TicketChange): Promise<void> {
  if (ticket.status === 'closed' && status !== 'closed' && channelOf(ticket.channel).ticketRule.whenClosed === 'begins a new one')
    throw refused(reason('chat_stays_closed'))
  if (status === 'snoozed') await snooze(tx, ticket.id, actor, snoozedUntil, ifNoReply)
  else {
    const before = status === 'closed' ? await beforeClose(tx, ticket) : {}
    await endReminder(tx, ticket.id)
    await tx
      .updateTable('tickets')
      .set({ status, snoozedUntil: null, ...(status === 'closed' ? { closedAt: sql`now()`, waitingSince: null } : { closedAt: null }) })
      .where('id', '=', ticket.id)
      .execute()
    await note(tx, ticket.id, status === 'closed' ? 'closed' : ticket.status === 'closed' ? 'reopened' : 'woken', actor, before)
  }
  if (status === 'closed') await recordClosed(tx, ticket, actor)
  else if (ticket.status === 'closed') await addJob(tx, 'triage', { ticketId: ticket.id, occasion: 'reopened' })
}

/** "Ticket Closed" carries the sentiment as it stands now, which a reopening may have changed since creation (R44). */
async function recordClosed(tx: Tx, ticket: Row, actor: Actor): Promise<void> {
  const now = await tx
    .selectFrom('tickets as t')
    .leftJoin('sentiments as s', 's.id', 't.sentimentId')
    .select(['t.closedAt', 't.subject', 't.tags', 't.language', 't.createdAt', 's.label', 's.score', 's.confidence'])
    .where('t.id', '=', ticket.id)
    .executeTakeFirstOrThrow()
  await recordEvent(tx, {
    customerId: ticket.customerId,
    name: 'Ticket Closed',
    uniqueKey: closedKey(ticket.id, now.closedAt),
    properties: {
      ticketId: ticket.id,
      number: ticket.number,
      channel: ticket.channel,
      subject: now.subject,
      tags: now.tags,
      language: now.language,
      closedBy: actor.name,
      secondsOpen: Math.round(((now.closedAt?.getTime() ?? Date.now()) - now.createdAt.getTime()) / 1000),
      sentiment: now.label === null ? null : { label: now.label, score: now.score, confidence: now.confidence },
    },
  })
}

async function setSpam(tx: Tx, ticket: Row, actor: Actor, isSpam: boolean): Promise<void> {
  const before = isSpam ? await beforeSpam(tx, ticket.id) : {}
  await tx
    .updateTable('tickets')
    .set(
      isSpam ? { isSpam, waitingSince: null } : { isSpam, isAutomated: false, waitingSince: sql`coalesce(waiting_since, last_inbound_at)` },
    )
    .where('id', '=', ticket.id)
    .execute()
  await note(tx, ticket.id, isSpam ? 'marked_spam' : 'not_spam', actor, before)
  await learn(tx, ticket.id)
  // What a person vouches for is read and routed as if it had just come (D17).
  if (!isSpam) await addJob(tx, 'triage', { ticketId: ticket.id, occasion: 'not_spam' })
}

/** Gives a ticket to an agent or a team; null takes it away. */
async function assign(tx: Tx, ticketId: string, actor: Actor, to: { assigneeId?: string | null; teamId?: string | null }): Promise<void> {
  const { assigneeId, teamId } = to
  if (assigneeId) {
    const agent = await tx
      .selectFrom('agents')
      .select('name')
      .where('id', '=', assigneeId)
      .where('deactivatedAt', 'is', null)
      .executeTakeFirst()
    if (!agent) throw refused(reason('agent_unknown'))
    await note(tx, ticketId, 'assigned', actor, { assigneeId, name: agent.name })
    await notify(tx, { kind: 'assigned', ticketId, by: actor }, [assigneeId])
  } else if (assigneeId === null) await note(tx, ticketId, 'unassigned', actor)
  if (teamId) {
    const team = await tx.selectFrom('teams').select('name').where('id', '=', teamId).executeTakeFirst()
    if (!team) throw refused(reason('team_unknown'))
    await note(tx, ticketId, 'team', actor, { teamId, name: team.name })
  } else if (teamId === null) await note(tx, ticketId, 'team', actor, { teamId: null })
  await tx
    .updateTable('tickets')
    .set({ ...(assigneeId !== undefined && { assigneeId }), ...(teamId !== undefined && { teamId }) })
    .where('id', '=', ticketId)
    .execute()
}

async function setTags(tx: Tx, ticketId: string, actor: Actor, before: string[], wished: string[]): Promise<void> {
  const tags = [...new Set(wished)]
  const added = tags.filter((tag) => !before.includes(tag))
  const removed = before.filter((tag) => !tags.includes(tag))
  if (added.length === 0 && removed.length === 0) return
  const known = await tx.selectFrom('tags').select('key').where('key', '=', sql<string>`any(${added}::text[])`).execute()
  const unknown = added.find((tag) => !known.some((row) => row.key === tag))
  if (unknown) throw refused(reason('tag_unknown', { tag: unknown }))
  await tx.updateTable('tickets').set({ tags }).where('id', '=', ticketId).execute()
  await note(tx, ticketId, 'tagged', actor, { added, removed })
}
