/** This browser's subscription to push messages. */
import i18next from 'i18next'
import { client } from '../api.ts'

/** Can this browser be pushed to? `insecure`: it does so over https only. */
export function mayPush(): 'yes' | 'insecure' | 'unable' | 'denied' {
  if (!window.isSecureContext) return 'insecure'
  if (!('serviceWorker' in navigator) || !('PushManager' in window)) return 'unable'
  return Notification.permission === 'denied' ? 'denied' : 'yes'
}

const current = async () => (await navigator.serviceWorker?.getRegistration('/desk/'))?.pushManager.getSubscription()

/** Is it on here? What the server may have lost is told anew. */
export async function isSubscribed(): Promise<boolean> {
  const subscription = await current()
  if (subscription) await keep(subscription)
  return Boolean(subscription)
}

/** Asks the person, then the browser, and tells the server. Throws when one of them says no. */
export async function subscribe(): Promise<void> {
  if ((await Notification.requestPermission()) !== 'granted') throw new Error(i18next.t('notifications.pushNot.denied'))
  const { publicKey } = await client.push.key()
  await navigator.serviceWorker.register('/desk/push.js', { scope: '/desk/' })
  const { pushManager } = await navigator.serviceWorker.ready
  await keep(await pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: publicKey }))
}

/** Ends it, here and on the server. */
export async function unsubscribe(): Promise<void> {
  const subscription = await current()
  if (!subscription) return
  await client.push.unsubscribe({ endpoint: subscription.endpoint })
  await subscription.unsubscribe()
}

async function keep(subscription: PushSubscription): Promise<void> {
  const { endpoint, keys } = subscription.toJSON()
  await client.push.subscribe({ endpoint: endpoint ?? '', p256dh: keys?.p256dh ?? '', auth: keys?.auth ?? '' })
}
