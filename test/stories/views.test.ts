/**
 * Views by keyboard alone: made by the builder and by text, narrowed, shared with a team, arranged, deleted and brought back.
 * At the end by hand and by two at once: two who edit one view, and the order that one gives them by mouse and by keyboard.
 */
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Filter } from '../../shared/filter.ts'
import { axe, openStory, type Story } from './open.ts'

let story: Story
let maja: Page
beforeAll(async () => {
  story = await openStory()
  maja = await story.desk('Maja')
  await rows(maja).first().waitFor()
})
afterAll(() => story?.close())

const rows = (page: Page) => page.getByRole('list', { name: 'Tickets' }).getByRole('listitem').and(page.locator('[data-row]'))
const box = (page: Page) => page.getByRole('combobox', { name: 'Search or filter' })
const own = (page: Page) => page.getByRole('navigation').getByRole('list', { name: 'Views' }).getByRole('link')
const named = (page: Page, name: string) => own(page).filter({ hasText: new RegExp(`^${name}`) })
const soon = <T>(ask: () => T) => expect.poll(ask)
/** The names of the saved views in their order. */
const namesIn = async (page: Page) => (await own(page).allInnerTexts()).map((text) => text.split('\n')[0]?.trim())
const focused = (page: Page) => page.evaluate(() => document.activeElement?.textContent ?? '')
/** Presses Tab until what has the focus is called this. */
async function tabTo(page: Page, name: string | RegExp, key = 'Tab'): Promise<void> {
  const seen: string[] = []
  for (let n = 0; n < 90; n++) {
    const called = await page.evaluate(() => {
      const on = document.activeElement
      const labelled = on?.getAttribute('aria-label') ?? (on instanceof HTMLInputElement ? on.labels?.[0]?.textContent : undefined)
      return (labelled || on?.textContent || '').trim()
    })
    if (typeof name === 'string' ? called === name : name.test(called)) return
    seen.push(called.slice(0, 30))
    await page.keyboard.press(key)
  }
  throw new Error(`the keyboard never came to ${name}; it came to ${seen.join(' | ')}`)
}
const filterIn = async (page: Page) => JSON.parse(new URL(page.url()).searchParams.get('filter') ?? 'null') as Filter | null
const upset = { field: 'sentiment', operator: 'is', value: ['urgent', 'negative'] }

test('text in the search box narrows the list, completed by keyboard, and the chip below says the same', async () => {
  await maja.keyboard.press('/')
  await maja.keyboard.type('senti')
  await maja.getByRole('option', { name: /^sentiment:/ }).waitFor()
  await maja.keyboard.press('Tab')
  await maja.keyboard.type('urg')
  await maja.getByRole('option', { name: /^urgent/ }).waitFor()
  await maja.keyboard.press('Tab')
  await maja.keyboard.type(',neg')
  await maja.keyboard.press('ArrowDown')
  await maja.keyboard.press('Enter')
  await maja.keyboard.press('Enter')
  expect(await box(maja).inputValue()).toBe('sentiment:urgent,negative')
  await maja.getByRole('button', { name: 'Sentiment is Urgent or Negative', exact: true }).waitFor()
  await soon(() => filterIn(maja)).toEqual({ all: [upset] })
  await soon(async () => (await rows(maja).allInnerTexts()).every((text) => /Urgent|Negative/.test(text))).toBe(true)
  expect(await axe(maja)).toEqual([])
})

test('what cannot be read is told with its place, and the list stays as it was', async () => {
  await maja.keyboard.type(' colour:red')
  await maja.keyboard.press('Enter')
  const problem = maja.getByRole('button', { name: 'There is no field “colour”.' })
  await problem.waitFor()
  await problem.click()
  expect(await box(maja).evaluate((input: HTMLInputElement) => input.value.slice(input.selectionStart ?? 0, input.selectionEnd ?? 0))).toBe(
    'colour',
  )
  expect(await filterIn(maja)).toEqual({ all: [upset] })
  expect(await axe(maja)).toEqual([])
})

test('the chips change the text', async () => {
  await maja.getByRole('button', { name: /^Remove filter: Sentiment/ }).press('Enter')
  await soon(() => box(maja).inputValue()).toBe('')
  await soon(() => filterIn(maja)).toBeNull()
})

test('text becomes a view: written, saved, named', async () => {
  await box(maja).focus()
  await maja.keyboard.type('sentiment:urgent,negative -tag:spam')
  await maja.keyboard.press('Enter')
  await tabTo(maja, 'Create view')
  await maja.keyboard.press('Enter')
  await maja.getByRole('heading', { name: 'Create view', exact: true }).waitFor()
  await maja.keyboard.type('Upset by text')
  await tabTo(maja, 'Save view')
  await maja.keyboard.press('Enter')
  await own(maja).filter({ hasText: 'Upset by text' }).waitFor()
  expect(await box(maja).inputValue()).toBe('sentiment:urgent,negative -tag:spam')
})

test('the builder makes the same by keyboard: Filters, Sentiment, Label, Urgent and Negative', async () => {
  await own(maja).filter({ hasText: 'Upset by text' }).focus()
  await tabTo(maja, 'Create view', 'Shift+Tab')
  await maja.keyboard.press('Enter')
  await maja.getByRole('heading', { name: 'Create view', exact: true }).waitFor()
  await maja.keyboard.type('Upset by builder')
  await tabTo(maja, 'Filters')
  await maja.keyboard.press('Enter')
  await maja.getByRole('menuitem', { name: 'Sentiment' }).waitFor()
  await maja.keyboard.press('Enter')
  await maja.getByRole('menuitem', { name: 'Label' }).waitFor()
  await maja.keyboard.press('Enter')
  await maja.getByRole('checkbox', { name: 'Urgent' }).waitFor()
  await maja.getByRole('checkbox', { name: 'Urgent' }).focus()
  await maja.keyboard.press('Space')
  await maja.keyboard.press('Tab')
  await maja.keyboard.press('Space')
  await maja.getByText(/open tickets? match/).waitFor()
  expect(await box(maja).inputValue()).toBe('sentiment:urgent,negative')
  expect(await axe(maja)).toEqual([])
  await tabTo(maja, 'Tags')
  await maja.keyboard.press('Space')
  await tabTo(maja, 'Save view')
  await maja.keyboard.press('Enter')
  await own(maja).filter({ hasText: 'Upset by builder' }).waitFor()
  await soon(async () => (await rows(maja).allInnerTexts()).every((text) => /Urgent|Negative/.test(text))).toBe(true)
})

test('a view is narrowed by status, and keeps its question', async () => {
  await tabTo(maja, 'Any status')
  await maja.keyboard.press('Enter')
  await maja.getByRole('menuitem', { name: 'Closed' }).focus()
  await maja.keyboard.press('Enter')
  await soon(() => new URL(maja.url()).searchParams.get('status')).toBe('closed')
  await soon(async () => (await rows(maja).allInnerTexts()).every((text) => /Urgent|Negative/.test(text) && /Closed/.test(text))).toBe(true)
})

test('shared with a team, it is there for that team at once, and not for others', async () => {
  const member = 'Tom'
  const [tom, ingrid] = [await story.desk(member), await story.desk('Ingrid')]
  const { teams } = await story.api<{ teams: { name: string; agentIds: string[] }[] }>('/teams')
  const { agents } = await story.api<{ agents: { id: string; name: string }[] }>('/agents')
  const idOf = (name: string) => agents.find((agent) => agent.name.startsWith(name))?.id ?? ''
  const team = teams.find(({ agentIds }) => agentIds.includes(idOf(member)) && !agentIds.includes(idOf('Ingrid')))
  if (!team) throw new Error(`no team has ${member} without Ingrid: ${JSON.stringify(teams)}`)
  await own(maja).filter({ hasText: 'Upset by builder' }).press('Enter')
  await tabTo(maja, 'More for this view')
  await maja.keyboard.press('Enter')
  await maja.getByRole('menuitem', { name: 'Edit view' }).waitFor()
  await maja.keyboard.press('Enter')
  await maja.getByRole('radio', { name: 'Only me' }).waitFor({ state: 'attached' })
  await maja.getByRole('radio', { name: 'Only me' }).focus()
  await maja.keyboard.press('ArrowRight')
  await maja.keyboard.press('ArrowRight')
  await maja.keyboard.press('Tab')
  await maja.keyboard.type(team.name.slice(0, 4))
  await maja.getByRole('option', { name: team.name }).waitFor()
  await maja.keyboard.press('ArrowDown')
  await maja.keyboard.press('Enter')
  await tabTo(maja, 'Save view')
  await maja.keyboard.press('Enter')
  await own(tom).filter({ hasText: 'Upset by builder' }).waitFor()
  expect(await own(ingrid).filter({ hasText: 'Upset by builder' }).count()).toBe(0)
  // Tom may look at it and copy it, and is told why not more.
  await own(tom).filter({ hasText: 'Upset by builder' }).press('Enter')
  await tom.getByRole('button', { name: 'More for this view' }).press('Enter')
  await tom.getByText(/Maja Lindqvist made this view/).waitFor()
  expect(await axe(tom)).toEqual([])
  await tom.getByRole('menuitem', { name: 'Duplicate' }).press('Enter')
  await own(tom).filter({ hasText: 'Copy of Upset by builder' }).waitFor()
})

test('views are reordered with Alt and the arrows, told aloud, and stay so', async () => {
  const names = () => namesIn(maja)
  const before = await names()
  const last = before.at(-1) ?? ''
  await own(maja).last().focus()
  await maja.keyboard.press('Alt+ArrowUp')
  await soon(names).toEqual([...before.slice(0, -2), last, before.at(-2)])
  await maja.getByText(`${last} is now ${before.length - 1} of ${before.length}`).waitFor({ state: 'attached' })
  await soon(() => focused(maja)).toContain(last)
  const kept = async () => (await story.api<{ views: { name: string }[] }>('/views')).views.map(({ name }) => name)
  await soon(async () => (await kept()).slice(-2)).toEqual([last, before.at(-2)])
  await maja.reload()
  await own(maja).first().waitFor()
  await soon(names).toEqual([...before.slice(0, -2), last, before.at(-2)])
})

test('a view is duplicated, deleted, and brought back where it was', async () => {
  await own(maja).filter({ hasText: 'Upset by text' }).press('Enter')
  await maja.getByRole('heading', { name: 'Upset by text', exact: true }).waitFor()
  await tabTo(maja, 'More for this view')
  await maja.keyboard.press('Enter')
  await maja.getByRole('menuitem', { name: 'Duplicate' }).focus()
  await maja.keyboard.press('Enter')
  await own(maja).filter({ hasText: 'Copy of Upset by text' }).waitFor()
  const before = await namesIn(maja)
  await own(maja)
    .filter({ hasText: /^Upset by text/ })
    .press('Enter')
  await maja.getByRole('heading', { name: 'Upset by text', exact: true }).waitFor()
  await maja.getByRole('button', { name: 'More for this view' }).press('Enter')
  await maja.getByRole('menuitem', { name: 'Delete view' }).press('Enter')
  await soon(() =>
    own(maja)
      .filter({ hasText: /^Upset by text/ })
      .count(),
  ).toBe(0)
  await maja.getByRole('button', { name: 'Undo' }).press('Enter')
  await soon(() => namesIn(maja)).toEqual(before)
})

test('an old link that names a deleted tag opens, says so, and finds nothing by it', async () => {
  const filter = {
    any: [
      { field: 'tag', operator: 'is', value: ['gone_for_good'] },
      { field: 'assignee', operator: 'is', value: '01890000-0000-7000-8000-00000000ffff' },
    ],
  }
  await maja.goto(`${story.warmline.url}/desk/inbox/all?filter=${encodeURIComponent(JSON.stringify(filter))}`)
  await maja.getByText('Nothing matches').waitFor()
  await maja.getByRole('button', { name: '“gone_for_good” no longer exists.' }).waitFor()
  await maja
    .getByRole('button', { name: /deleted tag “gone_for_good”/ })
    .first()
    .press('Enter')
  await maja.getByText('What no longer exists matches no ticket.').first().waitFor()
  expect(await axe(maja)).toEqual([])
})

test('what rows show is chosen for a view, and a row stays two lines of 56 px', async () => {
  await maja.goto(`${story.warmline.url}/desk/inbox/all`)
  await rows(maja).first().waitFor()
  await maja.getByRole('button', { name: 'More for this view' }).press('Enter')
  await maja.getByRole('menuitem', { name: 'What rows show' }).press('Enter')
  for (const name of ['Number', 'Recent order value', 'Tags', 'Team', 'Priority'])
    await maja.getByRole('menuitemcheckbox', { name, exact: true }).press('Enter')
  expect(await axe(maja)).toEqual([])
  await maja.keyboard.press('Escape')
  await rows(maja)
    .first()
    .getByText(/^#\d+$/)
    .waitFor()
  const heights = await rows(maja).evaluateAll((items) => [...new Set(items.map((item) => item.getBoundingClientRect().height))])
  expect(heights).toEqual([56])
})

let elsewhere: Page
/** Makes a view by the API. */
async function make(name: string): Promise<void> {
  const status = await maja.evaluate(async (wished) => {
    const body = JSON.stringify({ name: wished, filter: { field: 'subject', operator: 'contains', value: wished } })
    return (await fetch('/api/v1/views', { method: 'POST', headers: { 'content-type': 'application/json' }, body })).status
  }, name)
  expect(status).toBe(201)
}
/** Opens a view to be edited, by mouse. */
async function edit(page: Page, name: string): Promise<void> {
  await named(page, name).click()
  await page.getByRole('heading', { name, exact: true }).waitFor()
  await page.getByRole('button', { name: 'More for this view' }).click()
  await page.getByRole('menuitem', { name: 'Edit view' }).click()
  await page.getByRole('textbox', { name: 'Name' }).waitFor()
}

test('whoever edits a view that somebody else has just saved is told, and nothing is written over unasked', async () => {
  for (const name of ['Chats', 'Mails', 'Urgent ones']) await make(name)
  elsewhere = await story.desk('Maja')
  await edit(maja, 'Mails')
  await edit(elsewhere, 'Mails')
  await elsewhere.getByRole('textbox', { name: 'Name' }).fill('Mails of theirs')
  await elsewhere.getByRole('button', { name: 'Save view' }).click()
  await maja.getByText(/Somebody has changed “Mails of theirs” meanwhile/).waitFor()
  expect(await axe(maja)).toEqual([])
  await maja.getByRole('textbox', { name: 'Name' }).fill('Mails of mine')
  expect(await namesIn(elsewhere)).toContain('Mails of theirs')
  await maja.getByRole('button', { name: 'Save mine all the same' }).click()
  for (const page of [maja, elsewhere]) await named(page, 'Mails of mine').waitFor()
})

test('a view is dragged to its place by mouse, moved back by keyboard, and the other desk has the same order', async () => {
  await soon(() => namesIn(maja)).toContain('Mails of mine')
  const before = await namesIn(maja)
  const [first = '', ...rest] = before
  const last = before.at(-1) ?? ''
  await named(maja, first).dragTo(named(maja, last))
  await soon(() => namesIn(maja)).toEqual([...rest, first])
  await maja.getByText(`${first} is now ${before.length} of ${before.length}`).waitFor({ state: 'attached' })
  await soon(() => namesIn(elsewhere)).toEqual([...rest, first])
  for (let n = 1; n < before.length; n++) {
    await named(maja, first).press('Alt+ArrowUp')
    await maja.getByText(`${first} is now ${before.length - n} of ${before.length}`).waitFor({ state: 'attached' })
  }
  await soon(() => namesIn(elsewhere)).toEqual(before)
})
