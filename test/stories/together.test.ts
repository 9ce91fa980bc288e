/** Two agents at two desks see the same, also after one of them was cut off for a while. */
import { connect, createServer, type Server, type Socket } from 'node:net'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openStory, type Story } from './open.ts'

let story: Story
let maja: Page
let tom: Page
let cable: { url: string; cut(): void; mend(): Promise<void>; close(): void }
beforeAll(async () => {
  story = await openStory()
  cable = await layCable(Number(new URL(story.warmline.url).port))
  maja = await story.desk('Maja')
  tom = await story.desk('Tom', cable.url)
})
afterAll(async () => {
  cable?.close()
  await story?.close()
})

const rows = (page: Page) => page.getByRole('list', { name: 'Tickets' }).getByRole('listitem')
/** What a desk shows of the first tickets and of the counts, less what depends on who looks. */
const shown = async (page: Page) => {
  const tickets = await rows(page).evaluateAll((items) => items.slice(0, 8).map((item) => item.getAttribute('data-row')))
  const counts = await page
    .getByRole('navigation')
    .getByRole('link', { name: /All tickets|Unassigned|Spam/ })
    .allInnerTexts()
  return JSON.stringify([tickets, counts])
}

test('a change at one desk is at the other within a second', async () => {
  await story.mail({ from: 'Nils Berg <nils@mail.example>', subject: 'Two desks', text: 'Which size fits me at 1.80 m?' })
  await rows(maja).filter({ hasText: 'Two desks' }).waitFor()
  await rows(tom).filter({ hasText: 'Two desks' }).waitFor()
  await rows(maja).filter({ hasText: 'Two desks' }).click()
  await rows(tom).filter({ hasText: 'Two desks' }).click()
  await maja.locator('body').press('n')
  await maja.getByRole('textbox', { name: /note/i }).fill('He asked the same in May.')
  await maja.keyboard.press('Control+Enter')
  await tom.getByText('He asked the same in May.').first().waitFor()
})

test('cut off, the desk says so; connected again, both desks agree', async () => {
  cable.cut()
  await tom
    .getByText(/Connection lost/)
    .first()
    .waitFor()
  for (let n = 1; n <= 4; n++)
    await story.mail({ from: `Customer ${n} <c${n}@mail.example>`, subject: `While away ${n}`, text: 'A question about returns.' })
  await rows(maja).filter({ hasText: 'While away 4' }).waitFor()
  expect(await rows(tom).filter({ hasText: 'While away' }).count()).toBe(0)
  await cable.mend()
  await rows(tom).filter({ hasText: 'While away 4' }).waitFor({ timeout: 30_000 })
  await expect.poll(async () => (await shown(maja)) === (await shown(tom)), { timeout: 15_000 }).toBe(true)
})

/** A cable between a browser and the server that can be cut: the browser's own offline switch leaves open sockets alone. */
async function layCable(port: number) {
  const open = new Set<Socket>()
  let isCut = false
  let server: Server
  const begin = (at: number) =>
    new Promise<number>((resolve) => {
      server = createServer((near) => {
        if (isCut) return near.destroy()
        const far = connect(port, '127.0.0.1')
        for (const socket of [near, far]) {
          open.add(socket)
          socket.on('error', () => undefined)
          socket.on('close', () => open.delete(socket))
        }
        near.pipe(far).pipe(near)
      }).listen(at, '127.0.0.1', () => {
        const address = server.address()
        resolve(address && typeof address === 'object' ? address.port : at)
      })
    })
  const near = await begin(0)
  const end = () => {
    for (const socket of open) socket.destroy()
  }
  return {
    url: `http://127.0.0.1:${near}`,
    cut() {
      isCut = true
      end()
    },
    async mend() {
      isCut = false
    },
    close() {
      end()
      server.close()
    },
  }
}
