/** `npm test`: every check, one after the other, each saying how long it took; the first that fails ends the run. */
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { buildPages } from '../server/platform/pages.ts'
import { findBrowser } from './browser.ts'
import { bringDovecot } from './dovecot.ts'

const mailboxTests = 'server/channels/email/imap.test.ts'
const withoutMailboxes = bringDovecot() ? [] : ['--exclude', mailboxTests]
if (withoutMailboxes.length > 0) process.stdout.write(`${mailboxTests} is left out: it needs Dovecot (apt-get install dovecot-imapd).\n`)

const steps: [name: string, run: () => number | null | Promise<number>][] = [
  ['types', () => command('tsc') || command('tsc', '-p', 'hub') || command('tsc', '-p', 'trial')],
  ['style', () => command('biome', 'check', '.')],
  ['architecture', () => command('node', 'test/architecture.ts')],
  ['unused code', () => command('knip')],
  // Before the tests, some of which start the whole server: several at once must not build the same pages.
  ['pages', () => buildPages().then(() => 0)],
  ['tests', () => command('vitest', 'run', ...withoutMailboxes)],
  ['stories', () => command('vitest', 'run', '--config', 'test/stories/vitest.config.ts')],
]

const browser = findBrowser(join(import.meta.dirname, '../data/browser'))
process.env.CHROMIUM_PATH = browser.path
if (browser.libraries) process.env.CHROMIUM_LIBRARIES = browser.libraries
const begun = Date.now()
for (const [name, run] of steps) {
  const at = Date.now()
  const status = await run()
  process.stdout.write(`${status === 0 ? '✓' : '✗'} ${name}, ${((Date.now() - at) / 1000).toFixed(1)} s\n`)
  if (status !== 0) process.exit(1)
}
process.stdout.write(`All checks passed in ${((Date.now() - begun) / 1000).toFixed(0)} s.\n`)

function command(name: string, ...args: string[]): number | null {
  return spawnSync(name, args, { stdio: 'inherit' }).status
}
