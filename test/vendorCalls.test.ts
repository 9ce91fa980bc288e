/** The webhooks of every vendor: replayed, unsigned, wrongly signed, cut off and gigantic calls, and secrets that change meanwhile. */
import { generateKeyPairSync } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { vendors } from '../bench/vendors.ts'
import { changeConnection, createConnection } from '../server/channels/connections.ts'
import { channels } from '../server/channels/list.ts'
import { takeIn } from '../server/tickets/takeIn.ts'
import { openTestApp, type TestApp } from './app.ts'
import { emptyTables } from './database.ts'

let opened: TestApp
beforeAll(async () => {
  opened = await openTestApp()
})
afterAll(() => opened.close())
beforeEach(() =>
  emptyTables(db(), 'customers', 'tickets', 'messages', 'identities', 'payloads', 'connections', 'graphile_worker._private_jobs'),
)

const platform = () => opened.world.platform
const db = () => platform().db
type Vendor = (typeof vendors)[number]
interface Call {
  headers: Record<string, string>
  body: string | Buffer
}
/** By which secret its calls are known. */
const secretOf = ({ values }: Vendor) => ['authToken', 'appSecret', 'providerKey'].find((key) => key in values) ?? ''
/** Another one, of the same kind. */
const another = (vendor: Vendor, name: string) =>
  vendor.values.way === 'sendgrid'
    ? generateKeyPairSync('ec', { namedCurve: 'prime256v1' }).publicKey.export({ type: 'spki', format: 'der' }).toString('base64')
    : `${name}-secret-of-a-test`.padEnd(32, 'x')

async function connect(vendor: Vendor, secret = vendor.values[secretOf(vendor)]) {
  const { channel, values } = vendor
  const { id, webhookUrl } = await createConnection(platform(), {
    channel,
    name: '',
    values: { ...values, [secretOf(vendor)]: secret ?? '' },
  })
  const url = webhookUrl ?? ''
  const post = async ({ headers, body }: Call) =>
    (await opened.app.inject({ method: 'POST', url: new URL(url).pathname, headers, payload: body })).statusCode
  return { id, post, write: (words: string): Call => vendor.call(url, words) }
}
const payloads = () => db().selectFrom('payloads').select(['id', 'state']).orderBy('receivedAt').execute()
const states = async () => (await payloads()).map(({ state }) => state).sort()
const messages = async () => (await db().selectFrom('messages').select('id').execute()).length

test('every channel that is called by a vendor is here, mail by each of its providers', () => {
  expect([...new Set(vendors.map(({ channel }) => channel))].sort()).toEqual(
    channels.flatMap(({ key, verify }) => (verify ? key : [])).sort(),
  )
})

describe.each(vendors)('$name', (vendor) => {
  test('a call that comes ten times at once is one message, and each of them is accounted for', async () => {
    const { post, write } = await connect(vendor)
    const call = write('Where is my parcel?')
    const answers = await Promise.all(Array.from({ length: 10 }, () => post(call)))
    // Mailgun is told of a repeat that it need not come again.
    expect(answers.filter((status) => status !== 200 && status !== 406)).toEqual([])
    expect(await messages()).toBe(1)
    const ends = await states()
    expect(ends).toEqual([...Array(ends.length - 1).fill('duplicate'), 'ticket'])
  })

  test('unsigned it leaves nothing, nor when it is gigantic', async () => {
    const { post, write } = await connect(vendor)
    const { headers, body } = write('Where is my parcel?')
    const unsigned = String(body).replace(/signature=[0-9a-f]+/, '')
    const statuses = [
      await post({ headers: { 'content-type': headers['content-type'] ?? 'text/plain' }, body: unsigned }),
      await post({ headers, body: Buffer.alloc(41 * 1024 * 1024, 'a') }),
    ]
    expect(statuses).toEqual([expect.toSatisfy((status: number) => status >= 400 && status < 404), 413])
    expect(await payloads()).toEqual([])
  })

  test('cut off on its way it is refused, or kept with what can be read of it, and the next one is a ticket', async () => {
    const { post, write } = await connect(vendor)
    const { headers, body } = write('Where is my parcel?')
    const status = await post({ headers, body: Buffer.from(body).subarray(0, Math.floor(Buffer.from(body).length / 2)) })
    for (const { id } of await payloads()) await takeIn(platform(), id, 3)
    // Postmark and Mailgun do not sign what they bring: there it cannot be told from a whole one, and nothing of it is lost.
    if (status === 200) expect(await states()).toEqual([expect.stringMatching(/^(quarantined|ticket)$/)])
    else expect([status, await states()]).toEqual([403, []])
    expect(await post(write('And another one'))).toBe(200)
    expect(await states()).toContain('ticket')
  })

  test('while its secret is changed nothing is lost: the one before still counts, the one before that no more', async () => {
    const { id, post, write } = await connect(vendor, another(vendor, 'first'))
    const change = (secret: string) => changeConnection(platform(), { id, values: { [secretOf(vendor)]: secret } })
    expect(await post(write('Signed with another one'))).toBeGreaterThanOrEqual(400)
    expect(await payloads()).toEqual([])
    await change(String(vendor.values[secretOf(vendor)]))
    expect(await post(write('With the new one'))).toBe(200)
    await change(another(vendor, 'third'))
    expect(await post(write('Still under way'))).toBe(200)
    await change(another(vendor, 'fourth'))
    expect(await post(write('Too late'))).toBeGreaterThanOrEqual(400)
    expect(await states()).toEqual(['ticket', 'ticket'])
  })
})
