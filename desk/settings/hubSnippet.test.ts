import { execFileSync, spawnSync } from 'node:child_process'
import { createHmac } from 'node:crypto'
import { Liquid } from 'liquidjs'
import { expect, test } from 'vitest'
import { readIdentity } from '../../server/hub/identity.ts'
import { snippetKinds, snippetOf } from './hubSnippet.ts'

const secret = 'a secret of some length, with / and + and é in it'
const shopper = { id: 4711, name: 'Zoë "Zo" O’Brien', email: 'zoe@shop.example' }
const known = { shopperId: '4711', name: 'Zoë "Zo" O’Brien', email: 'zoe@shop.example' }

const audience = 'https://help.shop.example'
const asked = { secrets: [secret] as const, audience }
/** What else a token of ours says: for how long, for whom, and its own name. */
const claimsOf = (token: string) => JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString())

test('the lines for Node sign a token that the hub takes', async () => {
  const shop = `const app = { get: (_, answer) => answer({ session: { customer: ${JSON.stringify(shopper)} } }, response) }
const response = { set: () => response, json: (said) => process.stdout.write(said.identity) }
${snippetOf('Node', audience)
  .replace('app.get(', 'setImmediate(() => app.get(')
  .replace(/\}\)\n$/, '}))\n')}`
  const env = { ...process.env, WARMLINE_HUB_SECRET: secret }
  const token = execFileSync(process.execPath, ['--input-type=module', '-e', shop], { env, encoding: 'utf8' })
  expect(await readIdentity(token, asked)).toMatchObject({ ...known, tokenId: expect.stringMatching(/^[0-9a-f-]{36}$/) })
  await expect(readIdentity(token, { ...asked, audience: 'https://another.example' })).rejects.toMatchObject({
    data: { problem: 'invalid' },
  })
  const { iat, exp } = claimsOf(token)
  expect(exp - iat).toBe(300)
})

test('the lines for PHP sign a token that the hub takes', async () => {
  const customer = JSON.stringify({ customer: shopper })
  const page = snippetOf('PHP', audience)
    .replace('<?php', '')
    .replace('session_start();', '$_SESSION = json_decode(getenv("SESSION"), true);')
  const env = { ...process.env, WARMLINE_HUB_SECRET: secret, SESSION: customer }
  const { stdout, stderr, error } = spawnSync('php', ['-r', page.replace(/^.*\n/, '')], { env, encoding: 'utf8' })
  if (error && 'code' in error && error.code === 'ENOENT') return void console.info('no PHP on this machine: its lines are only read')
  expect(stderr).toBe('')
  const { identity } = JSON.parse(stdout)
  expect(await readIdentity(identity, asked)).toMatchObject({ ...known, tokenId: expect.stringMatching(/^[0-9a-f]{32}$/) })
  const { iat, exp } = claimsOf(identity)
  expect(exp - iat).toBe(300)
})

/** Liquid with the three filters and the tag that Shopify adds to the language. */
function shopify(): Liquid {
  const engine = new Liquid()
  engine.registerFilter('base64_url_safe_encode', (text: string) =>
    Buffer.from(text).toString('base64').replaceAll('+', '-').replaceAll('/', '_'),
  )
  engine.registerFilter('hmac_sha256', (text: string, key: string) => createHmac('sha256', key).update(text).digest('hex'))
  return engine
}
const render = (customer: object | null) =>
  shopify().parseAndRender(snippetOf('Liquid', audience).replace('{%- layout none -%}', '').replace('PASTE THE SECRET HERE', secret), {
    customer,
  })

test('the lines for Shopify sign a token that the hub takes, whatever its signature begins with', async () => {
  for (let id = 1; id <= 40; id++) {
    const { identity } = JSON.parse(await render({ ...shopper, id }))
    expect(await readIdentity(identity, asked)).toMatchObject({
      ...known,
      shopperId: String(id),
      tokenId: expect.stringMatching(/^\d+-\d{19}$/),
    })
    const { iat, exp, aud } = claimsOf(identity)
    expect([exp - iat, aud]).toEqual([300, audience])
  }
})

test('the lines for Shopify say that nobody is signed in', async () => {
  expect(JSON.parse(await render(null))).toEqual({ identity: null })
})

test('every kind of lines names the Warmline that it is for, ends its tokens after five minutes and gives each a name', () => {
  for (const kind of snippetKinds) {
    const lines = snippetOf(kind, audience)
    expect(lines).toContain(audience)
    expect(lines).toMatch(/\b300\b/)
    expect(lines).toMatch(/\bjti\b/)
    expect(lines).not.toContain('3600')
  }
})
