/** Load: the same work again and again by several clients at once. */
import { performance } from 'node:perf_hooks'

/** Does `work` once for each number below `count`, as `clients` clients that each wait for their answer. Returns the seconds it took. */
export async function byClients(clients: number, count: number, work: (item: number, client: number) => Promise<unknown>): Promise<number> {
  const begun = performance.now()
  let next = 0
  await Promise.all(
    Array.from({ length: clients }, async (_, client) => {
      for (let item = next++; item < count; item = next++) await work(item, client)
    }),
  )
  return (performance.now() - begun) / 1000
}
