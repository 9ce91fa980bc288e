/**
 * Every procedure that changes settings or permissions leaves a line in the audit log that says who did it. A new procedure
 * fails here until it stands in one of the two lists below.
 */
import { randomUUID } from 'node:crypto'
import { traverseContractProcedures } from '@orpc/server'
import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { audited } from '../server/rpc.ts'
import { contract } from '../shared/contract.ts'
import { openTestApp, type TestApp } from './app.ts'

let opened: TestApp
let app: FastifyInstance
let cookie = ''
let otherId = ''
let tom = { ticketId: '', customerId: '' }
beforeAll(async () => {
  opened = await openTestApp()
  app = opened.app
  const { platform } = opened.world
  cookie = (await opened.signIn('Maja', 'owner')).cookie
  otherId = (await opened.signIn('Tom', 'agent')).id
  const { db } = platform
  const { id: customerId } = await db.insertInto('customers').values({ name: 'Ana' }).returning('id').executeTakeFirstOrThrow()
  const { id: identityId } = await db
    .insertInto('identities')
    .values({ customerId, kind: 'email', value: 'ana@customer.example' })
    .returning('id')
    .executeTakeFirstOrThrow()
  const { id: ticketId } = await db
    .insertInto('tickets')
    .values({ channel: 'email', customerId, identityId, replyToken: randomUUID() })
    .returning('id')
    .executeTakeFirstOrThrow()
  tom = { ticketId, customerId }
})
afterAll(() => opened.close())

type Method = 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE'
async function call<T = { id: string }>(method: Method, path: string, payload?: object): Promise<T> {
  const answer = await app.inject({ method, url: `/api/v1${path}`, headers: { cookie }, ...(payload && { payload }) })
  if (answer.statusCode >= 300) throw new Error(`${method} ${path}: ${answer.statusCode} ${answer.body}`)
  return answer.json() as T
}
/** The same with a file, as a form sends it. */
async function upload(method: Method, path: string, file: File): Promise<void> {
  const form = new FormData()
  form.set('file', file)
  const { headers, body } = new Response(form)
  const payload = Buffer.from(await new Response(body).arrayBuffer())
  const answer = await app.inject({
    method,
    url: `/api/v1${path}`,
    headers: { cookie, 'content-type': headers.get('content-type') ?? '' },
    payload,
  })
  if (answer.statusCode >= 300) throw new Error(`${method} ${path}: ${answer.statusCode} ${answer.body}`)
}
const filter = { field: 'status', operator: 'is', value: ['open'] }
const ids: Record<string, string> = {}
const made = async (name: string, path: string, payload: object) => {
  const { id } = await call('POST', path, payload)
  ids[name] = id
}
const week = Array(7).fill([{ from: '09:00', until: '12:00' }])
const hours = { timeZone: 'Europe/Stockholm', week, holidays: [] }

/** In this order, each with what it takes. */
const writing: Record<string, () => Promise<unknown>> = {
  'me.change': () => call('PATCH', '/me', { name: 'Maja Jansson' }),
  'agents.change': () => call('PATCH', `/agents/${otherId}`, { role: 'manager' }),
  'teams.create': () => made('team', '/teams', { name: 'Returns' }),
  'teams.change': () => call('PATCH', `/teams/${ids.team}`, { agentIds: [otherId] }),
  'hours.change': () => call('PUT', '/hours', { teamId: ids.team, hours }),
  'hours.reset': () => call('DELETE', `/hours/${ids.team}`),
  'invitations.create': () => made('invitation', '/invitations', { email: 'new@shop.example', role: 'agent' }),
  'invitations.revoke': () => call('DELETE', `/invitations/${ids.invitation}`),
  'apiKeys.create': () => made('key', '/api-keys', { name: 'Portal' }),
  'apiKeys.revoke': () => call('DELETE', `/api-keys/${ids.key}`),
  'macros.create': () => made('macro', '/macros', { name: 'Hello', html: '<p>Hi</p>', isShared: true }),
  'macros.change': () => call('PATCH', `/macros/${ids.macro}`, { name: 'Hello again' }),
  'macros.remove': () => call('DELETE', `/macros/${ids.macro}`),
  'signatures.changeShop': () => call('PUT', '/signatures/shop', { html: '<p>Nordvik</p>' }),
  'blockedSenders.block': async () => {
    await call('POST', `/tickets/${tom.ticketId}/block-sender`, {})
    const { blockedSenders } = await call<{ blockedSenders: { id: string }[] }>('GET', '/blocked-senders')
    ids.blocked = blockedSenders[0]?.id ?? ''
  },
  'blockedSenders.unblock': () => call('DELETE', `/blocked-senders/${ids.blocked}`),
  'views.create': () => made('view', '/views', { name: 'Urgent', filter, isShared: true }),
  'views.change': () => call('PATCH', `/views/${ids.view}`, { name: 'Urgent ones' }),
  'views.duplicate': () => call('POST', `/views/${ids.view}/duplicate`, { name: 'Copy' }),
  'views.remove': () => call('DELETE', `/views/${ids.view}`),
  'views.restore': () => call('POST', `/views/${ids.view}/restore`, {}),
  'tags.create': () => call('POST', '/tags', { key: 'late', name: 'Late' }),
  'tags.change': () => call('PATCH', '/tags/late', { name: 'Too late' }),
  'tags.import': () => call('POST', '/tags/import', { tags: [{ name: 'Belated' }] }),
  'tags.merge': () => call('POST', '/tags/belated/merge', { into: 'late' }),
  'tags.remove': () => call('DELETE', '/tags/late'),
  'rules.create': () => made('rule', '/rules', { name: 'Open', filter, actions: [{ action: 'prioritise', input: { priority: 'high' } }] }),
  'rules.change': () => call('PATCH', `/rules/${ids.rule}`, { name: 'Still open' }),
  'rules.remove': () => call('DELETE', `/rules/${ids.rule}`),
  'rules.changeEditors': () => call('PUT', '/settings/rules', { editors: 'managers' }),
  'model.change': () => call('PUT', '/settings/model', { provider: 'anthropic', model: 'claude', key: 'sk-very-private' }),
  'settings.shop.change': () => call('PUT', '/settings/shop', { name: 'Nordvik', language: 'sv', timeZone: 'Europe/Stockholm' }),
  'settings.email.change': () => call('PUT', '/settings/email', { address: 'help@nordvik.example', name: 'Nordvik' }),
  'settings.email.makeKey': () => call('POST', '/settings/email/domains/nordvik.example/key', {}),
  'settings.email.changeKey': () => call('PATCH', '/settings/email/domains/nordvik.example/key', { isOn: true }),
  'settings.hub.change': () => call('PUT', '/settings/hub', { position: 'left' }),
  'settings.hub.changeLogo': () =>
    upload('PUT', '/settings/hub/logo', new File([Buffer.from('GIF89a')], 'logo.gif', { type: 'image/gif' })),
  'settings.hub.removeLogo': () => call('DELETE', '/settings/hub/logo'),
  'settings.hub.changeShopify': () => call('PUT', '/settings/hub/shopify', { shops: ['nordvik.myshopify.com'] }),
  'settings.hub.renewSecret': () => call('POST', '/settings/hub/secret', { endsSessions: true }),
  'faqs.createCategory': () => made('category', '/faq-categories', { names: { en: 'Delivery' } }),
  'faqs.changeCategory': () => call('PATCH', `/faq-categories/${ids.category}`, { names: { en: 'Shipping' } }),
  'faqs.create': () => made('faq', '/faqs', { texts: { en: { question: 'When?', answer: 'Soon.' } } }),
  'faqs.change': () => call('PATCH', `/faqs/${ids.faq}`, { isPublished: true }),
  'faqs.arrange': () => call('PUT', '/faqs/order', { faqs: [{ id: ids.faq, categoryId: ids.category }] }),
  'faqs.remove': () => call('DELETE', `/faqs/${ids.faq}`),
  'faqs.removeCategory': () => call('DELETE', `/faq-categories/${ids.category}`),
  'connections.create': () =>
    made('connection', '/connections', {
      channel: 'sms',
      values: { number: '+46701234567', accountSid: `AC${'a'.repeat(32)}`, authToken: 'a-very-private-token' },
    }),
  'connections.change': () => call('PATCH', `/connections/${ids.connection}`, { name: 'Texts' }),
  'ledger.retry': async () => {
    const row = { channel: 'sms', state: 'quarantined', error: 'unreadable', file: '0'.repeat(64), body: Buffer.from('?'), size: 1 }
    const { db } = opened.world.platform
    ids.payload = (await db.insertInto('payloads').values(row).returning('id').executeTakeFirstOrThrow()).id
    await call('POST', `/ledger/payloads/${ids.payload}/retry`, {})
  },
  'ledger.discard': async () => {
    await opened.world.platform.db.updateTable('payloads').set({ state: 'quarantined' }).where('id', '=', ids.payload).execute()
    await call('POST', `/ledger/payloads/${ids.payload}/discard`, {})
  },
  'ledger.keep': () => call('PUT', '/ledger/retention', { days: 90 }),
  'connections.remove': () => call('DELETE', `/connections/${ids.connection}`),
  'teams.remove': () => call('DELETE', `/teams/${ids.team}`),
}
/** These change nothing that others have: how one's own screen looks, a trial, a ticket's own work. */
const notSettings = [
  'invitations.accept',
  'macros.preview',
  'macros.fill',
  'macros.run',
  'signatures.change',
  'views.count',
  'views.arrange',
  'views.show',
  'model.test',
  'settings.email.test',
  'settings.email.sendArrival',
  'connections.check',
]

test('every procedure that changes settings is in one of the lists', () => {
  const names: string[] = []
  traverseContractProcedures({ router: contract, path: [] }, ({ contract: procedure, path }) => {
    const { method } = procedure['~orpc'].route
    if (method !== 'GET' && audited.has(path[0] ?? '')) names.push(path.join('.'))
  })
  expect(names.sort()).toEqual([...Object.keys(writing), ...notSettings].sort())
})

interface Entry {
  id: string
  actor: { kind: string; name: string }
  subject: string
  what: string
  before: object
  after: object
}
const log = async () => (await call<{ entries: Entry[] }>('GET', '/audit?limit=200')).entries

test.each(Object.keys(writing))('%s leaves a line with its author', async (name) => {
  const before = new Set((await log()).map(({ id }) => id))
  // Where there is no default team, the first is it, and it cannot go: another takes its place.
  if (name === 'teams.remove') await call('PATCH', `/teams/${(await call('POST', '/teams', { name: 'Others' })).id}`, { isDefault: true })
  await writing[name]?.()
  const news = (await log()).filter(({ id }) => !before.has(id))
  expect(news.length).toBeGreaterThan(0)
  for (const { actor } of news) expect(actor).toMatchObject({ kind: 'agent', name: expect.stringMatching(/^Maja/) })
})

test('the log says what was and what is, and no secret', async () => {
  const entries = await log()
  expect(entries.find(({ subject, what }) => subject === 'agent' && what === 'changed')).toBeDefined()
  expect(entries.find(({ after }) => 'role' in after && 'manager' === after.role)).toMatchObject({ before: { role: 'agent' } })
  expect(JSON.stringify(entries)).not.toMatch(/sk-very-private|v1:|wl_[A-Za-z]{10}/)
})

test('it is found by person, kind and time, and comes as CSV without formulas', async () => {
  await call('POST', '/tags', { key: 'formula', name: '=1+1' })
  const tags = await call<{ entries: Entry[] }>('GET', '/audit?subject=tag')
  expect(new Set(tags.entries.map(({ subject }) => subject))).toEqual(new Set(['tag']))
  expect((await call<{ entries: Entry[] }>('GET', `/audit?by=${otherId}`)).entries).toEqual([])
  expect((await call<{ entries: Entry[] }>('GET', '/audit?until=2020-01-01')).entries).toEqual([])
  const { csv } = await call<{ csv: string }>('GET', '/audit/export?subject=tag')
  expect(csv.split('\r\n')[0]).toBe('at,who,as,address,what,subject,name,id,before,after')
  expect(csv).toContain(",'=1+1,")
})

test('what is rolled back leaves no line', async () => {
  const before = (await log()).length
  const answer = await app.inject({ method: 'POST', url: '/api/v1/tags', headers: { cookie }, payload: { key: 'formula', name: 'Again' } })
  expect(answer.statusCode).toBe(409)
  expect(await log()).toHaveLength(Math.min(before, 200))
})
