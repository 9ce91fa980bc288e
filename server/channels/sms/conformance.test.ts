/** Holds our side of Twilio's wire against Twilio's own schemas, signatures and payloads, where they are at hand. */
import { randomUUID } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import Ajv from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestPlatform } from '../../../test/platform.ts'
import { connectTo } from '../../../test/texts.ts'
import { connectedOf } from '../connected.ts'
import type { Outgoing } from '../outgoing.ts'
import { type FakeTwilio, startFakeTwilio } from './fake.ts'
import { refusalOf } from './fakeRules.ts'
import { read } from './parse.ts'
import { send } from './send.ts'
import { check } from './twilio.ts'
import { fieldsOf, isSigned } from './verify.ts'

const specs = join(import.meta.dirname, '../../../../shared/specs/twilio')
const isThere = existsSync(specs)
const json = (name: string) => JSON.parse(readFileSync(join(specs, name), 'utf8'))
const absent = 'no vendor files at ../shared/specs: nothing to hold Twilio against'

let world: Awaited<ReturnType<typeof openTestPlatform>>
let twilio: FakeTwilio
beforeAll(async () => {
  world = await openTestPlatform()
  twilio = await startFakeTwilio()
})
afterAll(async () => {
  await twilio.close()
  await world.close()
})

interface Vector {
  name: string
  authToken: string
  receiverUrl: string
  params: Record<string, string | string[]>
  header: Record<string, string>
  rawJsonBody?: string
  valid: boolean
}
const bodyOf = (params: Vector['params']) =>
  new URLSearchParams(
    Object.entries(params).flatMap(([key, value]) => [value].flat().map((one): [string, string] => [key, one])),
  ).toString()

test('every variant of Twilio’s signature is known, and every false one refused', () => {
  if (!isThere) return void console.info(absent)
  const { vectors } = json('signature-vectors.json') as { vectors: Vector[] }
  expect(vectors.length).toBeGreaterThanOrEqual(20)
  for (const { name, authToken, receiverUrl: url, params, header, rawJsonBody, valid } of vectors) {
    const query = new URLSearchParams(url.split('?')[1] ?? '')
    const body = Buffer.from(rawJsonBody ?? bodyOf(params))
    const signature = header['X-Twilio-Signature'] ?? ''
    expect(isSigned(authToken, { signature, url, query, body }), name).toBe(valid)
  }
})

interface Sample {
  name: string
  url: string
  headers: Record<string, string>
  params: Record<string, string>
  rawBody: string
  authTokenUsed: string
}

test('every recorded payload is signed as it says, and taken in', async () => {
  if (!isThere) return void console.info(absent)
  const { webhooks } = json('webhook-samples.json') as { webhooks: Sample[] }
  const { connection } = await connectTo(world.platform, twilio, { number: '+15005550006' })
  const row = await world.platform.db.selectFrom('connections').selectAll().where('id', '=', connection.id).executeTakeFirstOrThrow()
  const connected = connectedOf(world.platform, row)
  const taken: Record<string, string> = {}
  for (const { name, url, headers, params, rawBody, authTokenUsed } of webhooks) {
    const body = Buffer.from(rawBody)
    const query = new URLSearchParams()
    expect(isSigned(authTokenUsed, { signature: headers['x-twilio-signature'] ?? '', url, query, body }), name).toBe(true)
    expect({ ...fieldsOf(body) }).toEqual(params)
    const payload = { id: randomUUID(), channel: 'sms', file: '', body, size: body.length, envelope: {}, receivedAt: new Date() } as const
    const { messages, facts } = read(payload, body, connected)
    const [message] = messages
    taken[name] = message
      ? `${message.from.kind} ${message.keyword ? `${message.keyword.effect}${message.keyword.answer}` : message.text}, files: ${message.awaited?.length}`
      : facts.map((fact) => (fact.kind === 'receipt' ? fact.state : fact.kind)).join()
  }
  expect(taken).toMatchObject({
    'inbound SMS': 'phone Hi, where is my order #1001?, files: 0',
    'inbound MMS, two images (MessageSid starts with MM)': 'phone It arrived broken, files: 2',
    'inbound MMS with empty Body': 'phone , files: 1',
    'STOP (Advanced Opt-Out on: OptOutType present)': 'phone opt_out, files: 0',
    'STOP (default handling: no OptOutType)': 'phone opt_out, files: 0',
    START: 'phone opt_in, files: 0',
    HELP: 'phone help, files: 0',
    'inbound WhatsApp through Twilio': 'whatsapp Hello from WhatsApp, files: 0',
    'status callback: delivered': 'delivered',
    'status callback: undelivered': 'failed',
    'status callback: failed': 'failed,consent,consent',
  })
})

interface Spec {
  $id: string
  operations: {
    method: string
    path: string
    parameters: { name: string; in: string }[]
    request?: Record<string, string>
    responses: Record<string, Record<string, string>>
  }[]
}

function specOf(name: string) {
  const ajv = new Ajv.default({ strict: false, allErrors: true, coerceTypes: true })
  addFormats.default(ajv)
  const spec: Spec = json(name)
  ajv.addSchema(spec)
  const operationOf = (method: string, path: string) =>
    spec.operations.find(
      (one) => one.method === method && new RegExp(`^${one.path.replace(/\{\w+\}/g, '\\w+').replaceAll('.', '\\.')}$`).test(path),
    )
  return { operationOf, validate: (ref: string) => ajv.compile({ $ref: spec.$id + ref }) }
}

/** As the schemas want a form: repeated keys as an array. */
const asObject = (form: URLSearchParams) =>
  Object.fromEntries(
    [...new Set(form.keys())].map((key) => [key, ['MediaUrl', 'PersistentAction'].includes(key) ? form.getAll(key) : form.get(key)]),
  )

test('requests and the fake’s answers fit Twilio’s schema', async () => {
  if (!isThere) return void console.info(absent)
  const { platform } = world
  const { connection } = await connectTo(platform, twilio, { messagingServiceSid: `MG${'b'.repeat(32)}` })
  const row = await platform.db.selectFrom('connections').selectAll().where('id', '=', connection.id).executeTakeFirstOrThrow()
  const connected = connectedOf(platform, row)
  const outgoing: Outgoing = {
    ...{
      messageId: randomUUID(),
      ticketId: randomUUID(),
      ticketNumber: 1,
      subject: '',
      text: 'On its way',
      html: null,
      authorName: 'Maja',
    },
    ...{
      to: { kind: 'phone' as const, value: '+46701234567', name: 'Ana' },
      recipients: null,
      signature: null,
      replyToken: '',
      threadIds: [],
    },
    ...{
      quote: null,
      content: null,
      externalId: 'x',
      connection: connected,
      lastInboundAt: null,
      isRepeated: true,
      uncertain: null,
      answers: null,
      template: null,
    },
    attachments: [{ id: randomUUID(), name: 'label.png', mimeType: 'image/png', size: 1, file: '', contentId: null, isInline: false }],
  }
  const from = { requests: twilio.requests.length, answers: twilio.answers.length }
  await check(platform, connected)
  await send(platform, outgoing)
  twilio.optedOut.add('+46701234567')
  await expect(send(platform, { ...outgoing, attachments: [], text: 'Hello' })).rejects.toThrow('21610')
  twilio.optedOut.clear()

  const strict = specOf('twilio-api.requests.strict.jsonschema.json')
  const lenient = specOf('twilio-api.all.jsonschema.json')
  const known = twilio.requests.slice(from.requests).filter(({ path }) => strict.operationOf('GET', path))
  expect(known.map(({ method }) => method)).toEqual(['GET', 'POST', 'GET', 'POST'])
  for (const { method, path, form, query } of known) {
    const operation = strict.operationOf(method, path)
    const allowed = operation?.parameters.filter((one) => one.in === 'query').map(({ name }) => name) ?? []
    expect([...query.keys()].filter((key) => !allowed.includes(key))).toEqual([])
    const reference = operation?.request?.['application/x-www-form-urlencoded']
    if (!reference) continue
    const fits = strict.validate(reference)
    expect(fits(asObject(form)), JSON.stringify(fits.errors)).toBe(true)
  }
  for (const { method, path, status, body } of twilio.answers.slice(from.answers)) {
    const reference = lenient.operationOf(method, path)?.responses[String(status)]?.['application/json']
    if (status >= 400)
      expect(body).toEqual({ code: expect.any(Number), message: expect.any(String), more_info: expect.any(String), status })
    if (!reference) continue
    const fits = lenient.validate(reference)
    expect(fits(structuredClone(body)), JSON.stringify(fits.errors)).toBe(true)
  }
})

interface Judged {
  name: string
  operationId: string
  body: Record<string, unknown>
  shouldBeAccepted: boolean
}

test('the fake refuses what Twilio would refuse, also what no schema catches', () => {
  if (!isThere) return void console.info(absent)
  for (const { name, body, shouldBeAccepted } of (json('requests.validated.json') as { requests: Judged[] }).requests.filter(
    ({ operationId }) => operationId === 'CreateMessage',
  )) {
    const form = new URLSearchParams(
      Object.entries(body).flatMap(([key, value]) => [value].flat().map((one): [string, string] => [key, String(one)])),
    )
    expect(refusalOf(form, { numbers: ['+15005550006'], optedOut: new Set() }) === undefined, name).toBe(shouldBeAccepted)
  }
})
