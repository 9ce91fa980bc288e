// @vitest-environment happy-dom
import { MantineProvider } from '@mantine/core'
import { QueryClientProvider } from '@tanstack/react-query'
import { cleanup, fireEvent, render, screen } from '@testing-library/react'
import { afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { api, type Me, queries, type Ticket } from '../api.ts'
import { startWords } from '../i18n.ts'
import { BulkBar } from './BulkBar.tsx'
import { useChosen } from './useChosen.ts'

const moment = '2026-11-02T09:00:00.000Z'
const me: Me = {
  id: 'maja',
  name: 'Maja',
  email: 'maja@shop.example',
  role: 'owner',
  language: 'en',
  timeZone: null,
  teamIds: [],
  availability: 'online',
  isActive: true,
  hasUnreadNotices: true,
  hasTwoFactor: false,
}
const ticket = (number: number): Ticket => ({
  id: `ticket-${number}`,
  number,
  subject: '',
  channel: 'email',
  status: 'open',
  priority: 'normal',
  customer: { id: 'ada', name: 'Ada', email: null, phone: null },
  assignee: null,
  team: null,
  tags: [],
  language: null,
  isSpam: false,
  isAutomated: false,
  isUnread: false,
  sentiment: null,
  orderValue: null,
  preview: '',
  holds: null,
  messageCount: 1,
  warning: null,
  linkedTicketId: null,
  mergedIntoId: null,
  lastMessageAt: moment,
  lastInboundMessageId: null,
  answerTo: null,
  waitingSince: null,
  quietSince: null,
  customerReadAt: null,
  snoozedUntil: null,
  closedAt: null,
  createdAt: moment,
  updatedAt: moment,
})
const here = [1, 2, 3].map(ticket)

/** The bar over a list of which three tickets are loaded and 4000 match. */
function List({ hasMore }: { hasMore: boolean }) {
  const choosing = useChosen(here)
  return (
    <>
      <button type="button" onClick={choosing.chooseHere}>
        choose here
      </button>
      <BulkBar choosing={choosing} asked={{ view: 'all', sort: 'newest' }} hasMore={hasMore} />
    </>
  )
}
const open = (hasMore: boolean) => {
  render(
    <QueryClientProvider client={queries}>
      <MantineProvider env="test">
        <List hasMore={hasMore} />
      </MantineProvider>
    </QueryClientProvider>,
  )
  fireEvent.click(screen.getByText('choose here'))
}

beforeAll(() => startWords('en'))
beforeEach(() => {
  vi.spyOn(globalThis, 'fetch').mockImplementation(() => new Promise(() => undefined))
  queries.setQueryData(api.me.get.queryKey(), me)
  queries.setQueryData(api.bulk.count.queryKey({ input: { chosen: { view: 'all', except: [] } } }), { count: 4000 })
})
afterEach(() => {
  cleanup()
  vi.restoreAllMocks()
})

test('where more match than are here, all of them are offered with their number, and then chosen', () => {
  open(true)
  expect(screen.getByText('3 chosen')).toBeTruthy()
  fireEvent.click(screen.getByRole('button', { name: 'Choose all 4,000' }))
  expect(screen.getByText('4,000 chosen')).toBeTruthy()
  expect(screen.queryByRole('button', { name: /Choose all/ })).toBeNull()
})

test('where all that match are here, nothing more is offered', () => {
  open(false)
  expect(screen.getByText('3 chosen')).toBeTruthy()
  expect(screen.queryByRole('button', { name: /Choose all/ })).toBeNull()
})

const list = api.tickets.list.infiniteKey({ input: () => ({}), initialPageParam: undefined })
const statuses = () =>
  queries.getQueryData<{ pages: { tickets: Ticket[] }[] }>(list)?.pages.flatMap(({ tickets }) => tickets.map(({ status }) => status))

test('the rows change at once, but for chats that can still be taken back; a run that was not begun has them asked for anew', async () => {
  const chat = { ...ticket(4), channel: 'webchat' as const }
  here.push(chat)
  queries.setQueryData(list, { pages: [{ tickets: [...here, ticket(5)], nextCursor: null }], pageParams: [undefined] })
  try {
    open(false)
    let refuse: (error: Error) => void = () => undefined
    vi.mocked(globalThis.fetch).mockImplementation(
      () =>
        new Promise((_, reject) => {
          refuse = reject
        }),
    )
    fireEvent.click(screen.getByRole('button', { name: 'Close' }))
    await expect.poll(statuses).toEqual(['closed', 'closed', 'closed', 'open', 'open'])
    expect(queries.getQueryState(list)?.isInvalidated).toBe(false)
    await expect.poll(() => vi.mocked(globalThis.fetch).mock.calls.length).toBeGreaterThan(0)
    refuse(new Error('no network'))
    await expect.poll(() => queries.getQueryState(list)?.isInvalidated).toBe(true)
  } finally {
    here.pop()
  }
})
