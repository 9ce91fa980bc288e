import { expect, test } from 'vitest'
import { changesOf, isSendable, sameSet } from './recipientSet.ts'

const derived = { to: ['ana@x.example'], cc: ['eva@x.example'], bcc: [] }

test('every difference from the derived set has a name; who only moved from Cc to To is no stranger', () => {
  expect(changesOf(derived, { to: ['ana@x.example'], cc: [], bcc: ['boss@x.example'] })).toEqual({
    added: ['boss@x.example'],
    left: ['eva@x.example'],
  })
  const moved = { to: ['ana@x.example', 'eva@x.example'], cc: [], bcc: [] }
  expect(changesOf(derived, moved)).toEqual({ added: [], left: [] })
  expect(sameSet(derived, moved)).toBe(false)
})

test('a mail goes to somebody, and to whole addresses only', () => {
  expect(isSendable(derived)).toBe(true)
  expect(isSendable({ ...derived, to: [] })).toBe(false)
  expect(isSendable({ ...derived, cc: ['eva@x'] })).toBe(false)
})
