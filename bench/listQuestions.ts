/** What a desk asks for while somebody works: lists, counts and the ticket page, each also as somebody would write it by hand. */
import type pg from 'pg'
import type { Db } from '../server/platform/db.ts'
import { getTicket, listTickets } from '../server/tickets/list.ts'
import { messagesOf } from '../server/tickets/messages.ts'
import { filterOf } from '../server/views/filterOf.ts'
import { getView } from '../server/views/saved.ts'
import { countsFor } from '../server/views/turns.ts'
import type { Filter } from '../shared/filter.ts'
import type { Sort, Status } from '../shared/words.ts'

/** A view that is saved before the questions are asked. */
export const upset = {
  id: '0190a000-0000-7000-9000-000000000001',
  filter: { field: 'sentiment', operator: 'is', value: ['urgent', 'negative'] } satisfies Filter,
}

/** One thing that a desk asks for. `key` is an agent's API key, `id` a ticket. */
export interface Question {
  name: string
  /** The paths of the requests, one after the other. */
  paths(id: string): string[]
  /** The same by the server's own functions. */
  ask(db: Db, agentId: string, id: string): Promise<unknown>
  /** What somebody would write by hand for it. */
  byHand(client: pg.Client, agentId: string, id: string): Promise<unknown>
  /** Milliseconds between two questions of one agent; the server makes whoever asks sooner wait. */
  pause?: number
}

const columns = `t.id, t.number, t.subject, t.channel, t.status, t.priority, t.customer_id, c.name as customer, c.email, t.assignee_id, a.name as assignee,
  t.team_id, t.tags, t.language, t.sentiment_label, t.sentiment_score, s.evidence, s.reason, t.preview, t.message_count, t.last_message_at, t.waiting_since, t.created_at`
const joins =
  'join customers c on c.id = t.customer_id left join agents a on a.id = t.assignee_id left join sentiments s on s.id = t.sentiment_id'
const newest = 't.last_message_at desc, t.id desc'

const list = (
  name: string,
  { view, status, sort = 'newest', test, order = newest }: { view: string; status?: Status; sort?: Sort; test: string; order?: string },
): Question => ({
  name,
  paths: () => [`/api/v1/tickets?view=${view}&sort=${sort}${status ? `&status=${status}` : ''}`],
  async ask(db, agentId) {
    const { filter } = await getView(db, view, agentId)
    return listTickets(db, agentId, { filter: filterOf({ filter }, status), sort, limit: 50 })
  },
  byHand: (client) => client.query({ name, text: `select ${columns} from tickets t ${joins} where ${test} order by ${order} limit 51` }),
})

export const questions: Question[] = [
  list('Open, newest first', { view: 'all', status: 'open', test: "t.status = 'open' and not t.is_spam" }),
  list('Unassigned', { view: 'unassigned', test: "t.status = 'open' and not t.is_spam and t.assignee_id is null" }),
  list('"Upset customers": urgent or negative', { view: upset.id, test: "t.sentiment_label in ('urgent', 'negative') and not t.is_spam" }),
  list('The same, open', {
    view: upset.id,
    status: 'open',
    test: "t.status = 'open' and t.sentiment_label in ('urgent', 'negative') and not t.is_spam",
  }),
  list('Open, worst first', {
    view: 'all',
    status: 'open',
    sort: 'worst',
    test: "t.status = 'open' and not t.is_spam",
    order: 'coalesce(t.sentiment_score, 99), t.id',
  }),
  {
    name: 'Counts beside the views',
    paths: () => ['/api/v1/views/counts'],
    ask: (db, agentId) => countsFor(db, agentId),
    byHand: (client, agentId) => {
      const open = "status = 'open' and not is_spam"
      const tests = [
        `${open} and assignee_id = $1`,
        open,
        `${open} and assignee_id is null`,
        'is_spam',
        `${open} and sentiment_label in ('urgent', 'negative')`,
      ]
      const counts = [
        ...tests.map((test) => `(select count(*) from (select 1 from tickets where ${test} limit 1000) counted)`),
        `(select count(*) from (select 1 from (select id, last_inbound_at from tickets where ${open} order by last_message_at desc limit 2000) t
          where not exists (select 1 from ticket_reads r where r.ticket_id = t.id and r.agent_id = $1 and r.read_at >= t.last_inbound_at) limit 1000) counted)`,
      ]
      return client.query({ name: 'counts', text: `select ${counts.join(', ')}`, values: [agentId] })
    },
    pause: 520,
  },
  {
    name: 'Ticket page: the ticket and its messages',
    paths: (id) => [`/api/v1/tickets/${id}`, `/api/v1/tickets/${id}/messages`],
    ask: async (db, agentId, id) => [await getTicket(db, agentId, id), await messagesOf(db, id)],
    byHand: async (client, _, id) => [
      await client.query({ name: 'ticket', text: `select ${columns} from tickets t ${joins} where t.id = $1`, values: [id] }),
      await client.query({
        name: 'messages',
        text: 'select * from messages where ticket_id = $1 order by created_at desc, id desc limit 51',
        values: [id],
      }),
    ],
  },
]
