/** An admin connects a mailbox of a real mail server, and what comes into it is a ticket. */
import { ImapFlow } from 'imapflow'
import type pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Dovecot, dovecotPassword, startDovecot } from '../dovecot.ts'
import { letter, mailAt } from './mailAt.ts'
import { axe, openStory, type Story } from './open.ts'

let story: Story
let dovecot: Dovecot
beforeAll(async () => {
  dovecot = await startDovecot()
  story = await openStory()
})
afterAll(async () => {
  await story?.close()
  await dovecot?.stop()
})

test('mail of a mailbox comes in by the address that was connected', async () => {
  const maja = await story.desk('Maja', { path: '/desk/settings/channels' })
  const mail = mailAt(story, maja)
  const card = await mail.connect('imap', {
    'IMAP server': '127.0.0.1',
    Port: String(dovecot.port),
    User: 'shop',
    Password: dovecotPassword,
  })
  await card.getByRole('button', { name: 'Ask the provider now' }).click()
  await card.getByText('It works. The provider says:').waitFor()
  // What is there before it begins to read is left alone.
  const begun = async (client: pg.Client) => (await client.query('select from mailbox_cursors where compared_at is not null')).rowCount
  await expect.poll(() => story.database(begun)).toBe(1)
  const auth = { user: 'shop', pass: dovecotPassword }
  const mailbox = new ImapFlow({ host: '127.0.0.1', port: dovecot.port, secure: false, doSTARTTLS: false, auth, logger: false })
  await mailbox.connect()
  await mailbox.append('INBOX', letter('imap'))
  await mailbox.logout()
  await card.getByText(/Last in/).waitFor()
  await mail.isTicket('imap')
  expect(await axe(maja)).toEqual([])
})
