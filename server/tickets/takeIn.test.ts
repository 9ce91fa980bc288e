import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestPlatform } from '../../test/platform.ts'
import type { Platform } from '../platform/platform.ts'
import { takeIn } from './takeIn.ts'

let world: Awaited<ReturnType<typeof openTestPlatform>>
beforeAll(async () => {
  world = await openTestPlatform()
})
afterAll(() => world.close())

async function store(lines: string[]): Promise<string> {
  const { platform } = world
  const stored = await platform.files.keep(Buffer.from(lines.join('\r\n')))
  const row = await platform.db
    .insertInto('payloads')
    .values({ channel: 'email', ...stored })
    .returning('id')
    .executeTakeFirstOrThrow()
  return row.id
}
const stateOf = async (id: string) =>
  (await world.platform.db.selectFrom('payloads').select('state').where('id', '=', id).executeTakeFirstOrThrow()).state
/** The platform on a disk that refuses as the system does. */
const onFullDisk = (): Platform => {
  const full = Object.assign(new Error('no space left on device'), { code: 'ENOSPC' })
  return { ...world.platform, files: { ...world.platform.files, keep: () => Promise.reject(full) } }
}
const withFile = [
  'From: a@b.example',
  'MIME-Version: 1.0',
  'Content-Type: image/png',
  'Content-Disposition: attachment; filename=x.png',
  '',
  'picture',
]

test('a payload that cannot be read is tried three times and then quarantined', async () => {
  const id = await store([`From: a@b.example\r\n${'X-Pad: y\r\n'.repeat(200_000)}`])
  for (const attempt of [1, 2]) await expect(takeIn(world.platform, id, attempt)).rejects.toThrow('could not be read')
  expect(await stateOf(id)).toBe('accepted')
  await takeIn(world.platform, id, 3)
  expect(await stateOf(id)).toBe('quarantined')
})

test('a full disk is no fault of the mail: it waits however long that lasts, and is taken in then', async () => {
  const id = await store(withFile)
  for (const attempt of [1, 3, 12]) await expect(takeIn(onFullDisk(), id, attempt)).rejects.toThrow('no space left')
  expect(await stateOf(id)).toBe('accepted')
  await takeIn(world.platform, id, 13)
  expect(await stateOf(id)).toBe('ticket')
})

test('nor is a lost database', async () => {
  const id = await store([...withFile, 'another'])
  const gone = Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' })
  const withoutDatabase = { ...world.platform, files: { ...world.platform.files, keep: () => Promise.reject(gone) } }
  await expect(takeIn(withoutDatabase, id, 5)).rejects.toThrow('ECONNREFUSED')
  expect(await stateOf(id)).toBe('accepted')
})
