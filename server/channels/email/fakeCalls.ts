/** The calls of the mail providers, as each makes them of a mail: its form, its signature, raw or in pieces. */
import { createHmac, type KeyObject, randomBytes, randomUUID, sign } from 'node:crypto'
import { type ParsedMail, simpleParser } from 'mailparser'

export type Provider = 'postmark' | 'sendgrid' | 'mailgun'
/** `raw`: with the whole mail in it; `pieces`: taken apart; `stored`: taken apart, the files left at the provider's (Mailgun). */
export type Shape = 'raw' | 'pieces' | 'stored'

export interface Call {
  headers: Record<string, string>
  body: Buffer
}

export interface Mail {
  raw: string
  from: string
  to: string
}

/** Postmark: JSON, and HTTP Basic where the webhook's address has a password. */
export async function postmarkCall(mail: Mail, shape: Shape, password: string): Promise<Call> {
  const parsed = await simpleParser(mail.raw)
  const [from] = parsed.from?.value ?? []
  const json = {
    FromName: from?.name ?? '',
    MessageStream: 'inbound',
    From: from?.address ?? '',
    FromFull: { Email: from?.address ?? '', Name: from?.name ?? '', MailboxHash: '' },
    To: mail.to,
    ToFull: [{ Email: mail.to, Name: '', MailboxHash: '' }],
    Cc: '',
    CcFull: [],
    OriginalRecipient: mail.to,
    Subject: parsed.subject ?? '',
    MessageID: randomUUID(),
    Date: (parsed.date ?? new Date()).toUTCString(),
    TextBody: parsed.text ?? '',
    HtmlBody: parsed.html || '',
    Headers: [
      { Name: 'Return-Path', Value: `<${mail.from}>` },
      ...parsed.headerLines.flatMap(({ key, line }) =>
        /^(from|to|subject|content-|mime)/.test(key)
          ? []
          : [{ Name: line.split(':')[0] ?? '', Value: line.slice(line.indexOf(':') + 1).trim() }],
      ),
    ],
    Attachments: filesOf(parsed).map(({ name, type, bytes, cid }) => ({
      Name: name,
      Content: bytes.toString('base64'),
      ContentType: type,
      ContentLength: bytes.length,
      ...(cid && { ContentID: cid }),
    })),
    ...(shape === 'raw' && { RawEmail: mail.raw }),
  }
  return {
    headers: {
      'content-type': 'application/json',
      'user-agent': 'Postmark',
      ...(password && { authorization: `Basic ${Buffer.from(`shop:${password}`).toString('base64')}` }),
    },
    body: Buffer.from(JSON.stringify(json)),
  }
}

/** SendGrid: multipart, signed with ECDSA over timestamp and bytes where a security policy is set. */
export async function sendgridCall(mail: Mail, shape: Shape, key: KeyObject | undefined, at: Date): Promise<Call> {
  const parsed = await simpleParser(mail.raw)
  const files = shape === 'raw' ? [] : filesOf(parsed)
  const info = Object.fromEntries(
    files.map(({ name, type, cid }, index) => [
      `attachment${index + 1}`,
      { filename: name, name, type, ...(cid && { 'content-id': cid }) },
    ]),
  )
  const charsets = { to: 'UTF-8', from: 'UTF-8', subject: 'UTF-8', ...(shape !== 'raw' && { text: 'UTF-8', html: 'UTF-8' }) }
  const { body, contentType } = multipart(
    {
      dkim: '{@customer.example : pass}',
      SPF: 'pass',
      sender_ip: '203.0.113.9',
      envelope: JSON.stringify({ to: [mail.to], from: mail.from }),
      charsets: JSON.stringify(charsets),
      from: parsed.from?.text ?? '',
      to: mail.to,
      subject: parsed.subject ?? '',
      ...(shape === 'raw'
        ? { email: mail.raw }
        : {
            headers: mail.raw.slice(0, mail.raw.search(/\r?\n\r?\n/)),
            text: parsed.text ?? '',
            html: parsed.html || '',
            attachments: String(files.length),
            'attachment-info': JSON.stringify(info),
          }),
    },
    files.map((file, index) => ({ ...file, field: `attachment${index + 1}` })),
  )
  const timestamp = String(Math.floor(at.getTime() / 1000))
  const signature = key && sign('sha256', Buffer.concat([Buffer.from(timestamp), body]), key).toString('base64')
  return {
    headers: {
      'content-type': contentType,
      'user-agent': 'Sendlib/1.0',
      ...(signature && {
        'x-twilio-email-event-webhook-signature': signature,
        'x-twilio-email-event-webhook-timestamp': timestamp,
      }),
    },
    body,
  }
}

/** Mailgun: a form, multipart where files are in it, signed over timestamp and a token that is used once. */
export async function mailgunCall(
  mail: Mail,
  shape: Shape,
  { key, at, token = randomBytes(25).toString('hex'), keep }: { key: string; at: Date; token?: string; keep: (file: MailFile) => string },
): Promise<Call> {
  const parsed = await simpleParser(mail.raw)
  const timestamp = String(Math.floor(at.getTime() / 1000))
  const files = shape === 'raw' ? [] : filesOf(parsed)
  const pairs = parsed.headerLines.map(({ line }) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1).trim()])
  const stored = shape === 'stored' ? files.map((file) => ({ ...file, url: keep(file) })) : []
  const fields = {
    recipient: mail.to,
    sender: mail.from,
    timestamp,
    token,
    signature: createHmac('sha256', key).update(`${timestamp}${token}`).digest('hex'),
    ...(shape === 'raw'
      ? { 'body-mime': mail.raw }
      : {
          from: parsed.from?.text ?? '',
          subject: parsed.subject ?? '',
          'message-headers': JSON.stringify(pairs),
          'body-plain': parsed.text ?? '',
          ...(parsed.html && { 'body-html': parsed.html }),
          'attachment-count': String(files.length),
        }),
    ...(stored.length > 0 && {
      'message-url': 'https://se.api.mailgun.net/v3/domains/shop.example/messages/stored',
      attachments: JSON.stringify(stored.map(({ url, name, type, bytes }) => ({ url, name, 'content-type': type, size: bytes.length }))),
    }),
  }
  if (shape !== 'pieces' || files.length === 0)
    return { headers: { 'content-type': 'application/x-www-form-urlencoded' }, body: Buffer.from(new URLSearchParams(fields).toString()) }
  const ids = files.flatMap(({ cid }, index) => (cid ? [[`<${cid}>`, `attachment-${index + 1}`] as const] : []))
  const { body, contentType } = multipart(
    { ...fields, 'content-id-map': JSON.stringify(Object.fromEntries(ids)) },
    files.map((file, index) => ({ ...file, field: `attachment-${index + 1}` })),
  )
  return { headers: { 'content-type': contentType }, body }
}

export interface MailFile {
  name: string
  type: string
  bytes: Buffer
  cid: string | undefined
}

const filesOf = ({ attachments }: ParsedMail): MailFile[] =>
  attachments.map(({ filename, contentType, content, cid }) => ({ name: filename ?? 'file', type: contentType, bytes: content, cid }))

function multipart(fields: Record<string, string>, files: (MailFile & { field: string })[]): { body: Buffer; contentType: string } {
  const boundary = `fake-${randomUUID()}`
  const parts = [
    ...Object.entries(fields).map(([name, value]) => ({ head: `name="${name}"`, bytes: Buffer.from(value) })),
    ...files.map(({ field, name, type, bytes }) => ({ head: `name="${field}"; filename="${name}"\r\nContent-Type: ${type}`, bytes })),
  ]
  const body = parts.flatMap(({ head, bytes }) => [
    Buffer.from(`--${boundary}\r\nContent-Disposition: form-data; ${head}\r\n\r\n`),
    bytes,
    Buffer.from('\r\n'),
  ])
  return { body: Buffer.concat([...body, Buffer.from(`--${boundary}--\r\n`)]), contentType: `multipart/form-data; boundary=${boundary}` }
}
