/** A customer writes by mail; Warmline understands and routes; an agent answers; the customer's reply reopens the ticket. */

import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Ticket } from '../../shared/tickets.ts'
import { send } from './arrived.ts'
import { openStory, type Story } from './open.ts'

let story: Story
let maja: Page
beforeAll(async () => {
  story = await openStory()
  maja = await story.desk('Maja')
})
afterAll(() => story?.close())

const subject = 'Allergy: peanuts not on the label'
const row = (page: Page, text: string) => page.getByRole('list', { name: 'Tickets' }).getByRole('listitem').filter({ hasText: text })

test('a mail is in the list at once, and its label follows by itself', async () => {
  await story.mail({
    from: 'Ana Ruiz <ana.ruiz@correo.example>',
    subject,
    messageId: '<first@correo.example>',
    text: 'My daughter ate your Honey Crunch granola this morning. The label lists no nuts, but it contains peanuts and we are at the hospital. She is stable. Take it off sale now and call me, please.',
  })
  await row(maja, 'Ana Ruiz').waitFor()
  await row(maja, 'Ana Ruiz').getByText('Urgent').waitFor()
})

test('the ticket shows the label above channel and tags, and the words that decided it', async () => {
  await row(maja, 'Ana Ruiz').click()
  const properties = maja.getByRole('region', { name: 'Properties' })
  await properties.getByText('of 10').waitFor()
  const top = async (text: string) => (await properties.getByText(text, { exact: true }).first().boundingBox())?.y ?? Number.NaN
  expect(await top('Sentiment')).toBeLessThan(await top('Channel'))
  expect(await top('Sentiment')).toBeLessThan(await top('Tags'))
  await properties.getByRole('button', { name: 'Why this label' }).click()
  await properties.getByText(/built-in@/).waitFor()
})

test('the rule that sent it to the seniors says why', async () => {
  await maja.getByRole('button', { name: 'why', exact: true }).first().click()
  await maja.getByText('Urgent goes to the senior team').first().waitFor()
  await maja.getByText('The first rule that matches decides').waitFor()
  await maja.keyboard.press('Escape')
  const { tickets } = await story.api<{ tickets: Ticket[] }>(
    `/tickets?filter=${encodeURIComponent(JSON.stringify({ field: 'subject', operator: 'contains', value: subject }))}`,
  )
  expect(tickets[0]).toMatchObject({ team: { name: 'Seniors' }, sentiment: { label: 'urgent' } })
})

test('create view, name it, filters, sentiment, label is urgent or negative, save view', async () => {
  await maja.getByRole('navigation').getByText('All tickets').click()
  await maja.getByRole('button', { name: 'Create view' }).first().click()
  await maja.getByLabel('Name', { exact: true }).fill('Upset today')
  await maja.getByRole('button', { name: 'Filter' }).last().click()
  await maja.getByRole('menuitem', { name: 'Sentiment' }).click()
  await maja.getByRole('menuitem', { name: 'Label' }).click()
  await maja.getByRole('checkbox', { name: 'Urgent' }).check()
  await maja.getByRole('checkbox', { name: 'Negative' }).check()
  await maja.getByRole('button', { name: 'Save view' }).click()
  await maja.getByRole('navigation').getByText('Upset today').click()
  await row(maja, 'Ana Ruiz').waitFor()
  const labels = await maja.getByRole('list', { name: 'Tickets' }).getByRole('listitem').allInnerTexts()
  expect(labels.length).toBeGreaterThan(0)
  for (const text of labels) expect(text).toMatch(/Urgent|Negative/)
})

test('an answer leaves by mail in the thread, once, and the customer has it', async () => {
  await row(maja, 'Ana Ruiz').click()
  await maja.keyboard.press('r')
  await maja.getByRole('textbox', { name: /Reply/ }).fill('Ana, I am so sorry. Lena from quality is calling you this minute.')
  await send(maja)
  await story.passUndo()
  await expect.poll(async () => (await mailsTo('ana.ruiz@correo.example')).length).toBe(1)
  const [mail] = await mailsTo('ana.ruiz@correo.example')
  expect(mail?.text).toContain('Lena from quality')
  expect(mail?.headers).toMatchObject({
    inReplyTo: expect.stringContaining('first@correo.example'),
    replyTo: expect.stringMatching(/support\+t[0-9a-f]+@nordvik\.example/),
  })
})

test('closing goes to the next ticket; the customer’s reply reopens it, whatever headers their program lost', async () => {
  await maja.keyboard.press('Escape')
  await maja.locator('body').press('e')
  await expect.poll(async () => (await ticket()).status).toBe('closed')
  const [mail] = await mailsTo('ana.ruiz@correo.example')
  await story.mail({
    from: 'ana.ruiz@correo.example',
    to: String(mail?.headers.replyTo),
    subject: `Re: ${subject}`,
    text: 'Thank you. She is home now and well.',
  })
  await expect.poll(async () => (await ticket()).status).toBe('open')
  expect((await ticket()).messageCount).toBe(3)
})

async function ticket(): Promise<Ticket> {
  const filter = encodeURIComponent(JSON.stringify({ field: 'subject', operator: 'contains', value: 'peanuts not on the label' }))
  const { tickets } = await story.api<{ tickets: Ticket[] }>(`/tickets?filter=${filter}`)
  if (!tickets[0]) throw new Error('the ticket is not there')
  return tickets[0]
}

async function mailsTo(address: string): Promise<{ text: string; headers: Record<string, string> }[]> {
  const { default: pg } = await import('pg')
  const client = new pg.Client({ connectionString: story.warmline.databaseUrl })
  await client.connect()
  try {
    const { rows } = await client.query('select text, headers from trial_mails where to_address = $1 and not is_outgoing', [address])
    return rows
  } finally {
    await client.end()
  }
}
