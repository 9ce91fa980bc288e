/**
 * Two agents at two desks see the same, also after one of them was cut off for a minute. The minute is not waited for: meanwhile
 * the pages of the settings are looked at.
 */
import { connect, createServer, type Server, type Socket } from 'node:net'
import { availableParallelism, loadavg } from 'node:os'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { allPages } from '../../desk/settings/pageNames.ts'
import { arrived, maySend, send } from './arrived.ts'
import { lookEveryWay, outOfReach, zoomed } from './looks.ts'
import { openStory, type Story } from './open.ts'

let story: Story
let maja: Page
let tom: Page
let cable: { url: string; cut(): void; mend(): Promise<void>; close(): void }
beforeAll(async () => {
  story = await openStory()
  cable = await layCable(Number(new URL(story.warmline.url).port))
  maja = await story.desk('Maja')
  tom = await story.desk('Tom', { base: cable.url })
})
afterAll(async () => {
  cable?.close()
  await story?.close()
})

const rows = (page: Page) => page.getByRole('list', { name: 'Tickets' }).getByRole('listitem').and(page.locator('[data-row]'))
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
  await send(maja)
  await tom.getByText('He asked the same in May.').first().waitFor()
  // From the key to the other screen. A machine with more to do than it has cores is given that much more time, and some turns more.
  const limit = () => 1000 * Math.max(1, (loadavg()[0] ?? 0) / availableParallelism())
  const times: number[] = []
  for (let turn = 0; turn < 5 || (turn < 20 && Math.min(...times) >= limit()); turn++) {
    await maja.getByRole('textbox', { name: /note/i }).fill(`Note number ${turn}.`)
    await maySend(maja)
    const at = Date.now()
    await maja.keyboard.press('Control+Enter')
    await tom.getByText(`Note number ${turn}.`).first().waitFor()
    times.push(Date.now() - at)
  }
  expect(Math.min(...times)).toBeLessThan(limit())
})

test('what was fetched ahead of a ticket and changed before it is opened is shown as it is then', async () => {
  // From the beginning: the pointer may rest where the row will come to stand.
  const fetched: string[] = []
  maja.on('response', (response) => fetched.push(response.url()))
  await story.mail({ from: 'Lea Holm <lea@mail.example>', subject: 'Looked at ahead', text: 'Is the green one warm?' })
  const row = rows(maja).filter({ hasText: 'Looked at ahead' })
  const id = await row.getAttribute('data-row')
  await row.hover()
  await expect.poll(() => fetched.some((url) => url.includes(`/tickets/${id}/messages`))).toBe(true)
  const note = { id: crypto.randomUUID(), text: 'Warm down to minus ten.', isNote: true }
  const headers = { origin: story.warmline.url }
  expect((await tom.request.post(`${story.warmline.url}/api/v1/tickets/${id}/messages`, { data: note, headers })).status()).toBe(201)
  await row.click()
  await maja.getByText(note.text).first().waitFor()
})

const minute = 60_000
let cutAt = 0

test('cut off, the desk says so, and what comes in is seen by the other alone', async () => {
  cutAt = Date.now()
  cable.cut()
  await tom
    .getByText(/Connection lost/)
    .first()
    .waitFor()
  // What was never loaded cannot be had now: it is waited for, and everything else stays where it is.
  await tom.locator('body').press('?')
  await rows(tom).first().waitFor()
  for (let n = 1; n <= 4; n++)
    await story.mail({ from: `Customer ${n} <c${n}@mail.example>`, subject: `While away ${n}`, text: 'A question about returns.' })
  await rows(maja).filter({ hasText: 'While away 4' }).waitFor()
  expect(await rows(tom).filter({ hasText: 'While away' }).count()).toBe(0)
})

describe('meanwhile', () => {
  let page: Page
  beforeAll(async () => {
    page = await story.desk('Ingrid')
  })

  test('an open ticket at 200 % zoom: its thread, its composer and its properties', async () => {
    await page.setViewportSize(zoomed)
    await rows(page).filter({ hasText: 'Two desks' }).click()
    // On so low a screen the composer leaves the room to the conversation until it is asked for.
    await page.getByRole('button', { name: 'Write an answer', expanded: false }).click()
    await page.getByRole('textbox', { name: /Reply/ }).fill('Hello')
    expect(await outOfReach(page)).toEqual([])
    const properties = page.getByRole('button', { name: 'Properties' })
    if (await properties.isVisible()) await properties.click()
    await page.getByText('Sentiment', { exact: true }).first().waitFor()
    expect(await outOfReach(page)).toEqual([])
  })

  test.each(['/devices#ana', '/desk/inbox/all?edit=new'])('zoomed: %s', async (path) => {
    await page.goto(`${story.warmline.url}${path}`)
    await page.getByRole('heading').first().waitFor()
    await arrived(page)
    expect(await outOfReach(page)).toEqual([])
  })

  test.each(allPages)('the settings, %s, in light and dark, wide, on a phone and zoomed', async (name) => {
    expect(await lookEveryWay(page, `/desk/settings/${name}`)).toEqual([])
  })
})

test('connected again after a whole minute, both desks agree', async () => {
  await expect.poll(() => Date.now() - cutAt, { timeout: minute + 5000, interval: 500 }).toBeGreaterThan(minute)
  expect(await rows(tom).filter({ hasText: 'While away' }).count()).toBe(0)
  await cable.mend()
  await expect.poll(() => tom.getByText(/Connection lost/).count(), { timeout: 10_000 }).toBe(0)
  await tom.getByRole('dialog', { name: 'Keyboard' }).waitFor()
  await tom.keyboard.press('Escape')
  // The line is back, and nobody tells him again of what came meanwhile: his desk has to ask.
  await rows(tom).filter({ hasText: 'While away 4' }).waitFor()
  await expect.poll(async () => (await shown(maja)) === (await shown(tom))).toBe(true)
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
