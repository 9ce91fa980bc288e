/** What the handbook says of signing shoppers is what the server takes: its lines are run, in each language that is on this machine. */
import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { readIdentity } from './identity.ts'

const page = readFileSync(join(import.meta.dirname, '../../docs/hub.md'), 'utf8')
const lines = (language: string) => new RegExp(`\`\`\`${language}\\n([\\s\\S]*?)\`\`\``).exec(page)?.[1] ?? ''
const secret = 'a secret with / and é'
const audience = 'https://help.shop.example'
const shopper = { id: 4711, name: 'Zoë "Zo" O’Brien', email: 'zoe@shop.example' }
/** In JSON, from the environment: no language's own quotes come between. */
const env = { ...process.env, WARMLINE_HUB_SECRET: secret, WARMLINE_URL: audience, SHOPPER: JSON.stringify(shopper) }

interface Language {
  name: string
  command: string
  run: (program: string) => string[]
  /** Signs the shopper of the environment and prints the token. */
  signs: string
}
const languages: Record<string, Language> = {
  js: {
    name: 'Node',
    command: process.execPath,
    run: (program) => ['--input-type=module', '-e', program],
    signs: 'process.stdout.write(signShopper(JSON.parse(process.env.SHOPPER)))',
  },
  php: {
    name: 'PHP',
    command: 'php',
    run: (program) => ['-r', program.replace('<?php', '')],
    signs: 'echo sign_shopper(json_decode(getenv("SHOPPER"), true));',
  },
  python: {
    name: 'Python',
    command: 'python3',
    run: (program) => ['-c', program],
    signs: 'print(sign_shopper(json.loads(os.environ["SHOPPER"])), end="")',
  },
  ruby: {
    name: 'Ruby',
    command: 'ruby',
    run: (program) => ['-e', program],
    signs: 'print sign_shopper(JSON.parse(ENV["SHOPPER"], symbolize_names: true))',
  },
}

for (const [key, { name, command, run, signs }] of Object.entries(languages))
  test(`the lines for ${name} sign a token that is good once, for this Warmline, for some minutes`, async () => {
    const { stdout: token, stderr, error } = spawnSync(command, run(`${lines(key)}\n${signs}`), { env, encoding: 'utf8' })
    if (error && 'code' in error && error.code === 'ENOENT') return void console.info(`no ${name} on this machine: its lines are only read`)
    expect(stderr).toBe('')
    const signed = await readIdentity(token, { secrets: [secret], audience })
    expect(signed).toMatchObject({ shopperId: '4711', name: shopper.name, email: shopper.email, tokenId: expect.any(String) })
    expect(signed.expiresAt.getTime()).toBeLessThan(Date.now() + 10 * 60_000)
    await expect(readIdentity(token, { secrets: [secret], audience: 'https://other.example' })).rejects.toMatchObject({ status: 401 })
  })

test('the lines for every language make the same claims', () => {
  for (const language of Object.keys(languages))
    for (const claim of ['sub', 'name', 'email', 'iat', 'exp', 'jti', 'aud', '300', 'HS256', 'WARMLINE_HUB_SECRET', 'WARMLINE_URL'])
      expect(lines(language), `${language}: ${claim}`).toContain(claim)
})
