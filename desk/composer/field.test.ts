import { expect, test } from 'vitest'
import { triggerIn, unfilledIn } from './field.ts'

test('a name is completed after its sign, at the beginning of a word', () => {
  expect(triggerIn('Hello #ref')).toEqual({ sign: '#', query: 'ref' })
  expect(triggerIn('#')).toEqual({ sign: '#', query: '' })
  expect(triggerIn('thanks :smi')).toEqual({ sign: ':', query: 'smi' })
  expect(triggerIn('ask @åsa')).toEqual({ sign: '@', query: 'åsa' })
})

test('times, addresses and ends of sentences complete nothing', () => {
  for (const text of ['at 8:30', 'order#12', 'ana@customer', 'as follows: ', 'as follows:', 'see :3', 'https://x'])
    expect(triggerIn(text)).toBeUndefined()
})

test('what a macro left unfilled is named, other braces are not', () => {
  expect(
    unfilledIn('Parcel {{ order.tracking_number }} {{order.number | upcase}}', '<a href="{{ order.number }}">{{ product.title }}</a>'),
  ).toEqual(['order.tracking_number', 'order.number'])
})
