/** The API's procedures about working on tickets: following, merging, splitting, what is related, blocked senders. */
import { inTransaction } from '../platform/db.ts'
import { agentOf, type CallContext, os } from '../rpc.ts'
import { blockedSenders, blockSender, unblockSender } from './block.ts'
import { followersOf, setFollowing } from './follow.ts'
import { getTicket } from './list.ts'
import { mergeables, mergeWarnings, whyNotMerge } from './mayMerge.ts'
import { merge } from './merge.ts'
import { mergeCandidates } from './mergeCandidates.ts'
import { mergedInto } from './merged.ts'
import { actorOf } from './procedures.ts'
import { relatedTo } from './related.ts'
import { split } from './split.ts'
import { unmerge } from './unmerge.ts'

const following = (isFollowing: boolean) => async (context: CallContext, ticketId: string) => {
  const { db } = context.platform
  await inTransaction(db, (tx) => setFollowing(tx, ticketId, actorOf(context), isFollowing))
  return { followers: await followersOf(db, ticketId) }
}

export const ticketWorkRoutes = {
  followers: {
    list: os.followers.list.handler(async ({ context, input }) => ({ followers: await followersOf(context.platform.db, input.ticketId) })),
    follow: os.followers.follow.handler(({ context, input }) => following(true)(context, input.ticketId)),
    unfollow: os.followers.unfollow.handler(({ context, input }) => following(false)(context, input.ticketId)),
  },
  merges: {
    list: os.merges.list.handler(async ({ context, input }) => ({ merged: await mergedInto(context.platform.db, input.ticketId) })),
    candidates: os.merges.candidates.handler(async ({ context, input }) => ({
      candidates: await mergeCandidates(context.platform.db, input.ticketId, input.search),
    })),
    check: os.merges.check.handler(async ({ context, input }) => {
      const { db } = context.platform
      const found = await mergeables(db, [input.ticketId, ...input.sourceIds], false)
      const target = found.find(({ id }) => id === input.ticketId)
      const sources = found.filter(({ id }) => input.sourceIds.includes(id))
      if (!target) return { warnings: [], refusals: [] }
      const asked = await Promise.all(sources.map(async (source) => ({ source, why: await whyNotMerge(db, source, target) })))
      const mergeable = asked.flatMap(({ source, why }) => (why ? [] : source))
      const refusals = asked.flatMap(({ source, why }) => (why ? { number: source.number, why } : []))
      return { warnings: mergeWarnings(mergeable, target), refusals }
    }),
    create: os.merges.create.handler(async ({ context, input }) => {
      const { db } = context.platform
      await inTransaction(db, (tx) => merge(tx, input.ticketId, input.sourceIds, actorOf(context), input.acrossCustomers))
      return { merged: await mergedInto(db, input.ticketId) }
    }),
    undo: os.merges.undo.handler(async ({ context, input }) => {
      const id = await inTransaction(context.platform.db, (tx) => unmerge(tx, input.id, actorOf(context)))
      return getTicket(context.platform.db, agentOf(context).agentId, id)
    }),
    split: os.merges.split.handler(async ({ context, input }) => {
      const { ticketId, fromMessageId, subject } = input
      const id = await inTransaction(context.platform.db, (tx) => split(tx, ticketId, fromMessageId, actorOf(context), subject))
      return getTicket(context.platform.db, agentOf(context).agentId, id)
    }),
  },
  related: {
    list: os.related.list.handler(({ context, input }) => relatedTo(context.platform.db, input.ticketId)),
  },
  blockedSenders: {
    list: os.blockedSenders.list.handler(async ({ context }) => ({ blockedSenders: await blockedSenders(context.platform.db) })),
    block: os.blockedSenders.block.handler(({ context, input }) =>
      inTransaction(context.platform.db, (tx) => blockSender(tx, input.ticketId, actorOf(context))),
    ),
    unblock: os.blockedSenders.unblock.handler(async ({ context, input }) => ({
      takenIn: await inTransaction(context.platform.db, (tx) => unblockSender(tx, input.id, actorOf(context), input.takeIn)),
    })),
  },
}
