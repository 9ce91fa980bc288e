import { expect, test } from 'vitest'
import { z } from 'zod'
import { uuidv7 } from './uuid.ts'

test('the name of a message is a UUIDv7 that the API accepts', () => {
  for (let count = 0; count < 100; count++) expect(z.uuidv7().safeParse(uuidv7()).success).toBe(true)
})

test('it carries its time, so that a later one sorts after an earlier one', () => {
  const at = Date.UTC(2031, 4, 6, 7, 8, 9, 10)
  expect(Number.parseInt(uuidv7(at).replaceAll('-', '').slice(0, 12), 16)).toBe(at)
  expect(uuidv7(at) < uuidv7(at + 1)).toBe(true)
})

test('two of the same millisecond differ', () => {
  expect(new Set(Array.from({ length: 1000 }, () => uuidv7(1))).size).toBe(1000)
})
