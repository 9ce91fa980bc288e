// @vitest-environment happy-dom
import { expect, test } from 'vitest'
import type { View } from '../api.ts'
import { columnsOf, toggled } from './columns.ts'
import { moved, placeOf } from './order.ts'

const view = (id: string, isStanding = false): View => ({
  ...{ id, name: id, isStanding, isShared: isStanding, teamIds: [], isMine: !isStanding, ownerName: null },
  ...{ filter: { all: [] }, sort: 'newest', columns: null, myColumns: null, updatedAt: null },
})
const views = [view('mine', true), view('a'), view('b'), view('c')]
const ids = (list: View[]) => list.map(({ id }) => id).join(' ')

test('a view is moved among the saved ones, no further than their ends; the standing ones stay', () => {
  expect(ids(moved(views, 'c', 0))).toBe('mine c a b')
  expect(ids(moved(views, 'a', 1))).toBe('mine b a c')
  expect(ids(moved(views, 'b', 99))).toBe('mine a c b')
  expect(ids(moved(views, 'b', -1))).toBe('mine b a c')
  expect(moved(views, 'gone', 0)).toBe(views)
  expect(placeOf(views, 'c')).toEqual({ at: 2, of: 3 })
})

test('a fact is shown or not, always in the order of the row; one’s own choice comes before the view’s', () => {
  expect(toggled(['waiting'], 'number')).toEqual(['number', 'waiting'])
  expect(toggled(['number', 'waiting'], 'waiting')).toEqual(['number'])
  expect(columnsOf({ columns: ['tags'], myColumns: null })).toEqual(['tags'])
  expect(columnsOf({ columns: ['tags'], myColumns: [] })).toEqual([])
  expect(columnsOf({ columns: null, myColumns: null })).toContain('sentiment')
})
