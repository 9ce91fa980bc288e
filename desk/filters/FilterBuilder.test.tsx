// @vitest-environment happy-dom
import { MantineProvider } from '@mantine/core'
import { QueryClientProvider } from '@tanstack/react-query'
import { cleanup, fireEvent, render, screen, within } from '@testing-library/react'
import { useState } from 'react'
import { afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import type { Filter } from '../../shared/filter.ts'
import { api, type Condition, queries } from '../api.ts'
import { startWords } from '../i18n.ts'
import { FilterBuilder } from './FilterBuilder.tsx'

const labels = ['urgent', 'negative', 'neutral', 'positive', 'promoter', 'not_scored']
const conditions: Condition[] = [
  {
    field: 'sentiment',
    group: 'Sentiment',
    label: 'Label',
    kind: 'choice',
    operators: ['is', 'is_not'],
    choices: labels.map((value) => ({ value, label: value })),
  },
  { field: 'score', group: 'Sentiment', label: 'Score', kind: 'number', operators: ['above', 'below', 'is_empty'] },
  { field: 'unread', group: 'Ticket', label: 'Unread', kind: 'yes_no', operators: ['is'] },
]
let built: Filter

function Page({ start }: { start: Filter }) {
  const [filter, setFilter] = useState(start)
  built = filter
  return (
    <QueryClientProvider client={queries}>
      <MantineProvider env="test">
        <FilterBuilder filter={filter} onChange={setFilter} />
      </MantineProvider>
    </QueryClientProvider>
  )
}
const press = (name: string, role = 'button') => fireEvent.click(screen.getByRole(role, { name, hidden: true }))

beforeAll(() => startWords('en'))
beforeEach(() => queries.setQueryData(api.views.conditions.queryKey(), { conditions }))
afterEach(cleanup)

test('Filters, Sentiment, Label, Urgent and Negative make the filter of "Upset customers"', () => {
  render(<Page start={{ all: [] }} />)
  press('Filters')
  press('Sentiment', 'menuitem')
  press('Label', 'menuitem')
  press('Negative', 'checkbox')
  press('Urgent', 'checkbox')
  expect(built).toEqual({ all: [{ field: 'sentiment', operator: 'is', value: ['urgent', 'negative'] }] })
})

test('another operator keeps the value, one that takes none drops it', () => {
  render(<Page start={{ field: 'score', operator: 'above', value: 3 }} />)
  const how = screen.getByRole('combobox', { name: 'Score: comparison' })
  fireEvent.change(how, { target: { value: 'below' } })
  expect(built).toEqual({ all: [{ field: 'score', operator: 'below', value: 3 }] })
  fireEvent.change(how, { target: { value: 'is_empty' } })
  expect(built).toEqual({ all: [{ field: 'score', operator: 'is_empty' }] })
})

test('tests are joined by all or any, stand in groups, and go away one by one', () => {
  const unread: Filter = { field: 'unread', operator: 'is', value: true }
  render(<Page start={{ all: [unread, { any: [{ field: 'score', operator: 'below', value: 2 }] }] }} />)
  const [outer] = screen.getAllByRole('radiogroup', { name: 'How these belong together' })
  if (!outer) throw new Error('not drawn')
  fireEvent.click(within(outer).getByLabelText('Any of these'))
  expect(built).toEqual({ any: [unread, { any: [{ field: 'score', operator: 'below', value: 2 }] }] })
  press('Remove filter: Unread')
  press('Remove this group')
  expect(built).toEqual({ any: [] })
})

test('a condition that this server no longer knows is shown, and can be taken out', () => {
  render(<Page start={{ all: [{ field: 'moonphase', operator: 'is', value: 'full' }] }} />)
  expect(screen.getByText('This condition no longer exists: moonphase')).toBeTruthy()
  press('Remove filter: moonphase')
  expect(built).toEqual({ all: [] })
})
