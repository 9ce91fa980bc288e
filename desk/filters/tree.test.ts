import { describe, expect, test } from 'vitest'
import type { Filter } from '../../shared/filter.ts'
import { asGroup, both, finished, isEverything, isFilter, isSame, simplest, withMore, withoutField, withPart } from './tree.ts'

const upset: Filter = { field: 'sentiment', operator: 'is', value: ['urgent', 'negative'] }
const open: Filter = { field: 'status', operator: 'is', value: ['open'] }

describe('a filter in the builder', () => {
  test('a lone test is shown as a group of one', () => {
    expect(asGroup(upset)).toEqual({ all: [upset] })
    expect(asGroup({ any: [upset] })).toEqual({ any: [upset] })
  })

  test('a part is replaced, added and taken out without changing the old filter', () => {
    const group = { all: [upset] }
    expect(withMore(group, open)).toEqual({ all: [upset, open] })
    expect(withPart({ any: [upset, open] }, 0, open)).toEqual({ any: [open, open] })
    expect(withPart(group, 0, undefined)).toEqual({ all: [] })
    expect(group).toEqual({ all: [upset] })
  })

  test('unfinished tests and the groups they leave empty are not asked', () => {
    const building: Filter = {
      all: [
        upset,
        { field: 'channel', operator: 'is', value: [] },
        { any: [{ field: 'subject', operator: 'contains', value: ' ' }] },
        { field: 'assignee', operator: 'is_empty' },
        { field: 'order_value', operator: 'above' },
        { field: 'spam', operator: 'is', value: false },
        { field: 'number', operator: 'is', value: 0 },
      ],
    }
    expect(finished(building)).toEqual({
      all: [
        upset,
        { field: 'assignee', operator: 'is_empty' },
        { field: 'spam', operator: 'is', value: false },
        { field: 'number', operator: 'is', value: 0 },
      ],
    })
    expect(finished({ any: [] })).toEqual({ all: [] })
  })

  test('two filters are joined flat, and "everything" adds nothing', () => {
    expect(both({ all: [] }, upset)).toEqual(upset)
    expect(both({ all: [open] }, upset)).toEqual({ all: [open, upset] })
    expect(both({ any: [open, upset] }, upset)).toEqual({ all: [{ any: [open, upset] }, upset] })
    expect(isEverything({ all: [{ all: [] }] })).toBe(true)
    expect(isEverything({ any: [] })).toBe(false)
  })

  test('needless groups and lists of one fall away, and what asks the same is the same', () => {
    expect(simplest({ all: [{ all: [upset, { any: [open] }] }] })).toEqual({ all: [upset, { ...open, value: 'open' }] })
    expect(simplest({ all: [{ all: [] }] })).toEqual({ all: [] })
    expect(simplest({ any: [{ all: [] }] })).toEqual({ all: [] })
    expect(simplest({ all: [{ any: [] }] })).toEqual({ any: [] })
    expect(isSame(upset, { all: [upset] })).toBe(true)
    expect(isSame({ any: [upset, open] }, { all: [upset, open] })).toBe(false)
  })

  test('another status can take the place of the one a view asks for', () => {
    expect(withoutField({ all: [open, upset] }, 'status')).toEqual({ all: [upset] })
    expect(withoutField({ any: [open, upset] }, 'status')).toEqual({ any: [open, upset] })
  })

  test('an address that holds something else is not taken for a filter', () => {
    expect(isFilter({ all: [upset, { any: [open] }] })).toBe(true)
    for (const not of [null, 'x', 3, [], {}, { all: 'x' }, { all: [{ field: 1, operator: 'is' }] }]) expect(isFilter(not)).toBe(false)
  })
})
