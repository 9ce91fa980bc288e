/** Followers: agents who want to hear of a ticket that is not theirs. */
import type { Follower } from '../../shared/follow.ts'
import { changed, type Db, type Tx } from '../platform/db.ts'
import { notFound } from '../platform/errors.ts'
import { type Actor, note } from './timeline.ts'

/** Makes an agent follow a ticket; answers whether they did not before. Whoever is mentioned follows by this. */
export async function follow(tx: Tx, ticketId: string, agentId: string): Promise<boolean> {
  const begun = await tx
    .insertInto('followers')
    .values({ ticketId, agentId })
    .onConflict((conflict) => conflict.doNothing())
    .returning('agentId')
    .executeTakeFirst()
  if (begun) changed(tx, `ticket:${ticketId}`)
  return begun !== undefined
}

/** Ends that. */
async function unfollow(tx: Tx, ticketId: string, agentId: string): Promise<boolean> {
  const { numDeletedRows } = await tx
    .deleteFrom('followers')
    .where('ticketId', '=', ticketId)
    .where('agentId', '=', agentId)
    .executeTakeFirst()
  if (numDeletedRows > 0n) changed(tx, `ticket:${ticketId}`)
  return numDeletedRows > 0n
}

/** An agent follows or no longer follows by their own hand, which the timeline says. */
export async function setFollowing(tx: Tx, ticketId: string, actor: Actor & { id: string }, isFollowing: boolean): Promise<void> {
  const ticket = await tx.selectFrom('tickets').select('id').where('id', '=', ticketId).executeTakeFirst()
  if (!ticket) throw notFound('ticket')
  const isNew = await (isFollowing ? follow : unfollow)(tx, ticketId, actor.id)
  if (isNew) await note(tx, ticketId, isFollowing ? 'followed' : 'unfollowed', actor)
}

/** Do these agents follow no more than `most` tickets between them? */
export async function doFollowFew(db: Db, agentIds: string[], most: number): Promise<boolean> {
  const some = db
    .selectFrom('followers')
    .select('ticketId')
    .where('agentId', 'in', agentIds)
    .limit(most + 1)
  const { count } = await db
    .selectFrom(some.as('some'))
    .select(({ fn }) => fn.countAll<string>().as('count'))
    .executeTakeFirstOrThrow()
  return Number(count) <= most
}

/** Who follows a ticket, whoever began first standing first; those who left the team are left out. */
export async function followersOf(db: Db, ticketId: string): Promise<Follower[]> {
  return db
    .selectFrom('followers as f')
    .innerJoin('agents as a', 'a.id', 'f.agentId')
    .select(['a.id', 'a.name', 'f.since'])
    .where('f.ticketId', '=', ticketId)
    .where('a.deactivatedAt', 'is', null)
    .orderBy('f.since')
    .orderBy('a.id')
    .execute()
}
