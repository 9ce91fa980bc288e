// @vitest-environment happy-dom
import { expect, test } from 'vitest'
import type { Ticket } from '../api.ts'
import { merged } from './refreshLists.ts'

const ticket = (id: string, subject = '') => ({ id, subject }) as Ticket
const page = (...ids: string[]) => ({ tickets: ids.map((id) => ticket(id)), nextCursor: 'x' })
const list = { pages: [page('a', 'b', 'c'), page('d', 'e', 'f'), page('g')], pageParams: [undefined, 'x', 'x'] }
const said = (data: { pages: { tickets: Ticket[] }[] }) =>
  data.pages.map(({ tickets }) => tickets.map(({ id, subject }) => id + subject).join(' '))

test('a long list gets a new top, and what is on the screen as it is now; each ticket stays in it once', () => {
  const seen = [ticket('d'), ticket('e')]
  const after = merged(list, [ticket('new'), ticket('f'), ticket('a', '!')], seen, [ticket('e', '!')])
  expect(said(after)).toEqual(['new f a! b c', 'e!', 'g'])
})

test('where nothing is on the screen nothing is taken out', () => {
  expect(said(merged(list, [ticket('a'), ticket('b'), ticket('c')], [], []))).toEqual(['a b c', 'd e f', 'g'])
})
