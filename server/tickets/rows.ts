/** From the row of a ticket to its shape in the API; every read of tickets passes here. */
import { sql } from 'kysely'
import type { Holds } from '../../shared/content.ts'
import type { TicketWarning } from '../../shared/mayReply.ts'
import type { AnswerTo, Ticket } from '../../shared/tickets.ts'
import type { Db } from '../platform/db.ts'
import { ticketHolds } from '../team/holds.ts'
import { quietSince } from './quiet.ts'

/** A row as PostgreSQL writes it in JSON; its times are text. */
interface TicketRow {
  id: string
  number: number
  subject: string
  channel: Ticket['channel']
  status: Ticket['status']
  priority: Ticket['priority']
  customerId: string
  customerName: string
  customerEmail: string | null
  customerPhone: string | null
  assigneeId: string | null
  assigneeName: string | null
  teamId: string | null
  teamName: string | null
  tags: string[]
  language: string | null
  isSpam: boolean
  isAutomated: boolean
  isUnread: boolean
  label: NonNullable<Ticket['sentiment']>['label'] | null
  score: number
  confidence: number
  isSure: boolean
  evidence: string[]
  reason: string
  finding: NonNullable<Ticket['sentiment']>['finding']
  takenBack: NonNullable<Ticket['sentiment']>['takenBack']
  model: string
  evaluatedAt: string
  answerTo: (Omit<AnswerTo, 'receivedAt' | 'answeredAt'> & { receivedAt: string; answeredAt: string }) | null
  orderValue: number | null
  preview: string
  holds: Holds
  messageCount: number
  warning: TicketWarning | null
  linkedTicketId: string | null
  mergedIntoId: string | null
  lastMessageAt: string
  lastInboundId: string | null
  waitingSince: string | null
  quietSince: string | null
  customerReadAt: string | null
  snoozedUntil: string | null
  closedAt: string | null
  createdAt: string
  updatedAt: string
}

/**
 * Whole tickets as this agent sees them, in the order of `ids`; those that are gone are left out. The statement is planned
 * once, and comes back as JSON: the driver would look at each of two thousand values of a page by itself.
 */
export async function readTickets(db: Db, agentId: string, ids: string[]): Promise<Ticket[]> {
  if (ids.length === 0) return []
  const { rows } = await sql<{ ticket: TicketRow }>`
    select to_json(x) as ticket from (
      select t.id, t.number, t.subject, t.channel, t.status, t.priority, t.customer_id as "customerId", c.name as "customerName",
        c.email as "customerEmail", c.phone as "customerPhone", t.assignee_id as "assigneeId", a.name as "assigneeName", t.team_id as "teamId",
        tm.name as "teamName", t.tags, t.language, t.is_spam as "isSpam", t.is_automated as "isAutomated",
        t.last_inbound_at is not null and t.last_inbound_at > coalesce(r.read_at, '-infinity') as "isUnread",
        s.label, s.score, s.confidence, s.is_sure as "isSure", s.evidence, s.reason, s.finding, s.taken_back as "takenBack", s.model, s.evaluated_at as "evaluatedAt",
        t.answer_to as "answerTo", t.order_value as "orderValue", t.preview, ${ticketHolds} as holds, t.message_count as "messageCount", t.warning, t.linked_ticket_id as "linkedTicketId",
        t.merged_into_id as "mergedIntoId",
        t.last_message_at as "lastMessageAt", t.last_inbound_id as "lastInboundId", t.waiting_since as "waitingSince", ${quietSince} as "quietSince",
        t.customer_read_at as "customerReadAt", t.snoozed_until as "snoozedUntil", t.closed_at as "closedAt", t.created_at as "createdAt",
        t.updated_at as "updatedAt"
      from tickets t
      join customers c on c.id = t.customer_id
      left join agents a on a.id = t.assignee_id
      left join teams tm on tm.id = t.team_id
      left join sentiments s on s.id = t.sentiment_id
      left join ticket_reads r on r.ticket_id = t.id and r.agent_id = ${agentId}
      where t.id = any(${ids}::uuid[])
    ) x`.execute(db)
  const found = new Map(rows.map(({ ticket }) => [ticket.id, ticketOf(ticket)]))
  return ids.flatMap((id) => found.get(id) ?? [])
}

const time = (text: string | null) => (text === null ? null : new Date(text))

/** The API's shape of a row. */
function ticketOf(row: TicketRow): Ticket {
  return {
    id: row.id,
    number: row.number,
    subject: row.subject,
    channel: row.channel,
    status: row.status,
    priority: row.priority,
    customer: { id: row.customerId, name: row.customerName, email: row.customerEmail, phone: row.customerPhone },
    assignee: row.assigneeId === null ? null : { id: row.assigneeId, name: row.assigneeName ?? '' },
    team: row.teamId === null ? null : { id: row.teamId, name: row.teamName ?? '' },
    tags: row.tags,
    language: row.language,
    isSpam: row.isSpam,
    isAutomated: row.isAutomated,
    isUnread: row.isUnread,
    sentiment:
      row.label === null
        ? null
        : {
            label: row.label,
            score: row.score,
            confidence: row.confidence,
            isSure: row.isSure,
            evidence: row.evidence,
            reason: row.reason,
            finding: row.finding,
            takenBack: row.takenBack,
            model: row.model,
            evaluatedAt: new Date(row.evaluatedAt),
          },
    answerTo: row.answerTo && {
      ...row.answerTo,
      receivedAt: new Date(row.answerTo.receivedAt),
      answeredAt: new Date(row.answerTo.answeredAt),
    },
    orderValue: row.orderValue,
    preview: row.preview,
    holds: row.holds,
    messageCount: row.messageCount,
    warning: row.warning,
    linkedTicketId: row.linkedTicketId,
    mergedIntoId: row.mergedIntoId,
    lastMessageAt: new Date(row.lastMessageAt),
    lastInboundMessageId: row.lastInboundId,
    waitingSince: time(row.waitingSince),
    quietSince: time(row.quietSince),
    customerReadAt: time(row.customerReadAt),
    snoozedUntil: time(row.snoozedUntil),
    closedAt: time(row.closedAt),
    createdAt: new Date(row.createdAt),
    updatedAt: new Date(row.updatedAt),
  }
}
