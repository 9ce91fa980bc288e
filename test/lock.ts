/**
 * `npm run lock`: completes package-lock.json after a change of dependencies.
 *
 * A registry that does not (yet) show a platform's binary package makes npm leave it out of the lock, and `npm ci` then
 * refuses the lock on every machine. Each such sibling gets an entry with the version its parent names and the platform
 * its name states, but no integrity hash: on those platforms alone the download is not checked against the lock.
 */
import { readFileSync, writeFileSync } from 'node:fs'

interface Entry {
  version: string
  optional?: boolean
  optionalDependencies?: Record<string, string>
  os?: string[]
  cpu?: string[]
  libc?: string[]
  dev?: boolean
}

const path = 'package-lock.json'
const lock: { packages: Record<string, Entry> } = JSON.parse(readFileSync(path, 'utf8'))
const cpus = ['x64', 'arm64', 'ia32', 'ppc64', 's390x', 'riscv64', 'loong64', 'arm', 'wasm32']
const added: string[] = []

for (const [place, entry] of Object.entries(lock.packages)) {
  for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
    const parts = name.split(/[/-]/)
    const os = ['darwin', 'linux', 'win32', 'freebsd', 'android', 'openharmony', 'aix', 'netbsd', 'openbsd', 'sunos'].find((word) =>
      parts.includes(word),
    )
    const nested = `${place}/node_modules/${name}`
    if (!os || lock.packages[`node_modules/${name}`] || lock.packages[nested]) continue
    const cpu = cpus.find((word) => parts.includes(word))
    const libc = parts.some((part) => part.startsWith('musl')) ? 'musl' : os === 'linux' && parts.includes('gnu') ? 'glibc' : undefined
    lock.packages[`node_modules/${name}`] = {
      version: version.replace(/^[^\d]*/, ''),
      ...(cpu && { cpu: [cpu] }),
      ...(entry.dev && { dev: true }),
      ...(libc && { libc: [libc] }),
      optional: true,
      os: [os],
    }
    added.push(name)
  }
}

lock.packages = Object.fromEntries(Object.entries(lock.packages).sort(([a], [b]) => (a < b ? -1 : 1)))
writeFileSync(path, `${JSON.stringify(lock, null, 2)}\n`)
console.log(added.length > 0 ? `added without integrity hash: ${added.join(', ')}` : 'nothing was missing')
