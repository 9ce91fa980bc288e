/** Mail by Postmark's inbound webhook: JSON, with the raw mail in it where the server includes it. */
import { z } from 'zod'
import { type ProvidedMail, rebuild } from './rebuild.ts'

const text = z.string().nullish()
const Person = z.object({ Email: text, Name: text, MailboxHash: text })
const Inbound = z.object({
  MessageID: text,
  RawEmail: text,
  OriginalRecipient: text,
  From: text,
  FromFull: Person.nullish(),
  To: text,
  ToFull: z.array(Person).nullish(),
  CcFull: z.array(Person).nullish(),
  BccFull: z.array(Person).nullish(),
  ReplyTo: text,
  Subject: text,
  Date: text,
  TextBody: text,
  HtmlBody: text,
  Headers: z.array(z.object({ Name: z.string(), Value: z.string() })).nullish(),
  Attachments: z
    // `Data` instead of `Content` is in the mail of Postmark's own test button.
    .array(z.object({ Name: text, Content: text, Data: text, ContentType: text, ContentID: text }))
    .nullish(),
})
type Person = z.infer<typeof Person>

/** The mail in Postmark's JSON. */
export function fromPostmark(body: Buffer): ProvidedMail {
  const inbound = Inbound.parse(JSON.parse(body.toString()))
  const given = (inbound.Headers ?? []).map(({ Name, Value }): [string, string] => [Name, Value])
  const has = (name: string) => given.some(([one]) => one.toLowerCase() === name.toLowerCase())
  // The first Return-Path is the sender of the session; a further one the sender wrote.
  const returnPath = given.find(([name]) => name.toLowerCase() === 'return-path')?.[1]
  const everyone = [inbound.ToFull, inbound.CcFull, inbound.BccFull].flatMap((people) => people ?? [])
  const envelope = {
    ...(returnPath !== undefined && { from: returnPath.replace(/^<|>$/g, '') }),
    to: [inbound.OriginalRecipient, ...everyone.map(({ Email }) => Email)].flatMap((address) => address || []),
  }
  if (inbound.RawEmail) return { mail: Buffer.from(inbound.RawEmail), envelope, isRebuilt: false }
  const missing: [string, string | null | undefined][] = [
    ['From', inbound.FromFull ? named([inbound.FromFull]) : inbound.From],
    ['To', inbound.ToFull ? named(inbound.ToFull) : inbound.To],
    ['Cc', named(inbound.CcFull ?? [])],
    ['Reply-To', inbound.ReplyTo],
    ['Subject', inbound.Subject],
    ['Date', inbound.Date],
    ['Message-ID', inbound.MessageID ? `<${inbound.MessageID}@inbound.postmarkapp.com>` : ''],
  ]
  const mail = rebuild({
    headers: [...given, ...missing.flatMap(([name, value]): [string, string][] => (value && !has(name) ? [[name, value]] : []))],
    text: inbound.TextBody ?? '',
    html: inbound.HtmlBody ?? '',
    files: (inbound.Attachments ?? []).map(({ Name, Content, Data, ContentType, ContentID }, index) => ({
      name: Name || `attachment-${index + 1}`,
      mimeType: ContentType ?? '',
      bytes: Buffer.from(Content ?? Data ?? '', 'base64'),
      contentId: ContentID || null,
    })),
  })
  return { mail, envelope, isRebuilt: true }
}

const named = (people: Person[]) =>
  people.map(({ Email, Name }) => (Name ? `"${Name.replace(/["\\\r\n]/g, ' ')}" <${Email ?? ''}>` : (Email ?? ''))).join(', ')
