import { expect, test } from 'vitest'
import { answerTo, isForwardSubject } from './subject.ts'

test.each([
  'Lamp',
  'Re: Lamp',
  'RE: re: Lamp',
  'AW: Lamp',
  'Sv: Lamp',
  'Antw: Re: Lamp',
  'RV: Lamp',
  'Re[2]: Lamp',
  'Re : Lamp',
  'Odp: Lamp',
  '回复：Lamp',
])('%s is answered under one Re:', (subject) => {
  expect(answerTo(subject)).toBe('Re: Lamp')
})

test('words that only begin like a prefix stay', () => {
  expect(answerTo('Return: lamp')).toBe('Re: Return: lamp')
  expect(answerTo('Re-order')).toBe('Re: Re-order')
})

test('forwards are known by their prefix', () => {
  for (const subject of ['Fwd: x', 'FW: x', 'WG: x', 'Re: Fwd: x', 'Tr: x', 'Doorst: x', 'VB: x', 'Vs: x'])
    expect(isForwardSubject(subject)).toBe(true)
  for (const subject of ['Re: x', 'Forward my order', 'fwd', 'x Fwd: y']) expect(isForwardSubject(subject)).toBe(false)
})
