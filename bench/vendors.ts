/** Vendors who call a shop's webhooks: each connected as an operator does it, each call signed as the vendor signs. */
import { createHmac, generateKeyPairSync, randomUUID, sign } from 'node:crypto'
import { fakeAccount } from '../server/channels/instagram/fake.ts'
import { newSid } from '../server/channels/sms/fakeAnswers.ts'
import { inboundForm, signedCall } from '../server/channels/sms/fakeCalls.ts'
import { fakeNumber } from '../server/channels/whatsapp/fake.ts'
import type { Connection, Values } from '../shared/connections.ts'
import { mailBy } from './mails.ts'
import type { HttpClient } from './shoppers.ts'

export interface Call {
  path: string
  headers: Record<string, string>
  body: Buffer
}

export interface Vendor {
  name: string
  channel: 'sms' | 'whatsapp' | 'instagram' | 'email'
  values: Values
  /** A call that brings the first message of somebody new; of mail, what `mailOf` makes of its sender and the words. */
  call(webhookUrl: string, words: string, mailOf?: MailOf): { headers: Record<string, string>; body: string | Buffer }
}

type MailOf = (sender: string, words: string) => string | Buffer

const json = 'application/json'
const account = { sid: newSid('AC'), token: 'a-token-of-the-benchmark' }
const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'prime256v1' })
const mailgunKey = 'a-signing-key-of-the-benchmark'
const password = 'a-password-of-the-benchmark'
const boundary = 'xYzZY'

let people = 0
/** Of somebody who has not written before. */
const digits = (count: number) => String(++people).padStart(count, '0')
const someone = () => `${randomUUID()}@customer.example`
const seconds = () => String(Math.floor(Date.now() / 1000))

const meta = (secret: string, update: unknown) => {
  const body = JSON.stringify(update)
  const signature = createHmac('sha256', secret).update(body).digest('hex')
  return { headers: { 'content-type': json, 'x-hub-signature-256': `sha256=${signature}` }, body }
}

export const vendors: Vendor[] = [
  {
    name: 'SMS by Twilio',
    channel: 'sms',
    values: { number: '+46701230000', accountSid: account.sid, authToken: account.token },
    call: (url, words) =>
      signedCall(
        account.token,
        url,
        inboundForm(account.sid, { from: `+4670${digits(7)}`, to: '+46701230000', text: words, sid: newSid('SM') }),
      ),
  },
  {
    name: 'WhatsApp',
    channel: 'whatsapp',
    values: {
      phoneNumberId: fakeNumber.id,
      wabaId: fakeNumber.wabaId,
      accessToken: fakeNumber.token,
      appSecret: fakeNumber.secret,
      verifyToken: 'v',
    },
    call(_, words) {
      const from = `4670${digits(7)}`
      const value = {
        messaging_product: 'whatsapp',
        metadata: { display_phone_number: fakeNumber.display, phone_number_id: fakeNumber.id },
        contacts: [{ profile: { name: 'Ana Ruiz' }, wa_id: from }],
        messages: [{ from, id: `wamid.${randomUUID()}`, timestamp: seconds(), type: 'text', text: { body: words } }],
      }
      return meta(fakeNumber.secret, {
        object: 'whatsapp_business_account',
        entry: [{ id: fakeNumber.wabaId, changes: [{ field: 'messages', value }] }],
      })
    },
  },
  {
    name: 'Instagram',
    channel: 'instagram',
    values: { accountId: fakeAccount.id, accessToken: fakeAccount.token, appSecret: fakeAccount.secret, verifyToken: 'v' },
    call(_, words) {
      const messaging = {
        sender: { id: `17${digits(14)}` },
        recipient: { id: fakeAccount.id },
        timestamp: Date.now(),
        message: { mid: `mid.${randomUUID()}`, text: words },
      }
      return meta(fakeAccount.secret, { object: 'instagram', entry: [{ id: fakeAccount.id, time: Date.now(), messaging: [messaging] }] })
    },
  },
  {
    name: 'Mail by Postmark',
    channel: 'email',
    values: { address: 'postmark@shop.example', way: 'postmark', providerKey: password },
    call(_, words, mailOf = mailBy) {
      const from = someone()
      const body = JSON.stringify({
        FromFull: { Email: from, Name: 'Ana Ruiz' },
        OriginalRecipient: 'postmark@shop.example',
        Headers: [{ Name: 'Return-Path', Value: `<${from}>` }],
        RawEmail: String(mailOf(from, words)),
      })
      return { headers: { 'content-type': json, authorization: `Basic ${Buffer.from(`shop:${password}`).toString('base64')}` }, body }
    },
  },
  {
    name: 'Mail by SendGrid',
    channel: 'email',
    values: {
      address: 'sendgrid@shop.example',
      way: 'sendgrid',
      providerKey: publicKey.export({ type: 'spki', format: 'der' }).toString('base64'),
    },
    call(_, words, mailOf = mailBy) {
      const from = someone()
      const envelope = JSON.stringify({ to: ['sendgrid@shop.example'], from })
      const parts = Object.entries({ envelope, email: mailOf(from, words) })
      const body = Buffer.from(
        `${parts.map(([name, value]) => `--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`).join('')}--${boundary}--\r\n`,
      )
      const timestamp = seconds()
      return {
        headers: {
          'content-type': `multipart/form-data; boundary=${boundary}`,
          'x-twilio-email-event-webhook-timestamp': timestamp,
          'x-twilio-email-event-webhook-signature': sign('sha256', Buffer.concat([Buffer.from(timestamp), body]), privateKey).toString(
            'base64',
          ),
        },
        body,
      }
    },
  },
  {
    name: 'Mail by Mailgun',
    channel: 'email',
    values: { address: 'mailgun@shop.example', way: 'mailgun', providerKey: mailgunKey },
    call(_, words, mailOf = mailBy) {
      const [sender, timestamp, token] = [someone(), seconds(), randomUUID()]
      const signature = createHmac('sha256', mailgunKey)
        .update(timestamp + token)
        .digest('hex')
      const fields = { timestamp, token, signature, recipient: 'mailgun@shop.example', sender, 'body-mime': String(mailOf(sender, words)) }
      return { headers: { 'content-type': 'application/x-www-form-urlencoded' }, body: new URLSearchParams(fields).toString() }
    },
  },
]

/** Connects them all; answers the address of each one's webhook, in order. */
export async function connectAll(http: HttpClient, cookie: string, address: string): Promise<string[]> {
  const urls: string[] = []
  for (const { channel, values } of vendors) {
    const answer = await http.ask('POST', '/api/v1/connections', { cookie, origin: address }, { channel, values })
    urls.push((JSON.parse(answer) as Connection).webhookUrl ?? '')
  }
  return urls
}

/** The call as it goes over the wire. */
export function prepared({ call }: Vendor, webhookUrl: string, words: string, mailOf?: MailOf): Call {
  const { headers, body } = call(webhookUrl, words, mailOf)
  const bytes = Buffer.from(body)
  return { path: new URL(webhookUrl).pathname, headers: { ...headers, 'content-length': String(bytes.length) }, body: bytes }
}
