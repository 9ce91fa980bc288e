/** Notifications leave the desk: by push at once, by mail grouped, and neither in quiet hours nor while one is looking. */
import { sql } from 'kysely'
import type { Holds } from '../../shared/content.ts'
import { NotificationKind } from '../../shared/notifications.ts'
import { ScreenLanguage } from '../../shared/words.ts'
import { inTransaction, type Tx } from '../platform/db.ts'
import { addJob } from '../platform/jobs.ts'
import type { Platform } from '../platform/platform.ts'
import { readSetting, shop } from '../platform/settings.ts'
import { readNotificationSettings } from './notifications.ts'
import { calledSql, digestMail, heldSql, notificationMail } from './notificationWords.ts'
import { quietUntil } from './quiet.ts'

/** Whoever sits at an open desk may read it there first. Milliseconds. */
const deskTime = 2 * 60_000
/** A busy ticket is one mail in this time. Milliseconds. */
const mailTime = 15 * 60_000
/** More tickets than this at one time are one mail. */
const mostMails = 5

interface Waiting {
  id: string
  kind: string
  ticketId: string
  number: number
  subject: string
  actorName: string
  text: string
  holds: Holds
  ticketHolds: Holds
  at: Date
  isSeen: boolean
  toPush: boolean
  toMail: boolean
  /** When the last mail about this ticket went to this agent. */
  lastMailedAt: Date | null
}

/** Tells an agent what is to be told now, and comes again for what has to wait; the job. Each thing is handed on once. */
export function tell(platform: Pick<Platform, 'db' | 'live' | 'publicUrl'>, agentId: string, now = new Date()): Promise<void> {
  return inTransaction(platform.db, async (tx) => {
    await sql`delete from notifications where agent_id = ${agentId} and id < uuidv7('-90 days'::interval)`.execute(tx)
    const agent = await tx
      .selectFrom('agents')
      .select(['email', 'language', 'timeZone', 'deactivatedAt'])
      .where('id', '=', agentId)
      .executeTakeFirst()
    const waiting = await hold(tx, agentId)
    if (!agent || waiting.length === 0) return
    const { quiet } = await readNotificationSettings(tx, agentId)
    const { timeZone } = await readSetting(tx, shop)
    const quietEnd = quietUntil(now, quiet, agent.timeZone ?? timeZone)
    const isNews = (one: Waiting) => !agent.deactivatedAt && !one.isSeen && !platform.live.isLooking(agentId, one.ticketId)

    const toPush = waiting.filter((one) => one.toPush)
    if (!quietEnd) await push(tx, agentId, toPush.filter(isNews))
    await settle(tx, 'pushed_at', toPush)

    const toMail = waiting.filter((one) => one.toMail)
    await settle(
      tx,
      'settled_at',
      toMail.filter((one) => !isNews(one)),
    )
    const patience = platform.live.isConnected(agentId) ? deskTime : 0
    let next = Number.POSITIVE_INFINITY
    const due: Waiting[][] = []
    for (const group of Map.groupBy(toMail.filter(isNews), (one) => one.ticketId).values()) {
      const at = Math.max(...group.slice(0, 1).map((one) => dueAt(one, patience)), quietEnd?.getTime() ?? 0)
      if (at > now.getTime()) next = Math.min(next, at)
      else due.push(group)
    }
    const language = ScreenLanguage.catch('en').parse(agent.language)
    const told = due.map((group) => ({
      ticket: {
        number: group[0]?.number ?? 0,
        subject: group[0]?.subject ?? '',
        ticketHolds: group[0]?.ticketHolds ?? null,
        link: `${platform.publicUrl}/desk/inbox/all/${group[0]?.ticketId}`,
      },
      told: group.map((one) => ({ ...one, kind: NotificationKind.parse(one.kind) })),
    }))
    const settingsLink = `${platform.publicUrl}/desk/settings/notifications`
    // Somebody was given fifty tickets at once: that is one mail.
    const mails =
      told.length > mostMails
        ? [digestMail(language, told, settingsLink)]
        : told.map((one) => notificationMail(language, one, settingsLink))
    for (const mail of mails) await addJob(tx, 'mail', { to: agent.email, ...mail })
    await settle(tx, 'settled_at', due.flat(), now)
    if (Number.isFinite(next)) await addJob(tx, 'tell', { agentId }, { runAt: new Date(next), jobKey: `tell:${agentId}` })
  })
}

/** Not before one could have read it at the desk, nor soon after the last mail about this ticket. */
const dueAt = ({ at, lastMailedAt }: Waiting, patience: number) =>
  Math.max(at.getTime() + patience, lastMailedAt ? lastMailedAt.getTime() + mailTime : 0)

async function hold(tx: Tx, agentId: string): Promise<Waiting[]> {
  const { rows } = await sql<Waiting>`
    select n.id, n.kind, n.ticket_id as "ticketId", t.number, ${calledSql} as subject, n.actor_name as "actorName", left(coalesce(m.text, ''), 1000) as text, n.at,
      ${heldSql.holds} as holds, ${heldSql.ticketHolds} as "ticketHolds",
      n.read_at is not null or coalesce(r.read_at >= n.at, false) as "isSeen", n.pushed_at is null as "toPush", n.settled_at is null as "toMail",
      (select max(o.mailed_at) from notifications o where o.agent_id = n.agent_id and o.ticket_id = n.ticket_id) as "lastMailedAt"
    from notifications n join tickets t on t.id = n.ticket_id left join messages m on m.id = n.message_id
    left join ticket_reads r on r.ticket_id = n.ticket_id and r.agent_id = n.agent_id
    where n.agent_id = ${agentId} and (n.settled_at is null or n.pushed_at is null)
    order by n.id for update of n`.execute(tx)
  return rows
}

async function settle(tx: Tx, column: 'pushed_at' | 'settled_at', those: Waiting[], mailedAt?: Date): Promise<void> {
  if (those.length === 0) return
  await sql`update notifications set ${sql.ref(column)} = now(), mailed_at = coalesce(${mailedAt ?? null}::timestamptz, mailed_at)
    where id = any(${those.map(({ id }) => id)}::uuid[])`.execute(tx)
}

/** One job a browser and notification, so that a browser out of reach does not make the others hear it twice. */
async function push(tx: Tx, agentId: string, those: Waiting[]): Promise<void> {
  if (those.length === 0) return
  const browsers = await tx.selectFrom('pushSubscriptions').select('id').where('agentId', '=', agentId).execute()
  for (const { id: subscriptionId } of browsers)
    for (const { id: notificationId } of those) await addJob(tx, 'push', { subscriptionId, notificationId }, { maxAttempts: 6 })
}
