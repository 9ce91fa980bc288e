/** In by an invitation, in again after a forgotten password, and in with a second factor: each from the mail to the working desk. */
import { createHmac } from 'node:crypto'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { axe, openStory, type Story } from './open.ts'

const colleague = 'noa.vries@nordvik.example'
let story: Story
let noa: Page
let secret = ''
beforeAll(async () => {
  story = await openStory()
  noa = await story.page()
})
afterAll(() => story?.close())

/** Opens the newest mail of the mailbox and follows the link in it. */
async function followMail(page: Page, subject: string) {
  await page.goto(`${story.warmline.url}/devices#${encodeURIComponent(colleague)}`)
  await page.getByRole('button', { name: subject }).click()
  expect(await axe(page)).toEqual([])
  await page.getByRole('article').getByRole('link', { name: story.warmline.url }).click()
}
const worksAtTheDesk = async (page: Page) => {
  await page.getByRole('navigation').first().getByText('All tickets').click()
  await page.getByRole('list', { name: 'Tickets' }).getByRole('listitem').first().click()
  await page.getByRole('region', { name: 'Properties' }).getByText('Sentiment').first().waitFor()
}
const signIn = async (page: Page, password: string) => {
  await page.getByLabel('Email address').fill(colleague)
  await page.getByLabel('Password', { exact: true }).fill(password)
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
}
const signOut = async (page: Page) => {
  await page
    .getByRole('button', { name: /Noa Vries/ })
    .first()
    .click()
  await page.getByRole('menuitem', { name: 'Sign out' }).click()
  await page.getByLabel('Email address').waitFor()
}

test('an invitation by mail leads to a working desk, once', async () => {
  const maja = await story.desk('Maja', { path: '/desk/settings/team' })
  await maja.getByLabel('Email address').fill(colleague)
  await maja.getByRole('button', { name: 'Send invitation' }).click()
  await maja.getByText(`${colleague} is invited`).waitFor()

  await followMail(noa, 'Join the support team')
  await noa.getByText(`For ${colleague}`).waitFor()
  const link = noa.url()
  await noa.getByLabel('Your name').fill('Noa Vries')
  await noa.getByLabel('Password', { exact: true }).fill('first correct horse')
  await noa.getByRole('button', { name: 'Join' }).click()
  await worksAtTheDesk(noa)
  // Her colleagues see her without being told to look again.
  await maja.getByText('Noa Vries').first().waitFor()
  const late = await story.page()
  await late.goto(link)
  await late.getByText('This invitation no longer works').waitFor()
})

test('a forgotten password is replaced by the link in a mail, once, and the old one is void', async () => {
  await signOut(noa)
  await noa.getByRole('link', { name: 'Forgot your password?' }).click()
  // Both pages ask for an address: it is the second one's that is meant.
  await noa.getByRole('button', { name: 'Send the link' }).waitFor()
  await noa.getByLabel('Email address').fill(colleague)
  await noa.getByRole('button', { name: 'Send the link' }).click()
  await noa.getByText('Look in your mailbox').waitFor()
  await followMail(noa, 'Choose a new password')
  await noa.getByLabel('New password', { exact: true }).fill('second correct horse')
  await noa.getByRole('button', { name: 'Save' }).click()
  await noa.getByText('The new password is set').waitFor()
  await signIn(noa, 'first correct horse')
  await noa.getByText('do not belong together').waitFor()
  await signIn(noa, 'second correct horse')
  await worksAtTheDesk(noa)
})

test('two-factor is set up with what an authenticator shows, and nobody is shown the door for it, in no tab', async () => {
  const other = await noa.context().newPage()
  await other.goto(`${story.warmline.url}/desk/inbox/all`)
  await other.getByRole('navigation').first().waitFor()
  await noa.goto(`${story.warmline.url}/desk/settings/profile`)
  const part = noa.locator('section').filter({ has: noa.getByRole('heading', { name: 'Two-factor sign-in' }) })
  await part.getByLabel('Your password now').fill('second correct horse')
  await part.getByRole('button', { name: 'Set up' }).click()
  secret = ((await part.locator('code').textContent()) ?? '').replace(/\s/g, '')
  await part.getByRole('img', { name: 'Code to scan' }).waitFor()
  expect(await part.getByRole('listitem').count()).toBeGreaterThanOrEqual(8)
  expect(await axe(noa)).toEqual([])
  await part.getByLabel('Enter the code').fill(codeOf(secret))
  await part.getByRole('button', { name: 'Turn on' }).click()
  await part.getByText('On', { exact: true }).waitFor()
  // Another session took the place of the one that both tabs had.
  await worksAtTheDesk(other)
  await other.close()
})

test('from then on the password alone leads nowhere, and the code leads in', async () => {
  await signOut(noa)
  await signIn(noa, 'second correct horse')
  await noa.getByLabel('Code').fill('000000')
  await noa.getByRole('button', { name: 'Sign in' }).click()
  await noa.getByText('This code is not right').waitFor()
  await noa.goto(`${story.warmline.url}/desk/inbox/all`)
  await signIn(noa, 'second correct horse')
  await noa.getByLabel('Code').fill(codeOf(secret))
  await noa.getByRole('button', { name: 'Sign in' }).click()
  await worksAtTheDesk(noa)
})

/** The six digits of now, as an authenticator computes them (RFC 6238, SHA-1, 30 s). */
function codeOf(base32: string): string {
  const bits = [...base32].map((letter) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(letter).toString(2).padStart(5, '0')).join('')
  const key = Buffer.from(bits.match(/.{8}/g)?.map((byte) => Number.parseInt(byte, 2)) ?? [])
  const counter = Buffer.alloc(8)
  counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000)))
  const hash = createHmac('sha1', key).update(counter).digest()
  const at = (hash.at(-1) ?? 0) & 15
  return String((hash.readUInt32BE(at) & 0x7fffffff) % 1_000_000).padStart(6, '0')
}
