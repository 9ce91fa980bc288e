/** What vendors tell besides messages: receipts, reactions, messages taken back, consents, bounces. */

import { sql } from 'kysely'
import type { ChannelKey } from '../../shared/words.ts'
import { failed } from '../channels/health.ts'
import type { Fact } from '../channels/incoming.ts'
import { countClick } from '../channels/links.ts'
import { testArrived } from '../channels/testMessages.ts'
import { knownAs } from '../customers/aliases.ts'
import { recognise } from '../customers/recognise.ts'
import { changed, type Tx } from '../platform/db.ts'
import { addJob } from '../platform/jobs.ts'
import { hearConsent } from './consents.ts'
import { keepEcho } from './echo.ts'
import { cutEvidence } from './evidence.ts'
import { moveNumber } from './moved.ts'
import { applyReceipt } from './receipts.ts'
import { note, system } from './timeline.ts'

/** A fact is about a message that is not here yet: it comes again. */
export class NotYet extends Error {}

export interface FactsFrom {
  channel: ChannelKey
  /** The last look: what is about an unknown message is passed over. */
  isLast: boolean
}

/** Applies them in order. Throws `NotYet` where a message that one is about is not here, unless this is the last look. */
export async function applyFacts(tx: Tx, facts: Fact[], from: FactsFrom): Promise<void> {
  for (const fact of facts) {
    const isKnown = await apply(tx, fact, from)
    if (!isKnown && !from.isLast) throw new NotYet(`the message that this ${fact.kind} is about is not here yet`)
  }
}

/**
 * Applies what can be applied now. A fact about a message that is not here yet comes again by a job: what came in one call with it
 * does not wait.
 */
export async function applyNow(
  tx: Tx,
  facts: Fact[],
  { channel, payloadId }: { channel: ChannelKey; payloadId: string | null },
): Promise<void> {
  let isMissed = false
  for (const fact of facts) if (!(await apply(tx, fact, { channel, isLast: payloadId === null }))) isMissed = true
  if (isMissed && payloadId) await addJob(tx, 'facts', { payloadId }, { maxAttempts: triesNotYet })
}

/** A receipt may overtake the answer to our own call; for about a minute it comes again. */
const triesNotYet = 5

/** False: the message that it is about is not here. */
async function apply(tx: Tx, fact: Fact, { channel, isLast }: FactsFrom): Promise<boolean> {
  switch (fact.kind) {
    case 'receipt':
      return applyReceipt(tx, fact, channel)
    case 'delay':
    case 'complaint':
      return tellOf(tx, fact, channel)
    case 'reaction':
      return applyReaction(tx, fact, channel)
    case 'unsent':
    case 'edited':
      return rewrite(tx, fact, channel)
    case 'consent': {
      const value = (await knownAs(tx, [fact.from])).get(fact.from) ?? fact.from.value
      const { identityId, customerId } = await recognise(tx, { ...fact.from, value, name: '', isVerified: true })
      const { consent: kind, isGiven, source, said, at } = fact
      const who = { kind: 'customer', id: customerId, name: fact.from.value } as const
      await hearConsent(tx, { identityId, kind, isGiven, source, said, at }, who)
      return true
    }
    case 'bounced':
    case 'complained':
      await markAddress(tx, fact)
      return true
    case 'clicked': {
      const message = await findMessage(tx, channel, fact.externalId)
      if (!message) return false
      await countClick(tx, message.id, fact.url, fact.at)
      changed(tx, `ticket:${message.ticketId}`)
      return true
    }
    case 'echo':
      return keepEcho(tx, fact, channel, isLast)
    case 'moved':
      await moveNumber(tx, fact)
      return true
    case 'templates':
      await tx.deleteFrom('templateLists').where('connectionId', '=', fact.connectionId).execute()
      return true
    case 'account':
      await hearOfAccount(tx, fact)
      return true
    case 'test':
      if (fact.own) await testArrived(tx, { ...fact.own, at: fact.at })
      return true
  }
}

/** Nothing that anybody must do now: the timeline says it, and the composer where the address was marked. */
async function tellOf(
  tx: Tx,
  { kind, externalId, said }: Extract<Fact, { kind: 'delay' | 'complaint' }>,
  channel: ChannelKey,
): Promise<boolean> {
  const message = await findMessage(tx, channel, externalId)
  if (!message) return false
  await note(tx, message.ticketId, kind, system, { messageId: message.id, said })
  changed(tx, 'tickets', `ticket:${message.ticketId}`)
  return true
}

async function applyReaction(
  tx: Tx,
  { externalId, emoji, at }: Extract<Fact, { kind: 'reaction' }>,
  channel: ChannelKey,
): Promise<boolean> {
  const message = await findMessage(tx, channel, externalId)
  if (!message) return false
  if (emoji)
    await sql`
      insert into reactions (message_id, side, emoji, at) values (${message.id}, 'customer', ${emoji}, ${at})
      on conflict (message_id, side) do update set emoji = excluded.emoji, at = excluded.at where reactions.at <= excluded.at`.execute(tx)
  else await tx.deleteFrom('reactions').where('messageId', '=', message.id).where('side', '=', 'customer').where('at', '<=', at).execute()
  changed(tx, `ticket:${message.ticketId}`)
  return true
}

/** The customer took a message back, or wrote it anew: what it said before is gone here too, and the timeline says that it happened. */
async function rewrite(tx: Tx, fact: Extract<Fact, { kind: 'unsent' | 'edited' }>, channel: ChannelKey): Promise<boolean> {
  const message = await findMessage(tx, channel, fact.externalId)
  if (!message) return false
  const { rows } = await sql`
    update messages set html = null, quoted_text = null, ${
      fact.kind === 'unsent' ? sql`text = '', content = null, unsent_at = ${fact.at}` : sql`text = ${fact.text}, edited_at = ${fact.at}`
    } where id = ${message.id} and direction = ${fact.isOurs ? 'out' : 'in'} and unsent_at is null
      and (${fact.kind === 'unsent'} or edited_at is null or edited_at <= ${fact.at}) returning id`.execute(tx)
  if (rows.length === 0) return true
  if (!fact.isOurs) await cutEvidence(tx, message)
  if (fact.kind === 'unsent') {
    await tx.deleteFrom('attachments').where('messageId', '=', message.id).execute()
    await tx.deleteFrom('awaitedFiles').where('messageId', '=', message.id).execute()
  }
  await tx
    .updateTable('tickets')
    .set({ preview: fact.kind === 'unsent' ? '' : fact.text.slice(0, 140) })
    .where('id', '=', message.ticketId)
    .where('lastInboundId', '=', message.id)
    .execute()
  await note(
    tx,
    message.ticketId,
    fact.kind,
    { kind: fact.isOurs ? 'agent' : 'customer', id: message.authorId, name: message.authorName },
    { messageId: message.id },
  )
  changed(tx, 'tickets', `ticket:${message.ticketId}`)
  return true
}

const findMessage = (tx: Tx, channel: ChannelKey, externalId: string) =>
  tx
    .selectFrom('messages')
    .select(['id', 'ticketId', 'homeId', 'authorId', 'authorName', 'createdAt'])
    .where('channel', '=', channel)
    .where('externalId', '=', externalId)
    .forUpdate()
    .executeTakeFirst()

/** What is over breaks the connection, and admins are told; one that works again is asked, and what waited goes. */
async function hearOfAccount(tx: Tx, { connectionId, state, said }: Extract<Fact, { kind: 'account' }>): Promise<void> {
  if (state === 'ended') await addJob(tx, 'broken', { connectionId, words: said })
  else if (state === 'warned') await failed(tx, connectionId, said)
  else await addJob(tx, 'health', {})
}

async function markAddress(tx: Tx, { kind, from, at }: Extract<Fact, { kind: 'bounced' | 'complained' }>): Promise<void> {
  const column = kind === 'bounced' ? 'bouncedAt' : 'complainedAt'
  const rows = await tx
    .updateTable('identities')
    .set({ [column]: at })
    .where('kind', '=', from.kind)
    .where('value', '=', from.value)
    .returning('id')
    .execute()
  for (const { id } of rows) {
    const tickets = await tx.selectFrom('tickets').select('id').where('identityId', '=', id).where('status', '!=', 'closed').execute()
    for (const ticket of tickets) changed(tx, `ticket:${ticket.id}`)
  }
}
