/** Every refusal that the desk can meet has a code, so that it is said in the language of the screen. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const server = join(import.meta.dirname, '../server')

/** Where a sentence of our own is enough, and why. */
const plain: Record<string, string> = {
  'hub/rate.ts': 'shoppers meet it in the hub, which says it in its own words',
  'hub/upload.ts': 'shoppers meet it in the hub, which says it in its own words',
  'hub/visit.ts': 'shoppers meet it in the hub, which says it in its own words',
  'hub/write.ts': 'shoppers meet it in the hub, which says it in its own words',
  'team/push.ts': 'an endpoint comes from the browser; only a program makes up another',
  'tickets/receive.ts': 'no procedure answers with it: whoever takes a message in reads the outcome',
  'trial/routes.ts': 'a program alone asks the demo’s devices for what has no shape',
}

const written = readdirSync(server, { recursive: true, encoding: 'utf8' })
  .filter((path) => /\.ts$/.test(path) && !/\.test\.|fake/.test(path))
  .flatMap((path) => {
    const text = readFileSync(join(server, path), 'utf8')
    // A sentence: a string or template literal anywhere in the refusal but as the code or a value of a reason.
    return [...text.matchAll(/\b(?:refused|conflict|forbidden)\(\s*(?:[^()]*\?\s*)?['`"]/g)].map(() => path)
  })

test('every refusal has a code, but for those that no page of the desk meets', () => {
  expect([...new Set(written)].sort()).toEqual(Object.keys(plain).sort())
})
