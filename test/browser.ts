/** A Chromium for the whole-product stories: the machine's own, or one that we bring. */
import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'

const known = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
]

/** The path of a browser; installs Debian's where we may. Throws with what to do where we may not. */
export function findBrowser(): string {
  const named = process.env.CHROMIUM_PATH
  if (named) return named
  const found = known.find((path) => existsSync(path))
  if (found) return found
  if (process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    process.stdout.write('Installing Chromium for the stories …\n')
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
    execFileSync('apt-get', ['update', '-qq'], { env, stdio: 'ignore' })
    execFileSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium', 'fonts-liberation'], { env, stdio: 'ignore' })
    return '/usr/bin/chromium'
  }
  throw new Error('The stories need Chromium: install it, or name one in CHROMIUM_PATH.')
}
