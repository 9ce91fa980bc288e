/** Programs of Debian that some tests run: brought where they are missing and we may. */
import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'

/** Is it here, or could it be brought? `answers` are what its installation would ask, as debconf has them. */
export function bring(program: string, packageName: string, answers = ''): boolean {
  if (existsSync(program)) return true
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return false
  process.stdout.write(`Bringing ${packageName} for the tests of mail …\n`)
  const quiet = { env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } }
  if (answers) execFileSync('debconf-set-selections', { ...quiet, input: answers })
  execFileSync('apt-get', ['update', '-qq'], { ...quiet, stdio: 'ignore' })
  execFileSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', packageName], { ...quiet, stdio: 'ignore' })
  return existsSync(program)
}
