import { expect, test } from 'vitest'
import { countText } from './countText.ts'

test('a count says its number up to 999, and 999+ beyond', () => {
  expect([0, 9, 999, 1000, 5000].map(countText)).toEqual(['0', '9', '999', '999+', '999+'])
})
