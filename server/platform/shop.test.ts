import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestDatabase } from '../../test/database.ts'
import { changeSetting, readSetting, shop } from './settings.ts'
import { changeShop, describeShop } from './shop.ts'

let database: Awaited<ReturnType<typeof openTestDatabase>>
beforeAll(async () => {
  database = await openTestDatabase()
})
afterAll(() => database.close())

test('the shop is not set until somebody saves it', async () => {
  expect(await describeShop(database.db)).toEqual({ ...shop.initial, isSet: false })
  const wish = { name: 'Jolt', language: 'sv' as const, timeZone: 'Europe/Stockholm' }
  expect(await changeShop(database.db, wish)).toEqual({ ...wish, isSet: true })
})

test('a time zone that nobody knows is refused, and nothing changes', async () => {
  const before = await describeShop(database.db)
  for (const timeZone of ['Mars/Olympus', '', 'x'.repeat(60)])
    await expect(changeShop(database.db, { ...before, timeZone })).rejects.toMatchObject({ code: 'UNPROCESSABLE' })
  expect(await describeShop(database.db)).toEqual(before)
})

test('of changes made at once to a setting none is lost', async () => {
  await changeSetting(database.db, shop, (before) => ({ ...before, name: '' }))
  await Promise.all(Array.from({ length: 8 }, () => changeSetting(database.db, shop, (before) => ({ ...before, name: `${before.name}x` }))))
  expect((await readSetting(database.db, shop)).name).toBe('xxxxxxxx')
})
