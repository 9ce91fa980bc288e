/** The registry: every condition there is. To add one, add an object here; views, rules and the screens have it then. */
import { sql } from 'kysely'
import { type channels, priorities, sentimentLabels, statuses } from '../../shared/lists.ts'
import type { Db } from '../platform/db.ts'
import type { Condition, Who } from './condition.ts'
import { customer, orderNumber } from './customer.ts'
import { choicesOf, listOf, missingAgent, number, reference, since, text, uuid, withOpposites, words, yesNo } from './kinds.ts'
import { languages } from './languages.ts'
import { said, written } from './said.ts'
import { isInSteps } from './steps.ts'
import { time } from './times.ts'

/** Has this agent not seen the customer's newest message? Over `tickets t`. */
export const isUnread = (agentId: string) =>
  sql<boolean>`(t.last_inbound_at is not null and not exists (select 1 from ticket_reads r where r.ticket_id = t.id and r.agent_id = ${agentId}::uuid and r.read_at >= t.last_inbound_at))`

const agentChoices = async (db: Db) =>
  (await db.selectFrom('agents').select(['id', 'name', 'deactivatedAt']).orderBy('name').execute()).map(({ id, name, deactivatedAt }) => ({
    value: id,
    label: name,
    ...(deactivatedAt && { isPast: true }),
  }))

const languageCode = /^[a-z]{2,3}$/

const list: Condition[] = [
  words(
    { field: 'sentiment', group: 'Sentiment', label: 'Label' },
    sql`t.sentiment_label`,
    [...choicesOf(sentimentLabels), { value: 'not_scored', label: 'Not scored' }],
    'not_scored',
  ),
  {
    ...number({ field: 'score', group: 'Sentiment', label: 'Score' }, sql`t.sentiment_score`, {
      by: sql`coalesce(t.sentiment_score, 99)`,
      steps: isInSteps,
    }),
    refuse: (value) => (Number(value) < 0 || Number(value) > 10 ? 'is not between 0 and 10' : undefined),
  },
  words({ field: 'channel', group: 'Ticket', label: 'Channel' }, sql`t.channel`, [
    { value: 'webchat', label: 'Web chat' },
    { value: 'email', label: 'Email' },
    { value: 'sms', label: 'SMS' },
    { value: 'whatsapp', label: 'WhatsApp' },
    { value: 'instagram', label: 'Instagram' },
  ] satisfies { value: (typeof channels)[number]; label: string }[]),
  words({ field: 'status', group: 'Ticket', label: 'Status' }, sql`t.status`, choicesOf(statuses)),
  words({ field: 'priority', group: 'Ticket', label: 'Priority' }, sql`t.priority`, choicesOf(priorities)),
  {
    field: 'tag',
    group: 'Ticket',
    label: 'Tag',
    kind: 'choice',
    operators: ['is', 'is_not', 'is_empty', 'is_not_empty'],
    unlisted: { pattern: '^[\\p{L}\\p{N}_-]{1,60}$', means: 'gone' },
    findChoices: async (db) =>
      (await db.selectFrom('tags').select(['key', 'name']).orderBy('name').execute()).map(({ key, name }) => ({ value: key, label: name })),
    sql: (test) => {
      if (test.operator === 'is_empty') return sql`t.tags = '{}'`
      if (test.operator === 'is_not_empty') return sql`t.tags <> '{}'`
      const has = sql<boolean>`t.tags && ${listOf(test).map(String)}::text[]`
      return test.operator === 'is' ? has : sql`not (${has})`
    },
    read: () => sql`t.tags`,
  },
  {
    field: 'language',
    group: 'Ticket',
    label: 'Language',
    kind: 'choice',
    operators: ['is', 'is_not', 'is_empty', 'is_not_empty'],
    // The words on offer; a model may have found a rarer language.
    findChoices: async () => languages,
    unlisted: { pattern: languageCode.source, means: 'rarer' },
    refuse: (value) => (languageCode.test(String(value)) ? undefined : 'is not the code of a language'),
    sql: (test) => {
      if (test.operator === 'is_empty') return sql`t.language is null`
      if (test.operator === 'is_not_empty') return sql`t.language is not null`
      const is = sql<boolean>`(t.language is not null and t.language = any(${listOf(test).map(String)}::text[]))`
      return test.operator === 'is' ? is : sql`not ${is}`
    },
    read: () => sql`t.language`,
  },
  text(
    { field: 'subject', group: 'Ticket', label: 'Subject' },
    { matches: (pattern) => sql`t.subject ilike ${pattern}`, isEmpty: sql`t.subject = ''`, read: sql`t.subject` },
  ),
  written,
  said,
  since({ field: 'age', group: 'Time', label: 'Age' }, sql`t.created_at`, 'hours', false),
  since({ field: 'waiting', group: 'Time', label: 'Customer waits' }, sql`t.waiting_since`, 'minutes', true),
  {
    ...number({ field: 'number', group: 'Ticket', label: 'Number' }, sql`t.number`, { mayBeEmpty: false, type: 'bigint' }),
    refuse: (value) => (Number.isInteger(value) ? undefined : 'is not a whole number'),
  },
  number({ field: 'message_count', group: 'Ticket', label: 'Messages' }, sql`t.message_count`, { mayBeEmpty: false }),
  time({ field: 'created', group: 'Time', label: 'Created' }, sql`t.created_at`, { mayBeEmpty: false }),
  time({ field: 'last_message', group: 'Time', label: 'Last message' }, sql`t.last_message_at`, { mayBeEmpty: false }),
  time({ field: 'closed', group: 'Time', label: 'Closed' }, sql`t.closed_at`, { mayBeEmpty: true, status: 'closed' }),
  time({ field: 'snoozed_until', group: 'Time', label: 'Snoozed until' }, sql`t.snoozed_until`, {
    mayBeEmpty: true,
    status: 'snoozed',
  }),
  reference({ field: 'assignee', group: 'Assignment', label: 'Assignee' }, sql`t.assignee_id`, {
    own: { word: 'me', sql: (agentId) => sql`t.assignee_id = ${agentId}::uuid` },
    findChoices: async (db) => [{ value: 'me', label: 'Me' }, { value: 'none', label: 'Nobody' }, ...(await agentChoices(db))],
    read: () => sql`(select a.name from agents a where a.id = t.assignee_id)`,
  }),
  reference({ field: 'team', group: 'Assignment', label: 'Team' }, sql`t.team_id`, {
    own: {
      word: 'mine',
      sql: (agentId, { teams }) => {
        if (teams) return teams.length === 0 ? sql`false` : sql`t.team_id = any(${teams}::uuid[])`
        return sql`t.team_id in (select x.team_id from team_members x where x.agent_id = ${agentId}::uuid)`
      },
    },
    findChoices: async (db) => [
      { value: 'mine', label: 'My teams' },
      { value: 'none', label: 'None' },
      ...(await db.selectFrom('teams').select(['id', 'name']).orderBy('name').execute()).map(({ id, name }) => ({
        value: id,
        label: name,
      })),
    ],
    read: () => sql`(select x.name from teams x where x.id = t.team_id)`,
  }),
  {
    field: 'follower',
    group: 'Assignment',
    label: 'Follower',
    kind: 'choice',
    operators: ['is', 'is_not', 'is_empty', 'is_not_empty'],
    ownWord: 'me',
    unlisted: { pattern: uuid.source, means: 'gone' },
    refuse: (value) => (value === 'me' || uuid.test(String(value)) ? undefined : 'is not an id'),
    findChoices: async (db) => [{ value: 'me', label: 'Me' }, ...(await agentChoices(db))],
    sql: withOpposites((test, who) => {
      const wished = listOf(test).map((value) => (value === 'me' ? (who.agentId ?? missingAgent('follower')) : String(value)))
      const whom = test.operator === 'is_empty' ? sql`` : sql`and f.agent_id = any(${wished}::uuid[])`
      const has = sql<boolean>`exists (select 1 from followers f where f.ticket_id = t.id ${whom})`
      return test.operator === 'is_empty' ? sql`not ${has}` : has
    }),
    read: () =>
      sql`(select string_agg(a.name, ', ' order by a.name) from followers f join agents a on a.id = f.agent_id where f.ticket_id = t.id)`,
  },
  customer,
  // Kept on the ticket when it is received and anew when it is routed, so that a list never reads orders.
  number({ field: 'order_value', group: 'Customer', label: 'Recent order value' }, sql`t.order_value`, {
    kind: 'money',
    by: sql`coalesce(t.order_value, -1)`,
    steps: isInSteps,
  }),
  orderNumber,
  yesNo({ field: 'unread', group: 'Ticket', label: 'Unread' }, (who: Who) => isUnread(who.agentId ?? missingAgent('unread')), true),
  yesNo({ field: 'spam', group: 'Ticket', label: 'Spam' }, () => sql`t.is_spam`),
  yesNo({ field: 'attachment', group: 'Ticket', label: 'Has an attachment' }, () => sql`t.has_file`),
  yesNo({ field: 'automated', group: 'Ticket', label: 'Automated' }, () => sql`t.is_automated`),
]

export const conditions: ReadonlyMap<string, Condition> = new Map(list.map((condition) => [condition.field, condition]))
