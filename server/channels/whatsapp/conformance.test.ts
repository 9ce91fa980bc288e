/** Holds what we send to WhatsApp, what the fake answers and what we take in against the vendor's own files, where they are at hand. */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import Ajv from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Content } from '../../../shared/content.ts'
import { openTestPlatform } from '../../../test/platform.ts'
import type { Payload } from '../channel.ts'
import type { Connected } from '../connected.ts'
import { verify } from '../meta/verify.ts'
import type { Outgoing } from '../outgoing.ts'
import { type FakeWhatsApp, fakeNumber, startFakeWhatsApp } from './fake.ts'
import { read } from './parse.ts'
import { send, tellRead } from './send.ts'
import { templateOf } from './templates.ts'

const specs = join(import.meta.dirname, '../../../../shared/specs/meta')
const isThere = existsSync(specs)
if (!isThere) console.info('no vendor files at ../shared/specs: nothing to hold WhatsApp against')
const json = (name: string) => JSON.parse(readFileSync(join(specs, name), 'utf8'))

let world: Awaited<ReturnType<typeof openTestPlatform>>
let fake: FakeWhatsApp
beforeAll(async () => {
  world = await openTestPlatform()
  fake = await startFakeWhatsApp()
})
afterAll(async () => {
  await fake.close()
  await world.close()
})

const connected = (address: string, secrets: Record<string, string[]> = {}, account = fakeNumber.wabaId): Connected => ({
  id: '019f0000-0000-7000-8000-000000000001',
  channel: 'whatsapp',
  address,
  name: '',
  isEnabled: true,
  text: (key) => (key === 'apiUrl' ? fake.url : key === 'wabaId' ? account : ''),
  isOn: () => true,
  keywords: [],
  secret: () => fakeNumber.token,
  secretsOf: (key) => secrets[key] ?? [],
})

const samples: [string, object, string][] = isThere
  ? [
      ...Object.entries<object>(json('whatsapp-webhook-samples.pywa-fixtures.json')),
      ...Object.entries<object>(json('whatsapp-webhook-examples.from-meta-openapi.json')),
    ].map(([name, sample]) => [name, sample, /"phone_number_id": ?"([^"]+)"/.exec(JSON.stringify(sample))?.[1] ?? '1'])
  : []
const accountOf = (sample: object) => /"entry": ?\[\{.*?"id": ?"(\d+)"/.exec(JSON.stringify(sample))?.[1]
/** What tells nothing of a customer or message of ours, and nothing of the account that stops or mends it. */
const silent = /^(account_update|message_status.group|system.identity_change|Group)/
const ofAccount = /^account_update\.(account_|partner_(removed|app_uninstalled))/

test.skipIf(!isThere)('there are 81 samples', () => expect(samples).toHaveLength(81))

test.each(samples)('%s is taken in', async (name, sample, number) => {
  const bytes = Buffer.from(JSON.stringify(sample))
  const payload: Payload = {
    id: '019f0000-0000-7000-8000-000000000002',
    channel: 'whatsapp',
    file: '',
    body: bytes,
    size: bytes.length,
    envelope: {},
    receivedAt: new Date(),
  }
  const { messages, facts } = await read(world.platform, payload, bytes, connected(number, {}, accountOf(sample)))
  if (silent.test(name) && !ofAccount.test(name) && name !== 'message_status.group') return expect([messages, facts]).toEqual([[], []])
  expect(messages.length + facts.length).toBe(1)
  for (const message of messages) {
    expect(message.from.value).toMatch(/^\+\d+$/)
    expect(message.sentAt.getUTCFullYear()).toBeGreaterThan(2022)
    expect(message.text !== '' || message.content != null || (message.awaited ?? []).length > 0).toBe(true)
    expect(message.content?.kind === 'unsupported').toBe(/unsupported|with_err/i.test(name))
  }
})

interface Spec {
  $id: string
  operations: { method: string; path: string; request: Record<string, string>; responses: Record<string, Record<string, string>> }[]
}
function specOf(name: string) {
  const ajv = new Ajv.default({ strict: false, allErrors: true })
  addFormats.default(ajv)
  const spec: Spec = json(name)
  ajv.addSchema(spec)
  return { spec, validate: (ref: string) => ajv.compile({ $ref: spec.$id + ref }) }
}

const file = async (mimeType: string) => ({
  ...(await world.platform.files.keep(Buffer.from('x'))),
  id: '1',
  name: 'a.bin',
  mimeType,
  contentId: null,
  isInline: false,
})
const outgoing = (fields: Partial<Outgoing>): Outgoing => ({
  messageId: '019f0000-0000-7000-8000-000000000003',
  ticketId: '',
  ticketNumber: 1,
  subject: '',
  text: 'On its way 📦',
  html: null,
  authorName: 'Maja',
  to: { kind: 'whatsapp', value: '+15005550010', name: '' },
  recipients: null,
  signature: null,
  replyToken: '',
  threadIds: [],
  quote: null,
  attachments: [],
  content: null,
  externalId: '',
  connection: connected(fakeNumber.id),
  lastInboundAt: null,
  isRepeated: false,
  uncertain: null,
  answers: null,
  template: null,
  ...fields,
})

test.skipIf(!isThere)('every request fits the vendor’s schema strictly, and so do the fake’s answers', async () => {
  const listed = {
    name: 'order_update',
    language: 'en_US',
    category: 'UTILITY',
    status: 'APPROVED',
    components: [
      { type: 'HEADER', format: 'TEXT', text: 'Order {{1}}' },
      { type: 'BODY', text: 'Hi {{name}}' },
      { type: 'BUTTONS', buttons: [{ type: 'URL', text: 'Track', url: 'https://shop.example/{{1}}' }] },
    ],
  }
  fake.templates = [listed]
  const content: Content = { kind: 'template', name: 'order_update', language: 'en_US', values: ['#1', 'Ana', 'x'] }
  await send(world.platform, outgoing({}))
  await send(world.platform, outgoing({ answers: 'wamid.X' }))
  await send(world.platform, outgoing({ content, template: templateOf(listed) }))
  for (const mimeType of ['image/png', 'video/mp4', 'audio/ogg', 'application/pdf'])
    await send(world.platform, outgoing({ attachments: [await file(mimeType)] }))
  await tellRead(connected(fakeNumber.id), 'wamid.X', true)

  const strict = specOf('whatsapp.requests.strict.jsonschema.json')
  const fits = strict.validate(strict.spec.operations.find(({ path }) => path.endsWith('/messages'))?.request['application/json'] ?? '')
  const asked = fake.requests.filter(({ path }) => path.endsWith('/messages'))
  expect(asked).toHaveLength(8)
  for (const { body, headers } of asked) {
    expect(fits(body), JSON.stringify([body, fits.errors])).toBe(true)
    expect(headers.authorization).toMatch(/^Bearer\s+[A-Za-z0-9\-_.]+.*$/)
    expect(headers['user-agent']).toMatch(/^[a-zA-Z0-9\-_]+\/[0-9]+\.[0-9]+\.[0-9]+/)
  }
  // An upload is a form of messaging_product, type and file; the vendor's schema leaves `type` out, its pages ask for it.
  expect(fake.requests.filter(({ path }) => path.endsWith('/media'))).toHaveLength(4)

  const lenient = specOf('whatsapp.all.jsonschema.json')
  const responses = lenient.spec.operations.find(({ path, method }) => path.endsWith('/messages') && method === 'POST')?.responses ?? {}
  const answered = lenient.validate(responses['200']?.['application/json'] ?? '')
  for (const { body } of fake.answers.filter(({ path, status }) => path.endsWith('/messages') && status === 200))
    expect(answered(body), JSON.stringify([body, answered.errors])).toBe(true)
})

interface Vector {
  name: string
  appSecret: string
  rawBody: string
  header: Record<string, string>
  valid: boolean
}
const vectors: Vector[] = isThere ? json('signature-vectors.json').webhook : []
test.each(vectors)('signature: $name', ({ appSecret, rawBody, header, valid }) => {
  const headers = Object.fromEntries(Object.entries(header).map(([name, value]) => [name.toLowerCase(), value]))
  const request = { method: 'POST', url: '', query: new URLSearchParams(), headers, body: Buffer.from(rawBody), remoteAddress: '' } as const
  // The secret before this one still opens what Meta signs until it has heard of the change.
  expect(verify(connected('1', { appSecret: ['a newer one', appSecret] }), request).isKept).toBe(valid)
})
