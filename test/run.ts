/** `npm test`: every check, one after the other, each saying how long it took, and all at the end; the first that fails ends the run. */
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { buildPages } from '../server/platform/pages.ts'
import { findBrowser } from './browser.ts'
import { bringDovecot } from './dovecot.ts'
import { bringPostfix } from './postfix.ts'

const needs: [tests: string, what: string, isHere: boolean][] = [
  ['server/channels/email/imap.test.ts', 'Dovecot (apt-get install dovecot-imapd)', bringDovecot()],
  ['test/faults/postfix.test.ts', 'root, Dovecot and Postfix (apt-get install dovecot-imapd postfix)', bringDovecot() && bringPostfix()],
]
const leftOut = needs.filter(([, , isHere]) => !isHere)
for (const [tests, what] of leftOut) process.stdout.write(`${tests} is left out: it needs ${what}.\n`)

const steps: [name: string, run: () => number | null | Promise<number>][] = [
  ['types', () => command('tsc') || command('tsc', '-p', 'hub') || command('tsc', '-p', 'trial')],
  ['style', () => command('biome', 'check', '.')],
  ['architecture', () => command('node', 'test/architecture.ts')],
  ['unused code', () => command('knip')],
  // Before the tests, some of which start the whole server: several at once must not build the same pages.
  ['pages', () => buildPages().then(() => 0)],
  ['tests', () => command('vitest', 'run', ...leftOut.flatMap(([tests]) => ['--exclude', tests]))],
  ['stories', () => command('vitest', 'run', '--config', 'test/stories/vitest.config.ts')],
]

const browser = findBrowser(join(import.meta.dirname, '../data/browser'))
process.env.CHROMIUM_PATH = browser.path
if (browser.libraries) process.env.CHROMIUM_LIBRARIES = browser.libraries
const begun = Date.now()
const took: string[] = []
for (const [name, run] of steps) {
  const at = Date.now()
  const status = await run()
  const seconds = ((Date.now() - at) / 1000).toFixed(1)
  took.push(`${name} ${seconds} s`)
  process.stdout.write(`${status === 0 ? '✓' : '✗'} ${name}, ${seconds} s\n`)
  if (status !== 0) process.exit(1)
}
process.stdout.write(`All checks passed in ${((Date.now() - begun) / 1000).toFixed(0)} s: ${took.join(', ')}.\n`)

function command(name: string, ...args: string[]): number | null {
  return spawnSync(name, args, { stdio: 'inherit' }).status
}
