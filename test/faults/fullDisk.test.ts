import { execFileSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestDatabase } from '../database.ts'
import { type RunningWarmline, startWarmline } from '../running.ts'
import { query } from './books.ts'
import { mailText, openDesk, owner, sendRaw } from './outsiders.ts'

let database: Awaited<ReturnType<typeof openTestDatabase>>
let warmline: RunningWarmline
beforeAll(async () => {
  database = await openTestDatabase()
  warmline = await startWarmline({ DATABASE_URL: database.url, DEMO: 'off', ...owner })
}, 120_000)
afterAll(async () => {
  await warmline?.stop()
  await database?.close()
})

/** The system refuses the server's writes beyond so many bytes of a file, in the middle of one, as a full disk does. */
const allow = (bytes: number | 'unlimited') => execFileSync('prlimit', ['--pid', String(warmline.pid), `--fsize=${bytes}:unlimited`])

test('on a full disk mails are put off and uploads refused with the reason, nothing is half kept, and afterwards all is well', {
  timeout: 60_000,
}, async () => {
  const { cookie } = await openDesk(warmline.url)
  const upload = async () => {
    const form = new FormData()
    form.set('file', new File([randomBytes(300_000)], 'photo.png', { type: 'image/png' }))
    return fetch(`${warmline.url}/api/v1/attachments`, { method: 'POST', body: form, headers: { cookie, origin: warmline.url } })
  }
  const small = (id: string) => mailText(id, { text: 'x'.repeat(2000) })
  // One that is written in one piece, and one that is streamed.
  const mails = [
    mailText('one@customer.example', { text: 'a'.repeat(100_000) }),
    mailText('two@customer.example', { text: `${'b'.repeat(900)}\r\n`.repeat(800) }),
  ]

  allow(20_000)
  for (const mail of mails) await expect(sendRaw(warmline.mailPort, mail)).rejects.toMatchObject({ responseCode: 452 })
  const refused = await upload()
  expect(refused.status).toBe(507)
  expect(((await refused.json()) as { message: string }).message).toContain('no space left')
  // What fits is taken in meanwhile.
  await sendRaw(warmline.mailPort, small('small@customer.example'))
  expect(await readdir(join(warmline.dataDir, 'files', 'incoming'))).toEqual([])
  expect(await query(database.url, 'select 1 from attachments')).toEqual([])
  expect(await query(database.url, 'select count(*)::int as n from payloads')).toEqual([{ n: 1 }])

  allow('unlimited')
  for (const mail of mails) await sendRaw(warmline.mailPort, mail)
  expect((await upload()).status).toBe(201)
  const subjects = () => query(database.url, `select external_id as id from messages order by 1`)
  await expect.poll(subjects).toEqual(['one', 'small', 'two'].map((name) => ({ id: `${name}@customer.example` })))
})
