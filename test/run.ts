/**
 * `npm test`: what can be told from the sources at once, then the tests, then the stories, each saying how long it took, and all at
 * the end; what fails ends the run.
 */
import { spawn, spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { buildPages } from '../server/platform/pages.ts'
import { findShell } from './browser.ts'
import { bringDovecot } from './dovecot.ts'
import { bringPostfix } from './postfix.ts'

const needs: [tests: string, what: string, isHere: boolean][] = [
  ['{server/channels/email,test/stories}/imap.test.ts', 'Dovecot (apt-get install dovecot-imapd)', bringDovecot()],
  ['test/faults/postfix.test.ts', 'root, Dovecot and Postfix (apt-get install dovecot-imapd postfix)', bringDovecot() && bringPostfix()],
]
const leftOut = needs.filter(([, , isHere]) => !isHere)
for (const [tests, what] of leftOut) process.stdout.write(`${tests} is left out: it needs ${what}.\n`)

const begun = Date.now()
const bringing = findShell(join(import.meta.dirname, '../data/browser'))
const took: string[] = []
/** Does one thing, says how long it took, and whether it ended well. */
async function step(name: string, run: () => Promise<boolean>): Promise<boolean> {
  const at = Date.now()
  const isFine = await run()
  const seconds = ((Date.now() - at) / 1000).toFixed(1)
  took.push(`${name} ${seconds} s`)
  process.stdout.write(`${isFine ? '✓' : '✗'} ${name}, ${seconds} s\n`)
  return isFine
}

// Two at a time, each of one core. Several checkers of types would each find out anew what the types of the contract are.
const types = step('types', async () => (await passes('tsc --checkers 1')) && (await passes('tsc -p hub')) && passes('tsc -p trial'))
const sources = async () =>
  (await step('style', () => passes('biome check .'))) &&
  (await step('architecture', () => passes('node test/architecture.ts'))) &&
  (await step('unused code', () => passes('knip'))) &&
  // Before the tests, some of which start the whole server: several at once must not build the same pages.
  step('pages', () => buildPages().then(() => true))
if ((await Promise.all([types, sources()])).includes(false)) process.exit(1)

const browser = await bringing
process.env.CHROMIUM_PATH = browser.path
if (browser.libraries) process.env.CHROMIUM_LIBRARIES = browser.libraries

const excluded = leftOut.flatMap(([tests]) => ['--exclude', tests])
const vitest = async (...args: string[]) => spawnSync('vitest', ['run', ...excluded, ...args], { stdio: 'inherit' }).status === 0
if (!(await step('tests', () => vitest()))) process.exit(1)
if (!(await step('stories', () => vitest('--config', 'test/stories/vitest.config.ts')))) process.exit(1)
process.stdout.write(`All checks passed in ${((Date.now() - begun) / 1000).toFixed(0)} s: ${took.join(', ')}.\n`)

/** Does the command end well? What it says is told in one piece, once it has ended. */
function passes(command: string): Promise<boolean> {
  const [name = '', ...args] = command.split(' ')
  const child = spawn(name, args, {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...(process.stdout.isTTY && { FORCE_COLOR: '1' }) },
  })
  let said = ''
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk) => {
      said += chunk
    })
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (code) => {
      process.stdout.write(said)
      resolve(code === 0)
    })
  })
}
