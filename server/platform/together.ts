/**
 * Natural batching: what is asked while earlier work is under way waits, and goes together in the next. Nobody waits by the
 * clock, and somebody alone goes at once.
 */
import { setImmediate as endOfMoment } from 'node:timers/promises'

export interface Limits {
  /** Items in one group. */
  most: number
  /** Groups under way at one time. A further one begins only when `enough` wait for it, or when those before it are held up. */
  atOnce: number
  enough: number
  /** A group under way for longer than this is held up, in milliseconds. */
  heldUpMs?: number
  /** A group waits so many milliseconds at most for what is announced. */
  patienceMs?: number
  /** Is it useless to try each of a group alone after this error? */
  isHopeless?(error: unknown): boolean
}

interface Waiting<Item, Result> {
  item: Item
  resolve(result: Result): void
  reject(error: unknown): void
}

/** Hands an item to the next group. */
export interface Together<Item, Result> {
  (item: Item): Promise<Result>
  /**
   * Announces an item that is being prepared: the next group waits a moment for it. What this answers takes the announcement back; it is
   * to be called once the item was handed over, or is not to come.
   */
  expect(): () => void
}

/**
 * Makes of `work`, which answers a group in order and as a whole or not at all, a function for one item. When a group
 * fails, each goes alone, so that nobody suffers for what was wrong with another.
 */
export function together<Item, Result>(
  work: (items: Item[]) => Promise<Result[]>,
  { most, atOnce, enough, heldUpMs = 50, patienceMs = 10, isHopeless = () => false }: Limits,
): Together<Item, Result> {
  const waiting: Waiting<Item, Result>[] = []
  let running = 0
  let lastBegan = 0
  let announced = 0
  let allHere: (() => void) | undefined

  // Two groups of four cost more than one of eight, so the second does not begin for a few.
  const mayBegin = () => running === 0 || (running < atOnce && (waiting.length >= enough || performance.now() - lastBegan > heldUpMs))

  async function go(group: Waiting<Item, Result>[]): Promise<void> {
    try {
      const results = await work(group.map(({ item }) => item))
      // The answers of one group hold as many as were asked.
      group.forEach(({ resolve }, index) => {
        resolve(results[index] as Result)
      })
    } catch (error) {
      if (group.length > 1 && !isHopeless(error)) await Promise.all(group.map((one) => go([one])))
      else for (const { reject } of group) reject(error)
    }
  }

  async function goOn(): Promise<void> {
    running++
    lastBegan = performance.now()
    // What comes in the same moment, by other connections, goes together too.
    await endOfMoment()
    while (waiting.length > 0) {
      if (announced > 0 && waiting.length < most) await gather()
      lastBegan = performance.now()
      await go(waiting.splice(0, most))
    }
    running--
  }

  // A group of several costs hardly more than one of one, and those on their way are here sooner than it would end.
  async function gather(): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>()
    const limit = setTimeout(resolve, patienceMs)
    allHere = resolve
    await promise
    clearTimeout(limit)
  }

  const hand = (item: Item): Promise<Result> =>
    new Promise((resolve, reject) => {
      waiting.push({ item, resolve, reject })
      if (waiting.length >= most) allHere?.()
      if (mayBegin()) void goOn()
    })
  const expect = () => {
    announced++
    let isOver = false
    return () => {
      if (!isOver) announced--
      isOver = true
      if (announced === 0) allHere?.()
    }
  }
  return Object.assign(hand, { expect })
}
