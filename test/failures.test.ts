/** The table of failure classes names tests that exist: one that is renamed or lost is missed here. */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const root = join(import.meta.dirname, '..')
const rows = readFileSync(join(root, 'docs/failures.md'), 'utf8')
  .split('\n')
  .flatMap((line) => {
    const [, name, , claim, path] = line.split('|').map((cell) => cell.trim())
    return name && /^F\d+$/.test(name) && claim && path ? [{ name, claim, path }] : []
  })

test('the table has each class once', () => {
  expect(rows.map(({ name }) => name)).toEqual(Array.from({ length: 28 }, (_, index) => `F${index + 1}`))
})

test.each(rows)('$name is held by a test that is there and is not skipped', ({ claim, path }) => {
  expect(existsSync(join(root, path)), path).toBe(true)
  const source = readFileSync(join(root, path), 'utf8').replaceAll("\\'", "'")
  const at = source.indexOf(claim)
  expect(at, claim).toBeGreaterThan(0)
  expect(source.slice(source.lastIndexOf('\n', at), at)).toMatch(/\b(test|it)(\.each\([^)]*\))?\(['"`]?$/)
})
