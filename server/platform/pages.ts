/** The pages in the browser: built by Vite when their sources changed, then served as files. */
import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { readdir, readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'

const root = join(import.meta.dirname, '../..')
/** Each has a vite.config.ts and is built into its own dist/. */
const pages = ['desk', 'hub', 'trial'] as const

/**
 * Builds what is not built yet or older than its sources, which takes a while and is told through `say`. An installation
 * without sources serves what it was shipped with.
 */
export async function buildPages(say: (line: string) => void = () => undefined): Promise<void> {
  let isTold = false
  const shared = await stamp([join(root, 'shared'), join(root, 'package-lock.json')])
  await Promise.all(
    pages.map(async (page) => {
      const folder = join(root, page)
      if (!existsSync(join(folder, 'vite.config.ts'))) return
      const wanted = createHash('sha256')
        .update(shared)
        .update(await stamp([folder]))
        .digest('hex')
      const stampPath = join(folder, 'dist', '.built-from')
      if ((await readFile(stampPath, 'utf8').catch(() => '')) === wanted) return
      if (!isTold) say('Building the pages.')
      isTold = true
      await promisify(execFile)(
        process.execPath,
        [join(root, 'node_modules/vite/bin/vite.js'), 'build', '--config', join(folder, 'vite.config.ts'), '--logLevel', 'warn'],
        // Built alike whatever the environment says: a NODE_ENV of tests would bring React's own checks into the pages.
        { cwd: root, maxBuffer: 2 ** 24, env: { NODE_ENV: 'production' } },
      )
      await writeFile(stampPath, wanted)
    }),
  )
}

async function stamp(paths: string[]): Promise<string> {
  const lines: string[] = []
  for (const path of paths) {
    const info = await stat(path)
    if (!info.isDirectory()) lines.push(`${path} ${info.size} ${info.mtimeMs}`)
    else
      for (const entry of await readdir(path, { withFileTypes: true, recursive: true })) {
        if (!entry.isFile() || entry.parentPath.includes(`${path}/dist`)) continue
        const file = join(entry.parentPath, entry.name)
        const { size, mtimeMs } = await stat(file)
        lines.push(`${file} ${size} ${mtimeMs}`)
      }
  }
  return lines.sort().join('\n')
}
