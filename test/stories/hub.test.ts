/**
 * The Customer Hub: FAQs first, then a person; what the team sees of the shopper, with two shoppers and two agents; orders; how the
 * shop sets it up, seen before it is saved and in the shop after; and what goes wrong around it.
 */
import type { FrameLocator, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type {} from '../../hub/loader.ts'
import { signIdentity } from '../../server/hub/identity.ts'
import { axe, openStory, type Story } from './open.ts'
import { type OtherShop, openOtherShop } from './otherShop.ts'

let story: Story
let shop: Page
let desk: Page
let hub: FrameLocator
let tom: Page
let other: OtherShop
beforeAll(async () => {
  story = await openStory()
  shop = await story.page()
  desk = await story.desk('Maja', { path: '/desk/settings/faqs' })
  hub = shop.frameLocator('iframe[src*="/hub/"]')
})
afterAll(async () => {
  other?.close()
  await story?.close()
})

const tab = (name: string) => hub.getByRole('navigation').getByRole('button', { name, exact: true })
const rows = (page: Page) => page.getByRole('list', { name: 'Tickets' }).getByRole('listitem').and(page.locator('[data-row]'))
const row = (page: Page, text: string) => rows(page).filter({ hasText: text })

declare global {
  interface Window {
    /** How often the desk has sounded. */
    tones?: number
    /** How often something of the shop's page was moved, and what its largest picture or text is. */
    shifts: number
    largest: string | undefined
    /** Tells the story of a sound. */
    heard(): void
  }
}
const countTones = () => {
  const Real = window.AudioContext
  window.AudioContext = class extends Real {
    constructor() {
      super()
      window.tones = (window.tones ?? 0) + 1
    }
  }
}
const tones = (page: Page) => page.evaluate(() => window.tones ?? 0)

/** What axe finds in the hub's frame. */
const axeInHub = async () => {
  const frame = shop.frames().find((one) => one.url().includes('/hub/'))
  if (!frame) throw new Error('there is no hub in the page')
  return axe(frame)
}

test('FAQs are written in the desk, in categories, and put in order by the keyboard', async () => {
  await desk.getByText('Do you mend worn jackets?').waitFor()
  await desk.getByRole('button', { name: 'New category' }).click()
  await desk.getByLabel('Name: English').fill('Gift cards')
  await desk.getByRole('button', { name: 'Save' }).click()
  await desk.getByRole('heading', { name: 'Gift cards' }).waitFor()
  const faqs = [
    ['Does a voucher expire?', 'After three years; the date stands on it.'],
    ['Can I give one away?', 'Yes: it comes by mail, for you to print.'],
  ]
  for (const [question = '', answer = ''] of faqs) {
    await desk.getByRole('button', { name: 'Write an FAQ' }).click()
    await desk.getByLabel('Question').fill(question)
    await desk.getByLabel('Answer').fill(answer)
    await desk.getByLabel('Category').selectOption('Gift cards')
    await desk.getByRole('button', { name: 'Save' }).click()
    await desk.getByText(question, { exact: true }).waitFor()
  }
  await desk.getByRole('button', { name: 'Move Can I give one away? up' }).press('Enter')
  const list = async () =>
    (await story.api<{ faqs: { texts: { en: { question: string } } }[] }>('/faqs')).faqs.map(({ texts }) => texts.en.question)
  await expect.poll(async () => (await list()).slice(-2)).toEqual(['Can I give one away?', 'Does a voucher expire?'])
  expect(await axe(desk)).toEqual([])
})

test('whoever is not signed in finds an FAQ as they type and has the answer at once; for a person they are asked to sign in', async () => {
  await shop.goto(`${story.warmline.url}/shop`)
  await shop.getByRole('button', { name: 'Chat with us' }).click()
  await tab('Home').waitFor()
  // So many are folded by category; the draft is nobody's.
  await hub.getByText('Gift cards').click()
  await hub.getByText('Can I give one away?').waitFor()
  expect(await hub.getByText('Do you mend worn jackets?').count()).toBe(0)
  expect(await axeInHub()).toEqual([])
  await hub.getByLabel('Search for an answer').fill('vuocher')
  await expect.poll(() => hub.getByText('Can I give one away?').count()).toBe(0)
  await hub.getByRole('button', { name: 'Does a voucher expire?' }).click()
  await hub.getByText('the date stands on it').waitFor()
  expect(await axeInHub()).toEqual([])
  await hub.getByRole('button', { name: 'I still need help' }).click()
  await hub.getByText('Sign in to chat').waitFor()
})

test('signed in they go on where they were', async () => {
  const loaded = shop.waitForEvent('load')
  await shop.getByLabel('Signed in as').selectOption('tomas')
  await loaded
  await shop.getByRole('button', { name: 'Chat with us' }).click()
  await hub.getByText('the date stands on it').waitFor()
  await hub.getByRole('textbox', { name: 'Write a message' }).waitFor()
})

test('a new chat rings for whoever it is given to, who sees where the shopper is, what they read, and how long they wait', async () => {
  // Tom alone takes chats; Maja is there too.
  await story.database(async (db) => {
    await db.query(`update agents set availability = 'away' where email not like 'tom@%'`)
    // Whatever day it is, it is within office hours.
    const week = Array.from({ length: 7 }, () => [{ from: '00:00', until: '00:00' }])
    const hours = JSON.stringify({ timeZone: 'Europe/Stockholm', week, holidays: [] })
    await db.query(`insert into settings (key, value) values ('hours', $1) on conflict (key) do update set value = excluded.value`, [hours])
  })
  tom = await story.desk('Tom', { path: '/desk/settings/profile' })
  for (const [page, view] of [
    [tom, 'mine'],
    [desk, 'all'],
  ] as const) {
    await page.addInitScript(countTones)
    await page.goto(`${story.warmline.url}/desk/inbox/${view}`)
    await rows(page).first().waitFor()
  }
  await asMaja('PUT', '/settings/hub', { busyMinutes: 3, notifies: true, notifyTo: ['team@nordvik.example'] })
  const field = hub.getByRole('textbox', { name: 'Write a message' })
  await field.fill('Mine has no date on it.')
  await field.press('Enter')
  await hub
    .getByText(/Delivered|Seen/)
    .first()
    .waitFor()
  // Once it is a chat, the answer before it stays where it was.
  expect(await hub.getByText('the date stands on it').count()).toBe(1)
  expect(await axeInHub()).toEqual([])
  await row(tom, 'Mine has no date').waitFor()
  await row(tom, 'Mine has no date').and(tom.locator('[data-unread]')).waitFor()
  await expect.poll(() => tones(tom)).toBe(1)
  expect(await tones(desk)).toBe(0)
  await row(tom, 'Mine has no date').click()
  await tom.getByText('Thomas Keane is here', { exact: true }).waitFor()
  await tom.getByText(/Waits for a word: \d+:\d\d/).waitFor()
  const properties = tom.getByRole('region', { name: 'Properties', exact: true })
  await properties.getByText('Does a voucher expire?').click()
  await properties.getByText('the date stands on it').waitFor()
  const page = properties.getByRole('link', { name: /\/shop/ })
  expect([await page.getAttribute('target'), await page.getAttribute('rel')]).toEqual(['_blank', 'noopener noreferrer'])
  expect(await axe(tom)).toEqual([])
  // A shop that changes its page without loading one.
  await shop.evaluate(() => history.pushState(null, '', '/shop/winter-coats'))
  await properties.getByRole('link', { name: /winter-coats/ }).waitFor()
  await shop.evaluate(() => history.pushState(null, '', '/shop'))
})

test('after three minutes without a word the agent is nudged: on the bell, in the row and in the ticket; an answer ends it', async () => {
  const ticketId = tom.url().split('/').at(-1)?.split('?')[0] ?? ''
  await rows(tom).and(tom.locator(':not([data-open])')).first().click()
  await story.database(async (db) => {
    await db.query(`update tickets set waiting_since = now() - interval '200 seconds' where id = $1`, [ticketId])
    await db.query(`select graphile_worker.add_job('chatsQuiet', '{}')`)
  })
  await row(tom, 'Mine has no date').getByText('Say a word: silent for').waitFor()
  await expect.poll(() => tones(tom)).toBe(2)
  await tom.keyboard.press('b')
  await tom
    .getByRole('dialog', { name: 'Notifications' })
    .getByRole('link', { name: /Thomas Keane waits for a word/ })
    .click()
  await tom.getByText(/Say a word: silent for \d+:\d\d/).waitFor()
  expect(await axe(tom)).toEqual([])
  await tom.keyboard.press('s')
  await tom.getByText(/is here and waits in the chat/).waitFor()
  await tom.keyboard.press('Escape')
  // The shopper is told that all are busy, and the team by mail that they have written.
  const due = () =>
    story.database((db) => db.query('update graphile_worker._private_jobs set run_at = now() where key = $1', [`chat_waits:${ticketId}`]))
  await expect.poll(async () => (await due()).rowCount).toBe(1)
  await hub.getByText('All of us are busy just now').waitFor()
  await asMaja('PUT', '/settings/hub', { busyMinutes: null, notifies: false })
  const mails = async () => (await mailsTo('team@nordvik.example')).filter((text) => text.includes('Mine has no date on it.')).length
  await expect.poll(mails).toBe(1)
  await tom.getByRole('textbox', { name: /Reply/ }).fill('I will look it up for you.')
  await tom.keyboard.press('Control+Enter')
  await tom.getByText(/Our last word: \d+:\d\d ago/).waitFor()
  await hub.getByText('I will look it up for you.').waitFor()
})

test('a second shopper is answered by the second agent, and neither shopper hears of the other', async () => {
  const other = await story.page()
  await other.goto(`${story.warmline.url}/shop`)
  const loaded = other.waitForEvent('load')
  await other.getByLabel('Signed in as').selectOption('aisha')
  await loaded
  const frame = other.frameLocator('iframe[src*="/hub/"]')
  await other.getByRole('button', { name: 'Chat with us' }).click()
  await frame.getByRole('navigation').getByRole('button', { name: 'Chat', exact: true }).click()
  await frame.getByRole('textbox', { name: 'Write a message' }).fill('Do the boots come in 43?')
  await frame.getByRole('textbox', { name: 'Write a message' }).press('Enter')
  await row(desk, 'Do the boots come in 43?').click()
  await desk.getByText('Aisha Karim is here', { exact: true }).waitFor()
  await desk.getByRole('textbox', { name: /Reply/ }).fill('They do, in green.')
  await desk.keyboard.press('Control+Enter')
  await frame.getByText('They do, in green.').waitFor()
  await frame.getByText('Maja Lindqvist').first().waitFor()
  expect(await frame.getByText('I will look it up for you.').count()).toBe(0)
  expect(await hub.getByText('They do, in green.').count()).toBe(0)
  await other.context().close()
})

test('closing a chat leads on to the next ticket, and its rating is on the ticket that was closed', async () => {
  const ended = tom.url()
  const ids = await rows(tom).evaluateAll((all) => all.map((one) => one.getAttribute('data-row') ?? ''))
  const next = ids[ids.findIndex((id) => ended.includes(id)) + 1] ?? ''
  await tom.getByRole('heading', { name: 'Thomas Keane' }).click()
  await tom.keyboard.press('e')
  await expect.poll(() => tom.url()).toContain(next)
  await tom.getByRole('textbox', { name: /Reply/ }).waitFor()
  await hub.getByText('This chat has ended.').waitFor()
  await hub.getByRole('button', { name: 'Good', exact: true }).click()
  await hub.getByText('Thank you for telling us.').waitFor()
  expect(await axeInHub()).toEqual([])
  // Of the shopper before this the desk hears a while after their page was closed.
  await desk.getByText(/Aisha Karim has gone/).waitFor()
  await desk.goto(ended)
  await desk.getByText('Rated good').first().waitFor()
})

test('help with an order begins another chat, about that order', async () => {
  await tab('Orders').click()
  const help = hub.getByRole('button', { name: /^Get help with this order/ }).first()
  await help.waitFor()
  expect(await axeInHub()).toEqual([])
  const number = (await help.getAttribute('aria-label'))?.split(': ')[1] ?? ''
  await help.click()
  await hub.getByText(`About order ${number}`).waitFor()
  const field = hub.getByRole('textbox', { name: 'Write a message' })
  await field.fill('Can I still change this one?')
  await field.press('Enter')
  await hub.getByText(/Delivered/).waitFor()
  expect(await hub.getByText('Mine has no date on it.').count()).toBe(0)
  const chat = async () => {
    const filter = encodeURIComponent(JSON.stringify({ all: [{ field: 'text', operator: 'contains', value: 'still change this one' }] }))
    const [ticket] = (await story.api<{ tickets: { id: string }[] }>(`/tickets?filter=${filter}`)).tickets
    return ticket && (await story.api<{ order: { number: string } | null }>(`/tickets/${ticket.id}/chat`)).order?.number
  }
  await expect.poll(chat).toBe(number)
})

/** The chats of whoever wrote this. */
const ticketOf = async (text: string) => {
  const filter = encodeURIComponent(JSON.stringify({ all: [{ field: 'text', operator: 'contains', value: text }] }))
  return (await story.api<{ tickets: { id: string }[] }>(`/tickets?filter=${filter}`)).tickets[0]?.id
}
const messagesOf = async (text: string) =>
  (
    await story.api<{ messages: { text: string; attachments: { name: string; mimeType: string }[] }[] }>(
      `/tickets/${await ticketOf(text)}/messages`,
    )
  ).messages
/** What has come to an address, in the demo's own mailboxes. */
const mailsTo = async (address: string) => {
  const answer = await fetch(`${story.warmline.url}/trial/api/devices/${address}/mails`)
  return answer.ok ? ((await answer.json()) as { mails: { text: string }[] }).mails.map(({ text }) => text) : []
}
/** Asks the API as Maja, from her desk. */
const asMaja = (method: string, path: string, body: object) =>
  desk.evaluate(
    async ([method = '', path = '', body = '']) => {
      const answer = await fetch(`/api/v1${path}`, { method, headers: { 'content-type': 'application/json' }, body })
      if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`)
    },
    [method, path, JSON.stringify(body)],
  )
/** The smallest picture there is. */
const dot = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==', 'base64')
const picture = (name: string) => ({ name, mimeType: 'image/png', buffer: dot })

test('pictures and emoji go with a message, without a connection too, and both sides see them', async () => {
  const field = hub.getByRole('textbox', { name: 'Write a message' })
  const chooser = hub.locator('input[type=file]')
  await chooser.setInputFiles([picture('left.png'), picture('right.png'), { ...picture('notes.txt'), mimeType: 'text/plain' }])
  await hub.getByText('Only pictures can be sent').waitFor()
  await hub.getByRole('button', { name: 'Remove right.png' }).click()
  await hub.getByRole('button', { name: 'Emoji' }).click()
  await shop.keyboard.press('ArrowRight')
  await shop.keyboard.press('Enter')
  await field.pressSequentially(' both soles')
  expect(await axeInHub()).toEqual([])
  await field.press('Enter')
  await hub.getByRole('img', { name: 'left.png' }).waitFor()
  const names = async () =>
    (await messagesOf('both soles')).map(({ attachments }) => attachments.map(({ name }) => name).join()).filter(Boolean)
  await expect.poll(names).toEqual(['left.png'])
  await shop.context().setOffline(true)
  await chooser.setInputFiles([picture('later.png')])
  await hub.getByRole('button', { name: 'Remove later.png' }).waitFor()
  await field.press('Enter')
  await hub.getByText('Sent as soon as you are connected again').waitFor()
  await shop.context().setOffline(false)
  await expect.poll(names).toEqual(['left.png', 'later.png'])
  await hub.locator('.file img').nth(1).waitFor()
  expect((await messagesOf('both soles')).some(({ text }) => text === '😄 both soles')).toBe(true)
  await desk.goto(`${story.warmline.url}/desk/inbox/all/${await ticketOf('both soles')}`)
  await expect.poll(() => desk.locator('img[src*="/files/"]').count()).toBe(2)
})

test('what cannot be sent is said before it is: too large a picture, too long a text; and a file that lies about its kind is no picture', async () => {
  const field = hub.getByRole('textbox', { name: 'Write a message' })
  const chooser = hub.locator('input[type=file]')
  await chooser.evaluate((input: HTMLInputElement) => {
    const given = new DataTransfer()
    given.items.add(new File([new Uint8Array(30_000_000)], 'huge.png', { type: 'image/png' }))
    input.files = given.files
    input.dispatchEvent(new Event('change', { bubbles: true }))
  })
  await hub.getByText('A picture can have at most 10 MB.').waitFor()
  await field.fill('x'.repeat(100_000))
  await hub.getByText('90000 characters too many').waitFor()
  expect(await hub.getByRole('button', { name: 'Send', exact: true }).isDisabled()).toBe(true)
  await field.press('Enter')
  await field.fill('See for yourself')
  const lie = { name: 'holiday.png', mimeType: 'image/png', buffer: Buffer.from('<script>document.title = "taken"</script>') }
  await chooser.setInputFiles([lie])
  await hub.getByRole('button', { name: 'Remove holiday.png' }).waitFor()
  await field.press('Enter')
  // A name to save it by, on either side, and never a picture or a page.
  await hub.getByRole('log').getByRole('button', { name: 'holiday.png' }).waitFor()
  await expect.poll(() => hub.locator('.file img').count()).toBe(2)
  const sent = (await messagesOf('both soles')).filter(({ text }) => text === 'See for yourself')
  expect(sent).toMatchObject([{ attachments: [{ name: 'holiday.png', mimeType: 'application/octet-stream' }] }])
  await desk.getByText('holiday.png').first().waitFor()
  expect(await desk.locator('img[src*="/files/"]').count()).toBe(2)
})

test('the hub is set up beside a preview, and the shop shows it so once it is saved', async () => {
  await desk.goto(`${story.warmline.url}/desk/settings/hub`)
  const preview = desk.frameLocator('iframe[title="Preview"]')
  await desk.getByLabel('Greeting').fill('Hello from Nordvik')
  await preview.getByText('Hello from Nordvik').waitFor()
  await desk.getByLabel('Welcome').fill('Ask away: we are happy to help.')
  await desk.getByLabel('Privacy policy').fill('https://nordvik.example/privacy')
  await desk.getByLabel('Terms of service').fill('https://nordvik.example/terms')
  await desk.getByLabel('Colour').fill('#ffd447')
  await desk.getByText('Left', { exact: true }).click()
  await desk.getByLabel('Orders', { exact: true }).uncheck()
  await expect.poll(() => preview.getByRole('navigation').getByRole('button').allTextContents()).toEqual(['Home', 'Chat'])
  const colour = () => preview.locator('header').evaluate((head) => getComputedStyle(head).backgroundColor)
  await expect.poll(colour).toBe('rgb(255, 212, 71)')
  expect(await axe(desk)).toEqual([])
  await desk.getByRole('button', { name: 'Save' }).click()
  await desk.getByText('Saved', { exact: true }).waitFor()
  const other = await story.page()
  await other.goto(`${story.warmline.url}/shop`)
  const button = other.getByRole('button', { name: 'Chat with us' })
  await button.waitFor()
  expect((await button.boundingBox())?.x).toBe(20)
  await button.click()
  const frame = other.frameLocator('iframe[src*="/hub/"]')
  await frame.getByText('Hello from Nordvik').waitFor()
  expect(await frame.getByRole('navigation').getByRole('button').allTextContents()).toEqual(['Home', 'Chat'])
  // For signed-in shoppers alone: nobody else sees that there is a chat, and the FAQs answer all the same.
  await asMaja('PUT', '/settings/hub', { loginStatus: 'signed_in' })
  await other.reload()
  await button.click()
  await frame.getByRole('heading', { name: 'Frequently asked' }).waitFor()
  await frame.getByText('Hello from Nordvik').waitFor()
  expect(await frame.getByRole('navigation').count()).toBe(0)
  expect(await frame.getByText('Chat with us').count()).toBe(0)
  // With no other tab they are asked to sign in, and told why; nothing is shown that the shop has turned off.
  await asMaja('PUT', '/settings/hub', { tabs: ['chat'] })
  await other.reload()
  await button.click()
  await frame.getByText('Then we know who you are and which orders are yours.').waitFor()
  await frame.getByRole('heading', { name: 'Sign in to chat' }).waitFor()
  expect(await frame.getByText('Frequently asked').count()).toBe(0)
  await asMaja('PUT', '/settings/hub', { tabs: ['home', 'chat'] })
  await other.context().close()
})

let strange: Page
const strangeHub = () => strange.frameLocator('iframe[src*="/hub/"]')

test('in a shop of another origin, under its strict policy, with storage refused and the script there twice, a visitor begins by an address', async () => {
  other = await openOtherShop(story.warmline.url, (await story.api<{ secret: string }>('/settings/hub/secret')).secret)
  await asMaja('PUT', '/settings/hub', { loginStatus: 'visitors', position: 'right', tabs: ['home', 'chat'] })
  // Open in three days, so that it is closed whenever this runs; the week begins on Monday.
  const day = (new Date().getUTCDay() + 2) % 7
  const week = Array.from({ length: 7 }, (_, index) => (index === day ? [{ from: '09:00', until: '17:00' }] : []))
  await asMaja('PUT', '/hours', { hours: { timeZone: 'Asia/Tokyo', week, holidays: [] } })
  strange = await story.page({ viewport: { width: 390, height: 844 }, timezoneId: 'Europe/Paris' })
  await strange.addInitScript(() => {
    for (const name of ['localStorage', 'sessionStorage', 'indexedDB'])
      Object.defineProperty(window, name, {
        get() {
          throw new DOMException('refused', 'SecurityError')
        },
      })
    window.shifts = 0
    new PerformanceObserver((list) => {
      window.shifts += list.getEntries().length
    }).observe({ type: 'layout-shift', buffered: true })
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries())
        if ('element' in entry && entry.element instanceof Element) window.largest = entry.element.tagName
    }).observe({ type: 'largest-contentful-paint', buffered: true })
  })
  const blocked: string[] = []
  strange.on('console', (said) => {
    if (/security policy/i.test(said.text())) blocked.push(said.text())
  })
  await strange.goto(other.url)
  const button = strange.getByRole('button', { name: 'Chat with us' })
  await button.waitFor()
  expect(await button.count()).toBe(1)
  await button.click()
  await strangeHub().getByRole('navigation').getByRole('button', { name: 'Chat', exact: true }).click()
  await strangeHub().getByRole('button', { name: 'Ask a person' }).click()
  const legal = strangeHub().getByRole('link', { name: /^(Privacy policy|Terms of service)$/ })
  expect(await legal.evaluateAll((links) => links.map((link) => link.getAttribute('href')))).toEqual([
    'https://nordvik.example/privacy',
    'https://nordvik.example/terms',
  ])
  await strangeHub().getByLabel('Email address').fill('vera@post.example')
  await strangeHub().getByRole('button', { name: 'Begin' }).click()
  const field = strangeHub().getByRole('textbox', { name: 'Write a message' })
  // Before the first message, and not after it.
  await strangeHub().getByText('Ask away: we are happy to help.').waitFor()
  expect(await legal.count()).toBe(2)
  await field.fill('Do you mend zips?')
  await field.press('Enter')
  await expect.poll(() => legal.count()).toBe(0)
  await strangeHub()
    .getByText(/Delivered/)
    .waitFor()
  // It opens at nine in Tokyo: both say so by the clock of Paris, and that it is its own.
  const zone = /(CET|GMT\+1|CEST|GMT\+2)/
  await strangeHub()
    .getByText(/we are back .* 0?[12]:00/)
    .waitFor()
  expect(
    await strangeHub()
      .getByText(/we are back/)
      .textContent(),
  ).toMatch(zone)
  await strangeHub().getByRole('navigation').getByRole('button', { name: 'Home', exact: true }).click()
  expect(
    await strangeHub()
      .getByText(/We are away; back/)
      .first()
      .textContent(),
  ).toMatch(zone)
  expect(blocked).toEqual([])
  expect(await strange.evaluate(() => [window.shifts, window.largest])).toEqual([0, 'H1'])
})

test('whoever signs in has a session and a connection of their own, and is asked where an answer reaches them', async () => {
  const sockets: string[] = []
  strange.on('websocket', (socket) => {
    sockets.push('open')
    socket.on('close', () => sockets.push('close'))
  })
  const signIn = async (sub: string, name: string) => {
    other.who = { sub, name }
    await strange.evaluate((token) => window.warmline?.identify(token), await other.token())
    await strangeHub().getByRole('button', { name: 'Ask a person' }).click()
  }
  await strangeHub().getByRole('navigation').getByRole('button', { name: 'Chat', exact: true }).click()
  await signIn('ana-1', 'Ana Brook')
  const field = strangeHub().getByRole('textbox', { name: 'Write a message' })
  await expect.poll(() => strangeHub().getByText('Do you mend zips?').count()).toBe(0)
  await field.fill('Ana’s own question')
  await field.press('Enter')
  await strangeHub()
    .getByLabel(/Leave your email address/)
    .fill('ana@post.example')
  await strangeHub().getByRole('button', { name: 'Keep' }).click()
  await expect.poll(() => strangeHub().getByRole('button', { name: 'Keep' }).count()).toBe(0)
  await field.fill('not sent yet')
  await signIn('eve-1', 'Eve Stone')
  await strangeHub().getByText('Ask away: we are happy to help.').waitFor()
  await expect.poll(() => strangeHub().getByText('Ana’s own question').count()).toBe(0)
  expect(await field.inputValue()).toBe('')
  await field.fill('And I am Eve')
  await field.press('Enter')
  await strangeHub()
    .getByText(/Delivered/)
    .waitFor()
  // Ana's, which ended, and then Eve's.
  await expect.poll(() => sockets).toEqual(['open', 'close', 'open'])
  expect(await ticketOf('Ana’s own question')).not.toBe(await ticketOf('And I am Eve'))
})

test('a session that has ended is renewed by the shop’s next word, also past a token that came too late, and nobody notices', async () => {
  const field = strangeHub().getByRole('textbox', { name: 'Write a message' })
  // Nothing else is on its way that would be refused first.
  await strangeHub()
    .getByText(/we are back/)
    .waitFor()
  await story.database(async (database) => {
    await database.query("update shopper_sessions set expires_at = now() - interval '1 minute'")
  })
  const fresh = other.token
  const asked: string[] = []
  other.token = async () => {
    asked.push('')
    return fresh()
  }
  await field.fill('Am I still Eve?')
  await field.press('Enter')
  await expect.poll(async () => (await messagesOf('And I am Eve')).map(({ text }) => text)).toContain('Am I still Eve?')
  await strangeHub()
    .getByText(/Delivered/)
    .waitFor()
  expect(await strangeHub().getByText('We could not confirm').count()).toBe(0)
  expect(asked).not.toEqual([])
  other.token = fresh
})

test('a token that the shop did not sign, or that is past its time, lets nobody in, and the page says what to do', async () => {
  const fresh = other.token
  const page = await story.page({ viewport: { width: 390, height: 844 } })
  const frame = page.frameLocator('iframe[src*="/hub/"]')
  const open = async () => {
    await page.goto(other.url)
    await page.evaluate(() => window.warmline?.open('chat'))
  }
  const refused = frame.getByText('We could not confirm that it is you. Load the page again, please.')
  try {
    other.token = () => signIdentity({ sub: 'eve-1', name: 'Eve Stone' }, 'another secret than the shop has, and as long')
    await open()
    await frame.getByRole('button', { name: 'Ask a person' }).click()
    await refused.waitFor()
    other.token = () => signIdentity({ sub: 'eve-1', name: 'Eve Stone' }, other.secret, -300)
    await open()
    await refused.waitFor()
    expect(await frame.getByRole('textbox').count()).toBe(0)
    expect(await frame.getByText('And I am Eve').count()).toBe(0)
  } finally {
    other.token = fresh
  }
  await open()
  await frame.getByText('And I am Eve').waitFor()
  await page.context().close()
})

test('a flood is slowed with a polite word, and what was written arrives all the same', async () => {
  const { token } = (await (
    await fetch(`${story.warmline.url}/api/v1/hub/sessions`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ identity: await other.token() }),
    })
  ).json()) as { token: string }
  /** As a script of hers would, beside the window. */
  const write = () =>
    fetch(`${story.warmline.url}/api/v1/hub/messages`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ id: crypto.randomUUID(), text: 'Flood', chatId: null }),
    })
  // All that she may at once, and then whatever comes free, until she is slowed.
  await Promise.all(Array.from({ length: 35 }, write))
  let isOver = false
  const flooding = (async () => {
    while (!isOver) await write()
  })()
  const field = strangeHub().getByRole('textbox', { name: 'Write a message' })
  const slowed = strangeHub().getByText('That was a lot at once. The rest follows in a moment.').first()
  let lines = 0
  // A line may slip in between.
  const isSlowed = async () => {
    await field.fill(`Line ${++lines}`)
    await field.press('Enter')
    const pending = strangeHub().locator('.pending')
    await expect.poll(async () => (await slowed.isVisible()) || (await pending.count()) === 0).toBe(true)
    return slowed.isVisible()
  }
  await expect.poll(isSlowed).toBe(true)
  isOver = true
  await flooding
  await expect.poll(async () => (await messagesOf('And I am Eve')).map(({ text }) => text)).toContain(`Line ${lines}`)
})

test('ten tabs of one shopper agree, each shows an answer once, and one of them sounds', async () => {
  other.who = { sub: 'ten-tabs', name: 'Tina Webb' }
  const first = await story.page({ viewport: { width: 800, height: 600 } })
  const context = first.context()
  const sounds: Page[] = []
  await context.exposeBinding('heard', ({ page }) => {
    sounds.push(page)
  })
  await context.addInitScript(() => {
    const real = AudioContext.prototype.createOscillator
    AudioContext.prototype.createOscillator = function create() {
      window.heard()
      return real.call(this)
    }
  })
  await first.goto(other.url)
  // Opened by the first, as links to other tabs are.
  await first.evaluate(() => {
    for (let tab = 2; tab <= 10; tab++) window.open(location.href)
  })
  await expect.poll(() => context.pages().length).toBe(10)
  const tabs = context.pages().map((tab) => ({ tab, hub: tab.frameLocator('iframe[src*="/hub/"]') }))
  // Three of them are used, and put away.
  let written = 0
  for (const { tab, hub } of tabs.slice(0, 3)) {
    // As whoever uses it does: a browser draws those behind once a second.
    await tab.bringToFront()
    await tab.getByRole('button', { name: 'Chat with us' }).click()
    await hub.getByRole('navigation').getByRole('button', { name: 'Chat', exact: true }).click()
    const ask = hub.getByRole('button', { name: 'Ask a person' })
    const field = hub.getByRole('textbox', { name: 'Write a message' })
    // A tab that has not heard yet of the chat of another shows the FAQs for a moment.
    const isAtChat = async () => {
      if (await ask.isVisible()) await ask.click({ timeout: 1000 }).catch(() => undefined)
      return field.isVisible()
    }
    await expect.poll(isAtChat).toBe(true)
    await field.fill('From one of ten')
    await field.press('Enter')
    // Those of the tabs before are delivered already.
    written++
    await expect.poll(() => hub.locator('.message:not(.pending)', { hasText: 'From one of ten' }).count()).toBe(written)
    await hub.getByText(/Delivered/).waitFor()
    await hub.getByText(/we are back/).waitFor()
    await hub.getByRole('button', { name: 'Close the chat window' }).click()
  }
  // What is said by itself may have sounded where nobody looks.
  const before = sounds.length
  await asMaja('POST', `/tickets/${await ticketOf('From one of ten')}/messages`, {
    id: crypto.randomUUID(),
    text: 'An answer to all ten',
    isNote: false,
    attachmentIds: [],
  })
  await Promise.all(
    tabs.map(async ({ tab, hub }) => {
      await tab.getByRole('button', { name: /Chat with us \(\d\)/ }).waitFor()
      expect(await hub.getByText('An answer to all ten').count()).toBe(1)
    }),
  )
  expect(await messagesOf('From one of ten')).toHaveLength(5)
  // Two tones are one sound.
  await expect.poll(() => sounds.length - before).toBe(2)
  for (const { tab } of tabs) await tab.evaluate(() => document.title)
  const heard = sounds.slice(before)
  expect([heard.length, new Set(heard).size]).toEqual([2, 1])
  await context.close()
})

test('a shopper types and sends through a restart of the server; and one who had gone gets the one mail, which was due meanwhile', async () => {
  const ana = await ticketOf('Ana’s own question')
  await asMaja('POST', `/tickets/${ana}/messages`, {
    id: crypto.randomUUID(),
    text: 'Here is your answer',
    isNote: false,
    attachmentIds: [],
  })
  const field = strangeHub().getByRole('textbox', { name: 'Write a message' })
  await story.whileAway(async () => {
    await field.fill('Written while you were away')
    await field.press('Enter')
    await strangeHub().getByText('Sent as soon as you are connected again').waitFor()
    await field.fill('typed and not sent')
    await story.database(async (database) => {
      await database.query("update messages set created_at = created_at - interval '4 minutes' where ticket_id = $1", [ana])
      await database.query("update shopper_presence set is_here = false, seen_at = now() - interval '5 minutes'")
      await database.query('update graphile_worker._private_jobs set run_at = now() where key = $1', [`follow_up:${ana}`])
    })
  })
  await strangeHub()
    .getByText(/Delivered/)
    .waitFor()
  const sent = async () => (await messagesOf('And I am Eve')).filter(({ text }) => text === 'Written while you were away').length
  await expect.poll(sent).toBe(1)
  expect(await field.inputValue()).toBe('typed and not sent')
  const mails = async () => (await messagesOf('Ana’s own question')).filter(({ text }) => text.startsWith('You had left the chat')).length
  await expect.poll(mails).toBe(1)
  expect(await sent()).toBe(1)
})
