/** A shop of one's own, from nothing: the owner comes first, sets the shop up, and the first customer's mail is a ticket. */
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { axe, openStory, type Story } from './open.ts'

let story: Story
let page: Page
beforeAll(async () => {
  story = await openStory({ isDemo: false })
  // Here things move, as for most people.
  const most = { reducedMotion: 'no-preference' } as const
  page = await story.page({ ...most, permissions: ['clipboard-read', 'clipboard-write'], timezoneId: 'Europe/Amsterdam' })
})
afterAll(() => story?.close())

const step = (name: string) => page.getByRole('region', { name: 'Three things to do' }).getByRole('listitem').filter({ hasText: name })
const saved = async () => {
  await page.getByText('Saved', { exact: true }).last().waitFor()
  await page.getByText('Not saved yet', { exact: true }).waitFor({ state: 'detached' })
}
const go = (name: string) => page.getByRole('navigation', { name: 'Settings' }).getByRole('link', { name, exact: true }).click()
const isFine = async () => {
  expect(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)).toBe(0)
  expect(await axe(page)).toEqual([])
}

test('whoever comes first becomes the owner, and is led to what there is to do', async () => {
  await page.goto(story.warmline.url)
  await page.getByLabel('Your name').fill('Ines Kaya')
  await page.getByLabel('Email address').fill('ines@jolt.example')
  await page.getByLabel('Password', { exact: true }).fill('correct horse battery')
  await page.getByRole('button', { name: 'Create the account' }).click()
  await page.getByRole('heading', { name: 'Three things to do' }).waitFor()
  for (const name of ['support address', 'Forward', 'hub']) await step(name).getByText('Still to do').waitFor()
  await isFine()
})

test('the shop has a name, and the zone of its browser', async () => {
  expect(await page.getByLabel('Time zone').inputValue()).toBe('Europe/Amsterdam')
  await page.getByLabel('Name of the shop').fill('Jolt Coffee')
  await page.getByRole('button', { name: 'Save' }).click()
  await saved()
})

test('the support address is set, and where to forward it stands below', async () => {
  await go('Email')
  await page.getByLabel('Support address').fill('hello@jolt.example')
  expect(await page.getByLabel('Display name').inputValue()).toBe('Jolt Coffee')
  await page
    .locator('form', { has: page.getByLabel('Support address') })
    .getByRole('button', { name: 'Save' })
    .click()
  await saved()
  await step('support address').getByText('hello@jolt.example').waitFor()
  await page.getByText(/^hello=jolt\.example@/).waitFor()
  await page.getByText(`port ${story.warmline.mailPort}.`).first().waitFor()
  await page.getByText('hello+t…@jolt.example').waitFor()
  await isFine()
})

test('a test mail tells what the mail server answered', async () => {
  await page.getByText('Nothing leaves this server').waitFor()
  await page.getByRole('button', { name: 'Send me a test mail' }).click()
  await page.getByText('250 kept in the demo mailbox of ines@jolt.example').waitFor()
})

test('a DKIM key is made and shown as the record to publish, and turned on', async () => {
  await page.getByRole('button', { name: 'Make a key' }).click()
  await page.getByText('warmline._domainkey.jolt.example').waitFor()
  await page.getByRole('listitem').filter({ hasText: '_domainkey' }).getByRole('button', { name: 'Copy: Value' }).click()
  const record = await page.evaluate(() => navigator.clipboard.readText())
  expect(record).toMatch(/^v=DKIM1; k=rsa; p=[A-Za-z0-9+/]{300,}=*$/)
  await page.getByRole('switch', { name: 'Sign outgoing mail' }).press('Space')
  await saved()
  await expect.poll(() => page.getByRole('switch', { name: 'Sign outgoing mail' }).isChecked()).toBe(true)
  await isFine()
})

test('a mail to the new address is a ticket, with tags to choose from', async () => {
  await story.mail({
    from: 'Noor de Wit <noor@mail.example>',
    to: 'hello@jolt.example',
    subject: 'Grinder arrived broken',
    text: 'My grinder arrived broken. I am very disappointed and want my money back.',
  })
  await page
    .getByText(/Last mail taken in/)
    .first()
    .waitFor()
  await page.getByRole('navigation').first().getByText('All tickets').click()
  const row = page.getByRole('list', { name: 'Tickets' }).getByRole('listitem').filter({ hasText: 'Noor de Wit' })
  await row.getByText('Negative').waitFor()
  const { tags } = await page.evaluate(async () => (await fetch('/api/v1/tags')).json())
  expect(tags.length).toBeGreaterThan(5)
})

test('the hub’s page gives the tag, the secret when asked, and a new one with which the old one holds a day more or ends', async () => {
  await page.goto(`${story.warmline.url}/desk/settings/hub`)
  await page.getByText(`<script src="${story.warmline.url}/hub.js"`).waitFor()
  await isFine()
  await page.getByRole('button', { name: 'Show the secret' }).click()
  const secret = () =>
    page
      .locator('code')
      .filter({ hasText: /^[\w-]{43}$/ })
      .textContent()
  const first = await secret()
  const renew = () => page.getByRole('dialog').getByRole('button', { name: 'Make a new one' }).click()
  await page.getByRole('button', { name: 'Make a new one' }).click()
  await renew()
  await page.getByText(/The old one is taken until/).waitFor()
  const second = await secret()
  expect(second).not.toBe(first)
  await page.getByRole('button', { name: 'Make a new one' }).click()
  await page.getByRole('radio', { name: /It ends at once/ }).check()
  await isFine()
  await renew()
  await expect.poll(secret).not.toBe(second)
  await expect.poll(() => page.getByText(/The old one is taken until/).count()).toBe(0)
  await page.getByLabel('Welcome').fill('Hi, how can we help?')
  await page.getByRole('button', { name: 'Save' }).click()
  await saved()
  const settings = await (await fetch(`${story.warmline.url}/api/v1/hub/settings`)).json()
  expect(settings).toMatchObject({ shopName: 'Jolt Coffee', welcome: 'Hi, how can we help?' })
  const handbook = await fetch(
    `${story.warmline.url}${await page.getByRole('link', { name: 'Everything about the hub' }).getAttribute('href')}`,
  )
  expect(await handbook.text()).toContain('# The Customer Hub')
})
