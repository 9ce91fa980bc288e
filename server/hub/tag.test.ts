import { mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestPlatform } from '../../test/platform.ts'
import type { Platform } from '../platform/platform.ts'
import { changeHub } from './setup.ts'
import { writeTag } from './tag.ts'

let platform: Platform
let close: () => Promise<void>
let path: string
beforeAll(async () => {
  ;({ platform, close } = await openTestPlatform())
  path = join(await mkdtemp(join(tmpdir(), 'tag-')), 'hub.js')
  await writeFile(path, 'heard = document.currentScript.set')
})
afterAll(() => close())

/** Runs the script as a page does, and answers with what stands in its tag. */
async function run(): Promise<unknown> {
  const attributes = new Map<string, string>()
  const document = { currentScript: { setAttribute: (name: string, value: string) => attributes.set(name, value) } }
  new Function('document', `let heard;${await writeTag(platform.db, path)}`)(document)
  return JSON.parse(attributes.get('data-set') ?? 'null')
}

test('the script says how the button is set up, and says it anew once that is changed', async () => {
  expect(await run()).toEqual({ isEnabled: true, color: null, position: 'right' })
  await changeHub(platform, { isEnabled: false, color: '#aa2255', position: 'left' })
  expect(await run()).toEqual({ isEnabled: false, color: '#aa2255', position: 'left' })
})
