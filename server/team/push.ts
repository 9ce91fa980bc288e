/** Browser push: messages to browsers in which no desk need be open, by the open web-push protocol and our own keys. */
import { z } from 'zod'
import { NotificationKind } from '../../shared/notifications.ts'
import { ScreenLanguage } from '../../shared/words.ts'
import { type Db, inTransaction } from '../platform/db.ts'
import { refused } from '../platform/errors.ts'
import type { Platform } from '../platform/platform.ts'
import { email, readSetting, type Setting, writeSetting } from '../platform/settings.ts'
import { calledSql, heldSql, saidIn, sentenceOf, titleOf } from './notificationWords.ts'

/** Who we are to the browsers' push services (VAPID). The private half is sealed. */
const pushKeys: Setting<{ publicKey: string; sealedKey: string } | null> = {
  key: 'push',
  shape: z.object({ publicKey: z.string(), sealedKey: z.string() }).nullable(),
  initial: null,
}

/** Makes the keys on the first start. A later pair would lose every browser that has asked. */
export async function makePushKeys({ db, secrets }: Pick<Platform, 'db' | 'secrets'>): Promise<void> {
  if (await readSetting(db, pushKeys)) return
  const { default: webPush } = await import('web-push')
  const { publicKey, privateKey } = webPush.generateVAPIDKeys()
  await inTransaction(db, (tx) => writeSetting(tx, pushKeys, { publicKey, sealedKey: secrets.seal(privateKey) }))
}

/** What a browser needs to subscribe: the public key, base64url. */
export async function pushKey(db: Db): Promise<{ publicKey: string }> {
  return { publicKey: (await readSetting(db, pushKeys))?.publicKey ?? '' }
}

export interface Subscription {
  endpoint: string
  p256dh: string
  auth: string
}

/** Keeps a browser that wants to be told; the same browser again, by whoever sits there now, is one. */
export async function subscribe(
  { db, publicUrl }: Pick<Platform, 'db' | 'publicUrl'>,
  agentId: string,
  subscription: Subscription,
): Promise<void> {
  const { protocol, hostname } = new URL(subscription.endpoint)
  // Push services speak https. Plain http only where we ourselves are on this very machine: a trial, a test.
  const isHere = /^http:\/\/(127\.0\.0\.1|localhost)[:/]/.test(`${publicUrl}/`) && ['127.0.0.1', 'localhost'].includes(hostname)
  if (protocol !== 'https:' && !isHere) throw refused('A push service is reached by https.')
  await db
    .insertInto('pushSubscriptions')
    .values({ agentId, ...subscription })
    .onConflict((conflict) => conflict.column('endpoint').doUpdateSet({ agentId, p256dh: subscription.p256dh, auth: subscription.auth }))
    .execute()
}

/** Forgets a browser of this agent. */
export async function unsubscribe(db: Db, agentId: string, endpoint: string): Promise<void> {
  await db.deleteFrom('pushSubscriptions').where('endpoint', '=', endpoint).where('agentId', '=', agentId).execute()
}

/** A day: what nobody's browser fetched until then is no news. Seconds. */
const keptFor = 24 * 60 * 60

/** Hands one notification to one browser's push service; the job. A browser that is gone is forgotten; trouble throws. */
export async function push(
  platform: Platform,
  { subscriptionId, notificationId }: { subscriptionId: string; notificationId: string },
): Promise<void> {
  const { db, secrets, publicUrl } = platform
  const row = await db
    .selectFrom('notifications as n')
    .innerJoin('tickets as t', 't.id', 'n.ticketId')
    .innerJoin('agents as a', 'a.id', 'n.agentId')
    .innerJoin('pushSubscriptions as s', 's.agentId', 'n.agentId')
    .leftJoin('messages as m', 'm.id', 'n.messageId')
    .select(['n.id', 'n.kind', 'n.actorName', 'n.ticketId', 'n.readAt', 't.number', 'a.language', 'a.deactivatedAt', 'm.text'])
    .select(['s.endpoint', 's.p256dh', 's.auth'])
    .select([calledSql.as('subject'), heldSql.holds.as('holds'), heldSql.ticketHolds.as('ticketHolds')])
    .where('n.id', '=', notificationId)
    .where('s.id', '=', subscriptionId)
    .executeTakeFirst()
  const keys = await readSetting(db, pushKeys)
  if (!row || !keys || row.readAt || row.deactivatedAt) return
  const language = ScreenLanguage.catch('en').parse(row.language)
  const link = `/desk/inbox/all/${row.ticketId}`
  const sentence = sentenceOf(language, { kind: NotificationKind.parse(row.kind), actorName: row.actorName })
  const message = {
    title: titleOf(language, row),
    body: [sentence, saidIn(language, { ...row, text: row.text ?? '' }).slice(0, 200)].filter(Boolean).join('\n'),
    url: link,
    // A later one about the same ticket takes the place of the earlier.
    tag: row.ticketId,
  }
  const { address } = await readSetting(db, email)
  // Loaded where a browser is told: 10 MiB that a shop without one has no use for.
  const { default: webPush } = await import('web-push')
  const request = webPush.generateRequestDetails(
    { endpoint: row.endpoint, keys: { p256dh: row.p256dh, auth: row.auth } },
    JSON.stringify(message),
    {
      TTL: keptFor,
      contentEncoding: 'aes128gcm',
      vapidDetails: {
        subject: publicUrl.startsWith('https:') ? publicUrl : `mailto:${address}`,
        publicKey: keys.publicKey,
        privateKey: secrets.open(keys.sealedKey),
      },
    },
  )
  const answer = await fetch(request.endpoint, {
    method: 'POST',
    headers: Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)])),
    body: request.body ? new Uint8Array(request.body) : undefined,
    redirect: 'error',
    signal: AbortSignal.timeout(10_000),
  })
  await answer.body?.cancel()
  if (answer.status === 404 || answer.status === 410) await db.deleteFrom('pushSubscriptions').where('id', '=', subscriptionId).execute()
  else if (!answer.ok) throw new Error(`the push service answered ${answer.status}`)
}
