/** Texts on the demo's phones, by a fake of Twilio. */
import { startFakeTwilio } from '../../channels/sms/fake.ts'
import { newSid, type SentText } from '../../channels/sms/fakeAnswers.ts'
import { shopPhone } from '../data/phones.ts'
import type { Air } from './air.ts'
import type { App } from './app.ts'

const stops = /^(stop|unsubscribe|end|quit|stopall|cancel)$/i
const starts = /^(start|yes|unstop)$/i

/** Starts the fake, and puts what it is handed into the phones. */
export async function openSms(air: Air): Promise<App> {
  const { number, sid, token } = shopPhone.sms
  const fake = await startFakeTwilio({ sid, token }, [number])
  let webhook = ''
  const post = async (url: string, call: { headers: Record<string, string>; body: string }) =>
    (await fetch(air.local(url), { method: 'POST', ...call })).status

  fake.onCreated = (message) => air.quietly(arrive(message))
  async function arrive(message: SentText): Promise<void> {
    const files = (await Promise.all(message.media.map(({ url }) => air.fetched(url)))).flat()
    await air.arrive('sms', message.to, message.sid, { text: message.body, files })
    air.deliver('sms', message.sid, async () => {
      if (!message.callback) return
      for (const status of ['sent', 'delivered']) {
        const { url, ...call } = fake.receipt(message, status)
        await post(url, call)
      }
    })
  }

  return {
    url: fake.url,
    abouts: [],
    newId: () => newSid('SM'),
    async write({ number: from }, { externalId, text, picture }) {
      // As carriers do, before anybody else hears of it.
      if (stops.test(text.trim())) fake.optedOut.add(from)
      if (starts.test(text.trim())) fake.optedOut.delete(from)
      const media = picture ? [{ url: fake.keepMedia({ type: picture.mimeType, bytes: picture.bytes }), type: picture.mimeType }] : []
      return post(webhook, fake.inbound(webhook, { from, to: number, text, sid: externalId, media }))
    },
    remember: () => undefined,
    tellTo(url) {
      webhook = url
    },
    close: fake.close,
  }
}
