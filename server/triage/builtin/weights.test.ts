import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { builtInModel, packModel, unpackModel } from './weights.ts'

const path = new URL('./weights.bin', import.meta.url)

it('writes what it reads', () => {
  const file = readFileSync(path)
  expect(packModel(unpackModel(file)).equals(file)).toBe(true)
})

it('refuses a file that was cut short', () => {
  const file = readFileSync(path)
  expect(() => unpackModel(file.subarray(0, file.length / 2))).toThrow()
})

it('stays small and is read once', () => {
  expect(readFileSync(path).length).toBeLessThan(5_000_000)
  expect(builtInModel()).toBe(builtInModel())
})
