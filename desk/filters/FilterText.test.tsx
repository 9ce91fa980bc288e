// @vitest-environment happy-dom
import { MantineProvider } from '@mantine/core'
import { QueryClientProvider } from '@tanstack/react-query'
import { act, cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react'
import { afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import type { Filter } from '../../shared/filter.ts'
import { api, type Condition, queries } from '../api.ts'
import { startWords } from '../i18n.ts'
import { FilterText } from './FilterText.tsx'

const conditions: Condition[] = [
  {
    field: 'sentiment',
    group: 'Sentiment',
    label: 'Label',
    kind: 'choice',
    operators: ['is', 'is_not'],
    choices: ['urgent', 'negative'].map((value) => ({ value, label: value })),
  },
]
const key = api.views.conditions.queryKey()
const upset = (value: string | string[]): Filter => ({ all: [{ field: 'sentiment', operator: 'is', value }] })
const everything: Filter = { all: [] }
let told: Filter[]
let show: (filter: Filter) => void

/** The box over a list that asks `filter`; what it tells waits in `told`, as an address that follows later does. */
function open(filter: Filter): void {
  const page = (asked: Filter) => (
    <QueryClientProvider client={queries}>
      <MantineProvider env="test">
        <FilterText filter={asked} onChange={(next) => told.push(next)} />
      </MantineProvider>
    </QueryClientProvider>
  )
  const { rerender } = render(page(filter))
  show = (next) => rerender(page(next))
}
const box = () => screen.getByRole<HTMLInputElement>('combobox')
const type = (text: string) => {
  box().focus()
  fireEvent.change(box(), { target: { value: text } })
}
const enter = () => fireEvent.keyDown(box(), { key: 'Enter' })
const conditionsArrive = () => act(async () => void queries.setQueryData(key, { conditions }))

beforeAll(async () => {
  await startWords('en')
  queries.setQueryDefaults(key, { enabled: false })
})
beforeEach(() => {
  told = []
  queries.setQueryData(key, { conditions })
})
afterEach(cleanup)

test('what is typed before the fields are known stays', async () => {
  queries.removeQueries()
  open(everything)
  type('se')
  await conditionsArrive()
  // The fields are known now: it can be completed.
  await screen.findByRole('option')
  expect(box().value).toBe('se')
})

test('typed before the filter of the address can be printed, it is added to that', async () => {
  queries.removeQueries()
  open(upset('urgent'))
  type('parcel')
  await conditionsArrive()
  await waitFor(() => expect(box().value).toBe('sentiment:urgent parcel'))
})

test('a list that is fetched anew, or fields that are, take no letter away', async () => {
  open(everything)
  type('sentim')
  show({ all: [] })
  expect(box().value).toBe('sentim')
  await act(async () => void queries.setQueryData(key, { conditions: conditions.map((one) => ({ ...one, field: 'sentiment_label' })) }))
  await screen.findByRole('option', { name: /sentiment_label/ })
  expect(box().value).toBe('sentim')
})

test('what is typed while the address follows stays', () => {
  open(everything)
  type('sentiment:urgent')
  enter()
  expect(told).toEqual([upset('urgent')])
  type('sentiment:urgent,neg')
  show(upset('urgent'))
  expect(box().value).toBe('sentiment:urgent,neg')
})

test('of two that were told, the first to arrive leaves the text of the second', () => {
  open(everything)
  type('sentiment:urgent')
  enter()
  type('sentiment:urgent,negative')
  enter()
  box().blur()
  show(upset('urgent'))
  expect(box().value).toBe('sentiment:urgent,negative')
  show(upset(['urgent', 'negative']))
  expect(box().value).toBe('sentiment:urgent,negative')
})

test('a chip or the builder changes the text, and one who is writing is not interrupted', () => {
  open(upset(['urgent', 'negative']))
  expect(box().value).toBe('sentiment:urgent,negative')
  show(everything)
  expect(box().value).toBe('')
  type('parc')
  show(upset('urgent'))
  expect(box().value).toBe('parc')
  box().blur()
  show(everything)
  expect(box().value).toBe('')
})

test('a list that is drawn anew all the time still follows what is written', async () => {
  open(everything)
  type('parcel')
  await expect
    .poll(
      () => {
        act(() => show({ all: [] }))
        return told
      },
      { interval: 20 },
    )
    .toHaveLength(1)
})

test('the cross empties it, and what a chip says afterwards stands there', () => {
  open(upset('urgent'))
  fireEvent.click(screen.getByRole('button'))
  show(everything)
  expect(box().value).toBe('')
  show(upset('negative'))
  expect(box().value).toBe('sentiment:negative')
})
