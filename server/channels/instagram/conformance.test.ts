/** Holds what we send to Instagram and what we take in against files written after the vendor's pages, where they are at hand. */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import Ajv from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestPlatform } from '../../../test/platform.ts'
import type { Payload } from '../channel.ts'
import type { Connected } from '../connected.ts'
import type { Outgoing } from '../outgoing.ts'
import { fakeAccount, startFakeInstagram } from './fake.ts'
import { read } from './parse.ts'
import { act, send } from './send.ts'

const specs = join(import.meta.dirname, '../../../../shared/specs/meta')
const isThere = existsSync(specs)
if (!isThere) console.info('no vendor files at ../shared/specs: nothing to hold Instagram against')
const json = (name: string) => JSON.parse(readFileSync(join(specs, name), 'utf8'))

let world: Awaited<ReturnType<typeof openTestPlatform>>
let fake: Awaited<ReturnType<typeof startFakeInstagram>>
beforeAll(async () => {
  world = await openTestPlatform()
  fake = await startFakeInstagram()
})
afterAll(async () => {
  await fake.close()
  await world.close()
})

const connected = (): Connected => ({
  id: '019f0000-0000-7000-8000-000000000001',
  channel: 'instagram',
  address: fakeAccount.id,
  name: '',
  isEnabled: true,
  text: (key) => (key === 'apiUrl' ? fake.url : ''),
  isOn: () => true,
  keywords: [],
  secret: () => fakeAccount.token,
  secretsOf: () => [],
})

const samples: [string, object][] = isThere ? Object.entries<object>(json('instagram-webhook-samples.json').samples) : []
/** Comments, mentions in captions, notes to oneself and opened links are no messages. */
const silent = /comment|mention \(changes|is_self|^referral/

test.skipIf(!isThere)('there are 31 samples', () => expect(samples).toHaveLength(31))

test.each(samples)('%s is taken in', async (name, sample) => {
  const bytes = Buffer.from(JSON.stringify(sample))
  const payload: Payload = {
    id: '019f0000-0000-7000-8000-000000000002',
    channel: 'instagram',
    file: '',
    body: bytes,
    size: bytes.length,
    envelope: {},
    receivedAt: new Date(),
  }
  const { messages, facts } = await read(world.platform, payload, bytes, connected())
  if (silent.test(name)) return expect([messages, facts]).toEqual([[], []])
  expect(messages.length + facts.length).toBeGreaterThan(0)
  for (const message of messages) {
    expect(message.from.value).toMatch(/^\d+$/)
    expect(message.text !== '' || message.content != null || (message.awaited ?? []).length > 0).toBe(true)
    expect(message.content?.kind === 'unsupported').toBe(/unsupported|ephemeral/.test(name))
  }
})

test.skipIf(!isThere)('every request fits the schema', async () => {
  const ajv = new Ajv.default({ strict: false, allErrors: true })
  addFormats.default(ajv)
  const fits = ajv.compile(json('instagram-send-api.schema.json'))
  const kept = await world.platform.files.keep(Buffer.from('x'))
  const attachment = {
    ...kept,
    id: '019f0000-0000-7000-8000-000000000004',
    name: 'a.png',
    mimeType: 'image/png',
    contentId: null,
    isInline: false,
  }
  const outgoing = (fields: Partial<Outgoing> = {}): Outgoing => ({
    messageId: '019f0000-0000-7000-8000-000000000003',
    ticketId: '',
    ticketNumber: 1,
    subject: '',
    text: 'On its way 📦',
    html: null,
    authorName: 'Maja',
    to: { kind: 'instagram', value: '1234567890123456', name: '' },
    recipients: null,
    signature: null,
    replyToken: '',
    threadIds: [],
    quote: null,
    attachments: [],
    content: null,
    externalId: '',
    connection: connected(),
    lastInboundAt: new Date(),
    isRepeated: false,
    uncertain: null,
    answers: null,
    template: null,
    ...fields,
  })
  const attempt = (fields: Partial<Outgoing> = {}) => send(world.platform, outgoing(fields)).catch(() => undefined)
  await attempt()
  await attempt({ lastInboundAt: new Date(0) })
  await attempt({ answers: 'mid.1' })
  await attempt({ attachments: [attachment] })
  await act(connected(), '1234567890123456', 'mark_seen')
  await act(connected(), '1234567890123456', 'typing_on')
  expect(fake.requests).toHaveLength(6)
  for (const { body } of fake.requests) expect(fits(body), JSON.stringify([body, fits.errors])).toBe(true)
})
