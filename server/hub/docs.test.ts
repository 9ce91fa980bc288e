/** What the handbook says of signing shoppers is what the server takes. */
import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { readIdentity } from './identity.ts'

const page = readFileSync(join(import.meta.dirname, '../../docs/hub.md'), 'utf8')
const lines = (language: string) => new RegExp(`\`\`\`${language}\\n([\\s\\S]*?)\`\`\``).exec(page)?.[1] ?? ''
const secret = 'a secret with / and é'
const audience = 'https://help.shop.example'

test('the lines for Node sign a token that is good once, for this Warmline, for some minutes', async () => {
  const shopper = { id: 4711, name: 'Zoë "Zo" O’Brien', email: 'zoe@shop.example' }
  const program = `${lines('js')}\nprocess.stdout.write(signShopper(${JSON.stringify(shopper)}))`
  const env = { PATH: process.env.PATH, WARMLINE_HUB_SECRET: secret, WARMLINE_URL: audience }
  const token = execFileSync(process.execPath, ['--input-type=module', '-e', program], { env, encoding: 'utf8' })
  const signed = await readIdentity(token, { secrets: [secret], audience })
  expect(signed).toMatchObject({ shopperId: '4711', name: shopper.name, email: shopper.email, tokenId: expect.any(String) })
  expect(signed.expiresAt.getTime()).toBeLessThan(Date.now() + 10 * 60_000)
  await expect(readIdentity(token, { secrets: [secret], audience: 'https://other.example' })).rejects.toMatchObject({ status: 401 })
})

test('the lines for every other language make the same claims', () => {
  for (const language of ['js', 'php', 'python', 'ruby'])
    for (const claim of ['sub', 'name', 'email', 'iat', 'exp', 'jti', 'aud', '300', 'HS256', 'WARMLINE_HUB_SECRET', 'WARMLINE_URL'])
      expect(lines(language), `${language}: ${claim}`).toContain(claim)
})
