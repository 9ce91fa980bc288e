import { createHmac } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Liquid } from 'liquidjs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestApp, type TestApp } from '../../../test/app.ts'
import { findShopper } from '../sessions.ts'
import { signIn } from '../signIn.ts'
import { changeShopify, describeShopify } from './setup.ts'
import { isSigned } from './signature.ts'

const secret = 'shpss_0123456789abcdef0123456789abcdef'
const shop = 'nordvik.myshopify.com'
let opened: TestApp
beforeAll(async () => {
  opened = await openTestApp()
})
afterAll(() => opened.close())

const now = () => Math.floor(Date.now() / 1000)
/** A question as Shopify forwards it. */
function asked(more: Record<string, string> = {}, key = secret): string {
  const query = { shop, logged_in_customer_id: '6543210987', path_prefix: '/apps/warmline', timestamp: String(now()), ...more }
  const signed = Object.entries(query)
    .map(([name, value]) => `${name}=${value}`)
    .sort()
    .join('')
  const signature = createHmac('sha256', key).update(signed).digest('hex')
  return new URLSearchParams({ ...query, signature }).toString()
}
const ask = async (query: string) => {
  const answer = await opened.app.inject({ url: `/shopify/identity?${query}` })
  return { status: answer.statusCode, headers: answer.headers, identity: answer.json().identity as string | null | undefined }
}

test('the example in Shopify’s own documentation is signed, and no word of it may be changed', () => {
  const example =
    'extra=1&extra=2&shop=shop-name.myshopify.com&logged_in_customer_id=1&path_prefix=%2Fapps%2Fawesome_reviews&timestamp=1317327555&signature=4c68c8624d737112c91818c11017d24d334b524cb5c2b8ba08daa056f7395ddb'
  expect(isSigned(new URLSearchParams(example), 'hush')).toBe(true)
  expect(isSigned(new URLSearchParams(example), 'hushed')).toBe(false)
  for (const [was, is] of [
    ['customer_id=1', 'customer_id=2'],
    ['extra=2', 'extra=3'],
    ['&extra=2', ''],
    ['signature=4', 'signature=5'],
    ['signature=4c68', 'signature='],
    [/&signature.*/, ''],
  ] as const)
    expect(isSigned(new URLSearchParams(example.replace(was, is)), 'hush'), is).toBe(false)
})

test('before the app is set up nobody is signed in by it, and its secret is shown to nobody', async () => {
  expect((await ask(asked())).status).toBe(404)
  await changeShopify(opened.world.platform, { shops: [shop], secret })
  expect(await describeShopify(opened.world.platform)).toEqual({
    shops: [shop],
    hasSecret: true,
    proxyUrl: `${opened.world.platform.publicUrl}/shopify`,
  })
  const rows = await opened.world.platform.db.selectFrom('settings').selectAll().execute()
  expect(JSON.stringify(rows)).not.toContain(secret)
})

test('whoever is signed in to the Shopify shop is signed in to the hub, once for each answer', async () => {
  const { platform } = opened.world
  const { status, headers, identity } = await ask(asked())
  expect([status, headers['cache-control']]).toEqual([200, 'no-store'])
  const { token } = await signIn(platform, '203.0.113.9', identity ?? '')
  expect(await findShopper(platform.db, token)).toMatchObject({ shopperId: '6543210987', isVisitor: false })
  await expect(signIn(platform, '203.0.113.9', identity ?? '')).rejects.toMatchObject({ data: { problem: 'replayed' } })
  const again = await signIn(platform, '203.0.113.9', (await ask(asked())).identity ?? '')
  expect((await findShopper(platform.db, again.token))?.customerId).toBe((await findShopper(platform.db, token))?.customerId)
})

test('nobody signed in is nobody', async () => {
  expect(await ask(asked({ logged_in_customer_id: '' }))).toMatchObject({ status: 200, identity: null })
})

test('a question that Shopify did not sign, an old one, one of another shop and one that names the customer twice are refused', async () => {
  const forged = asked({}, 'shpss_another_secret_of_another_app')
  const swapped = asked().replace('6543210987', '1')
  const old = asked({ timestamp: String(now() - 3600) })
  const early = asked({ timestamp: String(now() + 3600) })
  const timeless = asked({ timestamp: 'soon' })
  const other = asked({ shop: 'other.myshopify.com' })
  // As Shopify would sign it if it let a page's own parameter stand beside its own.
  const twice = new URLSearchParams({ shop, path_prefix: '/apps/warmline', timestamp: String(now()) })
  for (const id of ['1', '2']) twice.append('logged_in_customer_id', id)
  const text = `logged_in_customer_id=1,2path_prefix=/apps/warmlineshop=${shop}timestamp=${twice.get('timestamp')}`
  twice.set('signature', createHmac('sha256', secret).update(text).digest('hex'))
  expect(isSigned(twice, secret)).toBe(true)
  for (const query of [forged, swapped, old, early, timeless, other, twice.toString(), ''])
    expect((await ask(query)).status, query).toBe(401)
})

const source = readFileSync(join(import.meta.dirname, '../../../shopify/extensions/warmline/blocks/warmline.liquid'), 'utf8')
const [, template = '', schema = ''] = /^([\s\S]*)\{% schema %\}([\s\S]*)\{% endschema %\}/.exec(source) ?? []
const render = async (settings: object) =>
  (
    await new Liquid().parseAndRender(template, {
      block: {
        settings: { enabled: true, address: 'https://help.nordvik.example/', position: 'warmline', proxy: '/apps/warmline', ...settings },
      },
      request: { origin: 'https://nordvik.example' },
      routes: { account_login_url: '/account/login' },
    })
  )
    .replace(/\s+/g, ' ')
    .trim()

test('the block of the theme is the script tag, with what the editor sets and nothing else', async () => {
  expect(await render({})).toBe(
    '<script src="https://help.nordvik.example/hub.js" data-identity-url="/apps/warmline/identity" data-sign-in-url="https://nordvik.example/account/login" async ></script>',
  )
  expect(await render({ position: 'left', color: '#aa2255' })).toContain('data-position="left" data-color="#aa2255"')
  expect(await render({ enabled: false })).toBe('')
  expect(await render({ address: ' ' })).toBe('')
  expect(await render({ address: 'https://help.example/"><script>' })).not.toContain('"><script>')
})

test('the block’s schema is an app embed with every setting that the block asks for', () => {
  const { name, target, settings } = JSON.parse(schema) as {
    name: string
    target: string
    settings: { id: string; type: string; label: string }[]
  }
  expect(target).toBe('body')
  expect(name.length).toBeLessThanOrEqual(25)
  const used = [...template.matchAll(/block\.settings\.(\w+)/g)].map(([, id]) => id)
  expect(settings.map(({ id }) => id).sort()).toEqual([...new Set(used)].sort())
  for (const { label, type } of settings) expect([label, ['checkbox', 'text', 'select', 'color'].includes(type)]).toEqual([label, true])
})
