import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openSecrets } from './secrets.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'warmline-secrets-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

test('what is sealed is opened after the next start, and by no other installation', async () => {
  const sealed = (await openSecrets(folder)).seal('an API key')
  expect(sealed).not.toContain('an API key')
  expect((await openSecrets(folder)).open(sealed)).toBe('an API key')
  const other = await openSecrets(join(folder, 'other'))
  expect(() => other.open(sealed)).toThrow()
})

test('a key that is there and cannot be read, or is none, is told and not made anew', async () => {
  const unreadable = join(folder, 'unreadable')
  await mkdir(join(unreadable, 'secret.key'), { recursive: true })
  await expect(openSecrets(unreadable)).rejects.toThrow('EISDIR')
  const broken = join(folder, 'broken')
  await mkdir(broken)
  await writeFile(join(broken, 'secret.key'), 'half a key')
  await expect(openSecrets(broken)).rejects.toThrow('restore it from a backup')
})
