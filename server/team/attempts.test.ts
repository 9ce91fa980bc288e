import { expect, test } from 'vitest'
import { openAttempts } from './attempts.ts'

function openAtTime() {
  let now = 1_000_000
  const attempts = openAttempts({ burst: 3, everySeconds: 10 }, () => now)
  return { ...attempts, wait: (seconds: number) => (now += seconds * 1000) }
}

test('a few come at once, then one at a time, with the seconds to wait', () => {
  const { take, wait } = openAtTime()
  expect([1, 2, 3, 4].map(() => take(['a']))).toEqual([0, 0, 0, 10])
  wait(4)
  expect(take(['a'])).toBe(6)
  wait(6)
  expect([take(['a']), take(['a'])]).toEqual([0, 10])
})

test('one key’s attempts are not another’s, and asking in vain costs nothing', () => {
  const { take, wait } = openAtTime()
  for (let i = 0; i < 20; i++) take(['a'])
  expect(take(['b'])).toBe(0)
  expect(take(['b', 'a'])).toBe(10)
  expect([take(['b']), take(['b']), take(['b'])]).toEqual([0, 0, 10])
  wait(10)
  expect(take(['a'])).toBe(0)
})

test('an attempt that was given back was none', () => {
  const { take, giveBack } = openAtTime()
  for (let i = 0; i < 20; i++) {
    expect(take(['a'])).toBe(0)
    giveBack(['a'])
  }
  giveBack(['a'])
  expect([1, 2, 3, 4].map(() => take(['a']))).toEqual([0, 0, 0, 10])
})

test('however many names a flood invents, memory stays bounded and the newest are counted', () => {
  const { take } = openAtTime()
  for (let i = 0; i < 150_000; i++) take([`name ${i}`])
  for (let i = 0; i < 3; i++) take(['last'])
  expect(take(['last'])).toBe(10)
  expect([take(['name 0']), take(['name 0']), take(['name 0'])]).toEqual([0, 0, 0])
})
