/** What the tests of this room begin with: agents, a default team, a customer, and tickets as they come in. */
import { sql } from 'kysely'
import { everything, type Filter } from '../../shared/filter.ts'
import type { ActionCall } from '../../shared/triage.ts'
import { emptyTables } from '../../test/database.ts'
import { openTestPlatform } from '../../test/platform.ts'
import { inTransaction } from '../platform/db.ts'
import type { Platform } from '../platform/platform.ts'
import { createRule } from './rules.ts'
import { seedTags } from './tags.ts'

export interface Fixture {
  platform: Platform
  customerId: string
  teamId: string
  close(): Promise<void>
  addAgent(name: string, wish?: { isOnline?: boolean; teamId?: string | null }): Promise<string>
  addTeam(name: string): Promise<string>
  addTicket(text: string, wish?: { subject?: string; isAutomated?: boolean; channel?: string }): Promise<string>
  addMessage(ticketId: string, text: string): Promise<void>
  addRule(name: string, filter: Filter | undefined, ...actions: ActionCall[]): Promise<string>
  ticket(id: string): Promise<{
    assignee: string | null
    team: string | null
    tags: string[]
    priority: string
    label: string | null
    score: number | null
    language: string | null
    isSpam: boolean
  }>
  timeline(id: string, kind?: string): Promise<{ kind: string; actorKind: string; actorName: string; data: Record<string, unknown> }[]>
  /** Empties everything but the tags, the team and the customer. */
  reset(): Promise<void>
}

/** Opens a database with a default team, the common tags and a customer. */
export async function openFixture(): Promise<Fixture> {
  const { platform, close } = await openTestPlatform()
  const { db } = platform
  await inTransaction(db, seedTags)
  const { id: teamId } = await db.insertInto('teams').values({ name: 'Support', isDefault: true }).returning('id').executeTakeFirstOrThrow()
  const { id: customerId } = await db.insertInto('customers').values({ name: 'Carla' }).returning('id').executeTakeFirstOrThrow()
  let count = 0

  const addMessage = async (ticketId: string, text: string) => {
    await db
      .insertInto('messages')
      .values({
        ticketId,
        channel: 'email',
        direction: 'in',
        authorKind: 'customer',
        state: 'received',
        text,
        createdAt: sql`clock_timestamp()`,
      })
      .execute()
  }
  return {
    platform,
    customerId,
    teamId,
    close,
    addMessage,
    async addAgent(name, { isOnline = true, teamId: team = teamId } = {}) {
      const { id } = await db
        .insertInto('agents')
        .values({ name, email: `${name}-${++count}@shop.example`, availability: isOnline ? 'online' : 'away' })
        .returning('id')
        .executeTakeFirstOrThrow()
      if (team) await db.insertInto('teamMembers').values({ teamId: team, agentId: id }).execute()
      return id
    },
    addTeam: async (name) => (await db.insertInto('teams').values({ name }).returning('id').executeTakeFirstOrThrow()).id,
    async addTicket(text, { subject = '', isAutomated = false, channel = 'email' } = {}) {
      const { id } = await db
        .insertInto('tickets')
        .values({
          channel,
          subject,
          customerId,
          replyToken: `t${++count}`,
          isAutomated,
          lastInboundAt: sql`now()`,
          waitingSince: sql`now()`,
        })
        .returning('id')
        .executeTakeFirstOrThrow()
      await db
        .insertInto('messages')
        .values({
          ticketId: id,
          channel,
          direction: 'in',
          authorKind: 'customer',
          state: 'received',
          text,
          isAutomated,
          automatedWhy: isAutomated ? 'auto-reply' : null,
        })
        .execute()
      return id
    },
    addRule: async (name, filter = everything, ...actions) =>
      (await inTransaction(db, (tx) => createRule(tx, null, { name, filter, actions, isEnabled: true }))).id,
    async ticket(id) {
      return db
        .selectFrom('tickets as t')
        .leftJoin('agents as a', 'a.id', 't.assigneeId')
        .leftJoin('teams as x', 'x.id', 't.teamId')
        .select([
          'a.name as assignee',
          'x.name as team',
          't.tags',
          't.priority',
          't.sentimentLabel as label',
          't.sentimentScore as score',
          't.language',
          't.isSpam',
        ])
        .where('t.id', '=', id)
        .executeTakeFirstOrThrow()
    },
    async timeline(id, kind) {
      const rows = await db
        .selectFrom('timeline')
        .select(['kind', 'actorKind', 'actorName', 'data'])
        .where('ticketId', '=', id)
        .$if(kind !== undefined, (query) => query.where('kind', '=', kind ?? ''))
        .orderBy('at')
        .orderBy('id')
        .execute()
      return rows.map((row) => ({ ...row, data: row.data as Record<string, unknown> }))
    },
    async reset() {
      await emptyTables(db, 'tickets', 'rules', 'agents', 'events', 'settings', 'orders', 'stores')
      await sql`delete from teams where not is_default`.execute(db)
      await sql`delete from graphile_worker._private_jobs`.execute(db)
    },
  }
}
