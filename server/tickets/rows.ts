/** From the row of a ticket to its shape in the API; every read of tickets passes here. */
import { type RawBuilder, sql } from 'kysely'
import type { TicketWarning } from '../../shared/mayReply.ts'
import type { Ticket } from '../../shared/tickets.ts'

export interface TicketRow {
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
  model: string
  evaluatedAt: Date
  orderValue: number | null
  preview: string
  messageCount: number
  warning: TicketWarning | null
  linkedTicketId: string | null
  lastMessageAt: Date
  lastInboundId: string | null
  waitingSince: Date | null
  customerReadAt: Date | null
  snoozedUntil: Date | null
  closedAt: Date | null
  createdAt: Date
  updatedAt: Date
}

/**
 * Selects whole tickets out of `tickets`, a subquery named t that has done the filtering, ordering and limiting: the
 * joins below then cost a few look-ups by key.
 */
export function selectTickets(tickets: RawBuilder<unknown>, agentId: string, more: RawBuilder<unknown> = sql``): RawBuilder<TicketRow> {
  return sql<TicketRow>`
    select t.id, t.number, t.subject, t.channel, t.status, t.priority, t.customer_id, c.name as customer_name, c.email as customer_email,
      c.phone as customer_phone, t.assignee_id, a.name as assignee_name, t.team_id, tm.name as team_name, t.tags, t.language, t.is_spam, t.is_automated,
      t.last_inbound_at is not null and t.last_inbound_at > coalesce(r.read_at, '-infinity') as is_unread,
      s.label, s.score, s.confidence, s.is_sure, s.evidence, s.reason, s.model, s.evaluated_at,
      t.order_value, t.preview, t.message_count, t.warning, t.linked_ticket_id, t.last_message_at, t.last_inbound_id, t.waiting_since,
      t.customer_read_at, t.snoozed_until, t.closed_at, t.created_at, t.updated_at ${more}
    from (${tickets}) t
    join customers c on c.id = t.customer_id
    left join agents a on a.id = t.assignee_id
    left join teams tm on tm.id = t.team_id
    left join sentiments s on s.id = t.sentiment_id
    left join ticket_reads r on r.ticket_id = t.id and r.agent_id = ${agentId}`
}

/** The API's shape of a row. */
export function ticketOf(row: TicketRow): Ticket {
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
            model: row.model,
            evaluatedAt: row.evaluatedAt,
          },
    orderValue: row.orderValue,
    preview: row.preview,
    messageCount: row.messageCount,
    warning: row.warning,
    linkedTicketId: row.linkedTicketId,
    lastMessageAt: row.lastMessageAt,
    lastInboundMessageId: row.lastInboundId,
    waitingSince: row.waitingSince,
    customerReadAt: row.customerReadAt,
    snoozedUntil: row.snoozedUntil,
    closedAt: row.closedAt,
    createdAt: row.createdAt,
    updatedAt: row.updatedAt,
  }
}
