import { expect, test } from 'vitest'
import { openPresence, silentAfter } from './presence.ts'

const maja = { agentId: 'm', name: 'Maja' }
const tom = { agentId: 't', name: 'Tom' }

test('each agent is there once, however many desks they have, until the last one leaves', () => {
  const book = openPresence()
  expect(book.look('1', maja, 'a', 0)).toEqual(['a'])
  expect(book.look('2', maja, 'a', 0)).toEqual(['a'])
  book.look('3', tom, 'a', 0)
  expect(book.at('a').people).toEqual([maja, tom])
  expect(book.leave('1')).toEqual(['a'])
  expect(book.at('a').people).toContainEqual(maja)
  book.leave('2')
  expect(book.at('a').people).toEqual([tom])
})

test('whoever goes on to another ticket leaves the first, and saying the same again changes nothing', () => {
  const book = openPresence()
  book.look('1', maja, 'a', 0)
  expect(book.look('1', maja, 'a', 1)).toEqual([])
  expect(book.look('1', maja, 'b', 2)).toEqual(['a', 'b'])
  expect(book.all()).toEqual([{ ticketId: 'b', people: [maja] }])
  expect(book.look('1', maja, null, 3)).toEqual(['b'])
  expect(book.all()).toEqual([])
})

test('a desk that falls silent is gone within seconds', () => {
  const book = openPresence()
  book.look('1', maja, 'a', 0)
  book.look('2', tom, 'a', 5000)
  expect(book.expire(silentAfter)).toEqual([])
  expect(book.expire(silentAfter + 1)).toEqual(['a'])
  expect(book.at('a').people).toEqual([tom])
})
