// @vitest-environment happy-dom
import { expect, test } from 'vitest'
import type { Filter } from '../../shared/filter.ts'
import type { View } from '../api.ts'
import { listed } from './listQuery.ts'

const open: Filter = { field: 'status', operator: 'is', value: 'open' }
const mine: Filter = { field: 'assignee', operator: 'is', value: 'me' }
const upset: Filter = { field: 'sentiment', operator: 'is', value: ['urgent', 'negative'] }
const plain = { teamIds: [], ownerName: null, columns: null, myColumns: null, updatedAt: null }
const standing: View = {
  ...plain,
  id: 'mine',
  name: 'My inbox',
  isStanding: true,
  isShared: true,
  isMine: false,
  filter: { all: [mine, open] },
  sort: 'newest',
}
const saved: View = {
  ...plain,
  id: 'v1',
  name: 'Upset customers',
  isStanding: false,
  isShared: false,
  isMine: true,
  filter: { all: [upset] },
  sort: 'worst',
}

test('an untouched view is asked for by its name', () => {
  expect(listed(standing, {})).toEqual({ view: 'mine', sort: 'newest' })
  expect(listed(saved, { filter: { all: [upset] }, sort: 'oldest' })).toEqual({ view: 'v1', sort: 'oldest' })
})

test('a filter narrows a standing view and replaces that of a saved one', () => {
  expect(listed(standing, { filter: { all: [upset] } })).toEqual({ filter: { all: [mine, open, upset] }, sort: 'newest' })
  expect(listed(saved, { filter: { all: [mine] } })).toEqual({ filter: { all: [mine] }, sort: 'worst' })
  expect(listed(saved, { filter: { all: [] } })).toEqual({ filter: { all: [] }, sort: 'worst' })
})

test('every view can be narrowed by status, also one that has a status of its own', () => {
  expect(listed(standing, { status: 'closed' })).toEqual({ filter: { all: [mine] }, status: 'closed', sort: 'newest' })
  expect(listed(saved, { status: 'open' })).toEqual({ filter: { all: [upset] }, status: 'open', sort: 'worst' })
})

test('a status in the filter takes the place of the standing view’s own', () => {
  const closed: Filter = { field: 'status', operator: 'is', value: 'closed' }
  expect(listed(standing, { filter: { all: [closed] } }).filter).toEqual({ all: [mine, closed] })
})

test('an unfinished filter changes nothing', () => {
  expect(listed(standing, { filter: { all: [{ field: 'tag', operator: 'is', value: [] }] } })).toEqual({ view: 'mine', sort: 'newest' })
})
