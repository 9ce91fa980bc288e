import { expect, test } from 'vitest'
import { together } from './together.ts'

interface Steps {
  most?: number
  atOnce?: number
  enough?: number
  heldUpMs?: number
  patienceMs?: number
  fails?(items: number[]): boolean
  isHopeless?(error: unknown): boolean
}

/** Work that ends when it is told to, and remembers its groups. */
function openSteps({
  most = 10,
  atOnce = 1,
  enough = 1,
  heldUpMs = Number.POSITIVE_INFINITY,
  patienceMs,
  fails = () => false,
  isHopeless,
}: Steps = {}) {
  const groups: number[][] = []
  const ends: (() => void)[] = []
  const ask = together(
    async (items: number[]) => {
      groups.push(items)
      await new Promise<void>((resolve) => ends.push(resolve))
      if (fails(items)) throw new Error(`no ${items}`)
      return items.map((item) => item * 10)
    },
    { most, atOnce, enough, heldUpMs, patienceMs, isHopeless },
  )
  /** Lets the oldest group under way end, and what follows begin. */
  const step = async () => {
    await expect.poll(() => ends.length).toBeGreaterThan(0)
    ends.shift()?.()
  }
  return { ask, groups, step }
}

test('somebody alone goes at once; what comes meanwhile goes together, in order, in groups that are not too large', async () => {
  const { ask, groups, step } = openSteps({ most: 2 })
  const first = ask(1)
  await expect.poll(() => groups).toEqual([[1]])
  const others = [2, 3, 4].map(ask)
  expect(groups).toEqual([[1]])
  for (let group = 0; group < 3; group++) await step()
  expect(await Promise.all([first, ...others])).toEqual([10, 20, 30, 40])
  expect(groups).toEqual([[1], [2, 3], [4]])
})

test('no more groups are under way than may be', async () => {
  const { ask, groups, step } = openSteps({ atOnce: 2 })
  const answers = []
  for (const item of [1, 2, 3, 4]) {
    answers.push(ask(item))
    await expect.poll(() => groups.length).toBe(Math.min(item, 2))
  }
  for (let group = 0; group < 3; group++) await step()
  expect(await Promise.all(answers)).toEqual([10, 20, 30, 40])
  expect(groups).toEqual([[1], [2], [3, 4]])
})

test('when a group fails each goes alone, and only the one at fault hears of it', async () => {
  const { ask, groups, step } = openSteps({ fails: (items) => items.includes(2) })
  const answers = Promise.allSettled([1, 2, 3].map(ask))
  for (let group = 0; group < 4; group++) await step()
  expect((await answers).map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
  expect(groups).toEqual([[1, 2, 3], [1], [2], [3]])
})

test('where each alone would fail as well, all hear it at once, and the next are tried', async () => {
  const { ask, groups, step } = openSteps({ fails: (items) => items.includes(1), isHopeless: () => true })
  const answers = Promise.allSettled([1, 2].map(ask))
  await step()
  expect((await answers).map(({ status }) => status)).toEqual(['rejected', 'rejected'])
  const next = ask(3)
  await step()
  expect(await next).toBe(30)
  expect(groups).toEqual([[1, 2], [3]])
})

test('a second group begins only for enough of them', async () => {
  const { ask, groups, step } = openSteps({ atOnce: 2, enough: 3 })
  const answers = [ask(1)]
  await expect.poll(() => groups).toEqual([[1]])
  answers.push(ask(2), ask(3))
  await new Promise(setImmediate)
  expect(groups).toEqual([[1]])
  answers.push(ask(4))
  await expect.poll(() => groups).toEqual([[1], [2, 3, 4]])
  for (let group = 0; group < 2; group++) await step()
  expect(await Promise.all(answers)).toEqual([10, 20, 30, 40])
})

test('whoever comes after a group that is held up does not wait for it', async () => {
  const { ask, groups, step } = openSteps({ atOnce: 2, enough: 100, heldUpMs: -1 })
  const answers = [ask(1)]
  await expect.poll(() => groups).toEqual([[1]])
  answers.push(ask(2))
  await expect.poll(() => groups).toEqual([[1], [2]])
  for (let group = 0; group < 2; group++) await step()
  expect(await Promise.all(answers)).toEqual([10, 20])
})

test('a group waits for what is announced until all of it is there, or will not come, but no longer than it may', async () => {
  const { ask, groups, step } = openSteps({ patienceMs: 60_000 })
  const [first, second] = [ask.expect(), ask.expect()]
  const answers = [ask(1)]
  first()
  answers.push(ask(2))
  second()
  await step()
  expect(await Promise.all(answers)).toEqual([10, 20])
  const never = ask.expect()
  const next = ask(3)
  never()
  await step()
  expect(await next).toBe(30)
  expect(groups).toEqual([[1, 2], [3]])
  const hasty = openSteps({ patienceMs: 1 })
  hasty.ask.expect()
  const alone = hasty.ask(1)
  await hasty.step()
  expect(await alone).toBe(10)
})

test('a full group waits for nobody', async () => {
  const { ask, groups, step } = openSteps({ most: 2, patienceMs: 60_000 })
  ask.expect()
  const answers = [1, 2].map(ask)
  await step()
  expect(await Promise.all(answers)).toEqual([10, 20])
  expect(groups).toEqual([[1, 2]])
})
