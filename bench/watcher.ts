/** An agent who watches the list of tickets: a live connection that refetches when told of a change, and when each ticket came up. */
import { setTimeout as sleep } from 'node:timers/promises'
import { openLiveLine } from './liveLine.ts'
import type { HttpClient } from './shoppers.ts'

const patience = 60_000
/** After the last message, in milliseconds. */
const hintsComeWithin = 1000

export interface Watcher {
  /** Waits until all of these marks were seen; answers when each was first. Throws when one never is. */
  until(marks: string[]): Promise<Map<string, number>>
  close(): void
}

/** Opens it. `mark` finds in a ticket's preview what names it. */
export async function watchList(address: string, desk: HttpClient, cookie: string, mark: RegExp): Promise<Watcher> {
  const seen = new Map<string, number>()
  let failure: unknown
  let isFetching = false
  let isStale = false
  let isClosed = false

  const page = async (cursor?: string): Promise<string | null> => {
    const from = cursor ? `&cursor=${encodeURIComponent(cursor)}` : ''
    const list = JSON.parse(await desk.ask('GET', `/api/v1/tickets?view=all&sort=newest&limit=100${from}`, { cookie })) as {
      tickets: { preview: string }[]
      nextCursor: string | null
    }
    const now = performance.now()
    for (const { preview } of list.tickets) {
      const found = mark.exec(preview)?.[1]
      if (found && !seen.has(found)) seen.set(found, now)
    }
    return list.nextCursor
  }
  const refetch = async () => {
    isStale = true
    if (isFetching) return
    isFetching = true
    while (isStale && !isClosed) {
      isStale = false
      await page()
    }
    isFetching = false
  }
  const told = () => {
    refetch().catch((error: unknown) => {
      failure ??= error
    })
  }

  const socket = await openLiveLine(address, cookie, told)

  return {
    async until(marks) {
      const deadline = performance.now() + patience
      const isMissing = () => marks.some((one) => !seen.has(one))
      for (const calm = performance.now() + hintsComeWithin; isMissing() && performance.now() < calm; ) await sleep(5)
      // What came and went between two fetches of the first page stands on the next ones, and counts from when it is found there.
      for (let cursor: string | undefined; isMissing() && performance.now() < deadline; ) {
        if (failure) throw failure
        cursor = (await page(cursor)) ?? undefined
        if (!cursor) await sleep(20)
      }
      if (isMissing()) throw new Error('a message never came on the screen')
      return seen
    },
    close() {
      isClosed = true
      socket.close()
    },
  }
}
