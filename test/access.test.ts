/** Who may call what, asked of every procedure of the contract by everyone there is: a new route cannot be forgotten. */
import { randomUUID } from 'node:crypto'
import { traverseContractProcedures } from '@orpc/server'
import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { beginSession } from '../server/hub/sessions.ts'
import { inTransaction } from '../server/platform/db.ts'
import { contract } from '../shared/contract.ts'
import { roles } from '../shared/lists.ts'
import type { Meta, Who } from '../shared/who.ts'
import { openTestApp, type TestApp } from './app.ts'

interface Route {
  name: string
  method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE'
  url: string
  who: readonly Who[]
}
const routes: Route[] = []
traverseContractProcedures({ router: contract, path: [] }, ({ contract: procedure, path }) => {
  const { route, meta } = procedure['~orpc']
  routes.push({
    name: path.join('.'),
    method: (route.method ?? 'POST') as Route['method'],
    url: `/api/v1${(route.path ?? '').replace(/\{[^}]+\}/g, () => randomUUID())}`,
    who: (meta as Meta).who,
  })
})
const everyone = ['nobody', 'shopper', ...roles] as const

let opened: TestApp
let app: FastifyInstance
const headers: Partial<Record<(typeof everyone)[number], Record<string, string>>> = { nobody: {} }
beforeAll(async () => {
  opened = await openTestApp()
  app = opened.app
  const { platform } = opened.world
  for (const role of roles) headers[role] = { cookie: (await opened.signIn(role, role)).cookie }
  await inTransaction(platform.db, async (tx) => {
    const { id } = await tx.insertInto('customers').values({ name: 'Tom' }).returning('id').executeTakeFirstOrThrow()
    await tx.insertInto('identities').values({ customerId: id, kind: 'shopper', value: 'tom' }).execute()
    headers.shopper = { authorization: `Bearer ${(await beginSession(tx, id)).token}` }
  })
})
afterAll(() => opened.close())

test('the contract has routes, each with somebody who may call it', () => {
  expect(routes.length).toBeGreaterThan(40)
  expect(routes.filter((route) => route.who.length === 0)).toEqual([])
})

describe.each(routes)('$name', ({ method, url, who }) => {
  test.each(everyone)('%s', async (caller) => {
    // Nonsense as input: whoever may call hears that it is nonsense, everyone else hears only that they may not.
    const { statusCode } = await app.inject({ method, url, headers: headers[caller], ...(method !== 'GET' && { payload: {} }) })
    const may = who.includes('public') || (caller !== 'nobody' && who.includes(caller))
    if (may) expect([200, 201, 204, 400, 404, 409, 422, 429]).toContain(statusCode)
    else expect(statusCode).toBe(caller === 'nobody' ? 401 : 403)
  })
})

test('nobody without a role gets in, with whatever cookie or key', async () => {
  const forged: Record<string, string>[] = [
    { cookie: 'warmline.session_token=forged.signature' },
    { authorization: 'Bearer wl_forged' },
    { authorization: 'Bearer whs_forged' },
    { 'x-api-key': 'wl_forged' },
  ]
  for (const header of forged) expect((await app.inject({ url: '/api/v1/tickets', headers: header })).statusCode).toBe(401)
})

test('a file of a message is for the team alone', async () => {
  expect((await app.inject({ url: `/files/${randomUUID()}` })).statusCode).toBe(401)
  expect((await app.inject({ url: `/files/${randomUUID()}`, headers: headers.shopper })).statusCode).toBe(401)
  expect((await app.inject({ url: `/files/${randomUUID()}`, headers: headers.agent })).statusCode).toBe(404)
})

test('the original of a message is for the team alone', async () => {
  expect((await app.inject({ url: `/originals/${randomUUID()}` })).statusCode).toBe(401)
  expect((await app.inject({ url: `/originals/${randomUUID()}`, headers: headers.shopper })).statusCode).toBe(401)
  expect((await app.inject({ url: `/originals/${randomUUID()}`, headers: headers.agent })).statusCode).toBe(404)
})

test('the raw bytes of what came in are for admins alone', async () => {
  const asked = async (caller: (typeof everyone)[number]) =>
    (await app.inject({ url: `/payloads/${randomUUID()}`, headers: headers[caller] })).statusCode
  expect(await Promise.all(everyone.map(async (caller) => [caller, await asked(caller)]))).toEqual(
    Object.entries({ nobody: 401, shopper: 401, owner: 404, admin: 404, manager: 403, agent: 403 }).sort(
      ([a], [b]) => everyone.indexOf(a as 'agent') - everyone.indexOf(b as 'agent'),
    ),
  )
})

test('the API describes itself, and every route in it is one of the contract', async () => {
  const document = (await app.inject('/api/v1/openapi.json')).json()
  const described = Object.values(document.paths as Record<string, object>).flatMap((path) => Object.keys(path))
  expect(described).toHaveLength(routes.length)
  expect(Object.keys(document.components.schemas)).toContain('Ticket')
})

test('what no route answers is a plain 404, and a failure tells nothing of the inside', async () => {
  expect((await app.inject('/api/v1/no-such-thing')).statusCode).toBe(404)
  const broken = await app.inject({
    method: 'POST',
    url: '/api/v1/views',
    headers: { ...headers.agent, 'content-type': 'application/json' },
    payload: '{"name": ',
  })
  expect(broken.statusCode).toBe(400)
  expect(broken.body).not.toMatch(/node_modules|at .*\.ts/)
})
