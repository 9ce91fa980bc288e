/** What processes cost, by the kernel's own books (Linux). */
import { readdir, readFile, writeFile } from 'node:fs/promises'

// The kernel counts processor time in ticks of a hundredth of a second for every program that asks.
const tick = 10

interface Stat {
  parent: number
  /** Milliseconds of the process, and of its children that have ended. */
  own: number
  ended: number
}

async function statOf(pid: number): Promise<Stat | undefined> {
  const text = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '')
  // The name in the second field may hold spaces and brackets; the rest begins after its last bracket.
  const [, parent, , , , , , , , , , user, system, endedUser, endedSystem] = text
    .slice(text.lastIndexOf(')') + 2)
    .split(' ')
    .map(Number)
  if (parent === undefined || user === undefined || system === undefined) return undefined
  return { parent, own: (user + system) * tick, ended: ((endedUser ?? 0) + (endedSystem ?? 0)) * tick }
}

/** A process and its children. */
export async function familyOf(pid: number): Promise<number[]> {
  const all = (await readdir('/proc')).map(Number).filter((one) => one > 0)
  const parents = await Promise.all(all.map(async (one) => [one, (await statOf(one))?.parent] as const))
  return [pid, ...parents.filter(([, parent]) => parent === pid).map(([one]) => one)]
}

/** Processor milliseconds that one process has used so far. */
export async function processorTime(pid: number): Promise<number> {
  return (await statOf(pid))?.own ?? Number.NaN
}

/** The same of a process with all its children, those that ended included. */
export async function familyProcessorTime(pid: number): Promise<number> {
  const [head, ...children] = await Promise.all((await familyOf(pid)).map(statOf))
  return (head?.own ?? Number.NaN) + (head?.ended ?? 0) + children.reduce((sum, child) => sum + (child?.own ?? 0), 0)
}

/** Resident and proportional memory in MiB; shared pages count in the second for their share. */
export async function memoryOf(pids: number[]): Promise<{ resident: number; proportional: number }> {
  const sums = { resident: 0, proportional: 0 }
  for (const pid of pids) {
    const text = await readFile(`/proc/${pid}/smaps_rollup`, 'utf8').catch(() => '')
    sums.resident += Number(/^Rss:\s+(\d+)/m.exec(text)?.[1] ?? 0) / 1024
    sums.proportional += Number(/^Pss:\s+(\d+)/m.exec(text)?.[1] ?? 0) / 1024
  }
  return sums
}

/** From now on the highest memory of a process is counted anew. */
export const forgetPeak = (pid: number): Promise<void> => writeFile(`/proc/${pid}/clear_refs`, '5')

/** The highest resident memory of a process since then, in MiB. */
export async function peakOf(pid: number): Promise<number> {
  const text = await readFile(`/proc/${pid}/status`, 'utf8')
  return Number(/^VmHWM:\s+(\d+)/m.exec(text)?.[1]) / 1024
}
