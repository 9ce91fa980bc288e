/** Mail that comes to a support address by one of its ways, and how an admin connects it. */
import type { Locator, Page } from 'playwright-core'
import { expect } from 'vitest'
import { move } from './arrived.ts'
import type { Story } from './open.ts'

export const addressOf = (way: string): string => `${way}@nordvik.example`
export const letter = (way: string): string =>
  `From: Ada <ada@customer.example>\r\nTo: ${addressOf(way)}\r\nMessage-ID: <${way}@customer.example>\r\nSubject: By ${way}\r\n\r\nHello\r\n`

/** `connect` fills the form of a support address and answers its card, which is open; `isTicket` waits until its letter is one. */
export function mailAt(story: Story, admin: Page) {
  return {
    async connect(way: string, fields: Record<string, string>): Promise<Locator> {
      await move(admin, '/desk/settings/channels')
      await admin.getByRole('button', { name: 'Email', exact: true }).click()
      const form = admin.getByRole('region', { name: 'Connect another address' })
      await form.getByLabel('Support address').fill(addressOf(way))
      await form.getByLabel('How mail comes in').selectOption(way)
      for (const [label, value] of Object.entries(fields)) await form.getByLabel(new RegExp(`^${label}`)).fill(value)
      await form.getByRole('button', { name: 'Connect Email' }).click()
      const card = admin.getByRole('region', { name: addressOf(way), exact: true })
      await card.getByText('Nothing came in yet').waitFor()
      return card
    },
    isTicket: (way: string) =>
      expect
        .poll(() =>
          story.database(async (client) => (await client.query('select channel from tickets where subject = $1', [`By ${way}`])).rows),
        )
        .toEqual([{ channel: 'email' }]),
  }
}
