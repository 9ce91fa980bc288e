/** A Chromium: the machine's own, or Debian's, which we bring. */
import { execFile, execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'

const known = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
]
/** Debian's Chromium without anything of a window: a page costs about half of what it does in the whole browser. */
export const shell = '/usr/lib/chromium/chromium-headless-shell'
const quiet = { stdio: 'ignore' as const, env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } }

export interface Browser {
  path: string
  /** Where its libraries are, when it lives in a folder of ours. */
  libraries?: string
}

/** For the stories: Debian's headless shell, brought where we are root, unless a browser is named; where it cannot be had, any browser. */
export async function findShell(folder: string): Promise<Browser> {
  if (!process.env.CHROMIUM_PATH && (existsSync(shell) || (await bringShell()))) return { path: shell }
  return findBrowser(folder)
}

const run = promisify(execFile)
async function bringShell(): Promise<boolean> {
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return false
  process.stdout.write('Bringing the headless shell of Chromium for the stories …\n')
  // Where there is no network the whole browser does, if it is here: nobody waits long for what does not come.
  const impatient = ['-qq', '-o', 'Acquire::Retries=0', '-o', 'Acquire::http::Timeout=15', '-o', 'Acquire::https::Timeout=15']
  const fonts = known.some((one) => existsSync(one)) ? [] : ['fonts-liberation']
  const install = ['install', '-y', '--no-install-recommends', 'chromium-headless-shell', ...fonts]
  try {
    await run('apt-get', [...impatient, 'update'], { env: quiet.env, timeout: 60_000 })
    await run('apt-get', [...impatient, ...install], { env: quiet.env, timeout: 180_000 })
  } catch {
    process.stdout.write('It could not be had; another browser will do.\n')
  }
  return existsSync(shell)
}

/** Finds a browser, or brings Debian's: installed where we are root, else unpacked into `folder`. Throws with what to do. */
export function findBrowser(folder: string): Browser {
  const path = process.env.CHROMIUM_PATH ?? known.find((one) => existsSync(one))
  if (path) return { path }
  const unpacked = unpackedIn(folder)
  if (existsSync(unpacked.path)) return unpacked
  if (!existsSync('/usr/bin/apt-get')) throw new Error('The stories need Chromium: install it, or name one in CHROMIUM_PATH.')
  process.stdout.write('Bringing Chromium for the stories …\n')
  if (process.getuid?.() !== 0) return unpack(folder)
  execFileSync('apt-get', ['update', '-qq'], quiet)
  execFileSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium', 'fonts-liberation'], quiet)
  return { path: '/usr/bin/chromium' }
}

const unpackedIn = (folder: string): Browser => ({
  path: join(folder, 'root/usr/lib/chromium/chromium'),
  libraries: readdirSync('/usr/lib', { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && entry.name.endsWith('-linux-gnu'))
    .map((entry) => join(folder, 'root/usr/lib', entry.name))
    .join(':'),
})

/** Without root: Debian's packages, fetched by apt with lists and cache of our own, and unpacked beside them. */
function unpack(folder: string): Browser {
  for (const part of ['state/lists/partial', 'cache/archives/partial', 'root']) mkdirSync(join(folder, part), { recursive: true })
  const status = '/var/lib/dpkg/status'
  const settings = [
    `Dir::State=${folder}/state`,
    `Dir::State::status=${status}`,
    `Dir::Cache=${folder}/cache`,
    'Debug::NoLocking=1',
    'APT::Sandbox::User=',
  ]
  writeFileSync(join(folder, 'state/extended_states'), '')
  const archives = join(folder, 'cache/archives')
  const apt = (...args: string[]) =>
    execFileSync('apt-get', [...settings.flatMap((setting) => ['-o', setting]), '-qq', ...args], {
      env: quiet.env,
      cwd: archives,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    })
  apt('update')
  // Which packages would be installed anybody may ask; `download` takes them without the locks that only root holds.
  const wanted = apt('install', '-y', '--print-uris', '--no-install-recommends', 'chromium').match(/\/[^/]+\.deb' (\S+?)_/g) ?? []
  apt('download', ...wanted.map((line) => line.replace(/^.*' (\S+?)_$/, '$1')))
  for (const name of readdirSync(archives).filter((one) => one.endsWith('.deb')))
    execFileSync('dpkg', ['-x', join(archives, name), join(folder, 'root')], quiet)
  return unpackedIn(folder)
}
