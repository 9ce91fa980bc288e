/** What work costs: how long it takes, and the processor time of our program and of all PostgreSQL processes. */
import { familyProcessorTime, processorTime } from './processes.ts'

/** Processor time in milliseconds an item. */
export interface Cost {
  perSecond: number
  program: number
  database: number
}

/** Does `work`, which comes to `count` items, and says what each cost. `pid` is the program whose time counts. */
export async function costOf(
  { pid, postgresPid }: { pid: number; postgresPid: number },
  count: number,
  work: () => Promise<unknown>,
): Promise<Cost> {
  const [programBefore, databaseBefore] = await Promise.all([processorTime(pid), familyProcessorTime(postgresPid)])
  const begun = performance.now()
  await work()
  const seconds = (performance.now() - begun) / 1000
  const [programAfter, databaseAfter] = await Promise.all([processorTime(pid), familyProcessorTime(postgresPid)])
  return { perSecond: count / seconds, program: (programAfter - programBefore) / count, database: (databaseAfter - databaseBefore) / count }
}
