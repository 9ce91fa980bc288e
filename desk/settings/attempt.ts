import type { QueryKey } from '@tanstack/react-query'
import { queries } from '../api.ts'
import { say, sayProblem } from '../notices.ts'

/** Does something on the server, asks anew for what it changed, and says how it went. True when it is done. */
export async function attempt(
  does: () => Promise<unknown>,
  { changes, problem, done }: { changes: QueryKey; problem: string; done?: string },
): Promise<boolean> {
  try {
    await does()
    await queries.invalidateQueries({ queryKey: changes })
    if (done) say(done)
    return true
  } catch (error) {
    sayProblem(problem, error)
    return false
  }
}
