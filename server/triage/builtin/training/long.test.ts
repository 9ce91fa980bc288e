import { expect, it } from 'vitest'
import type { Example } from './example.ts'
import { longMessages } from './long.ts'

const example = (text: string, label: string, language: string = 'en'): Example => ({
  text,
  label,
  language,
  set: 'own',
  urgent: label === 'urgent',
  weight: 1,
})

it('joins messages of one language only, and calm ones stay calm', () => {
  const joined = longMessages([example('a', 'neutral'), example('b', 'neutral'), example('x', 'neutral', 'nl'), example('c', 'neutral')])
  expect(joined).toHaveLength(1)
  expect(joined[0]).toMatchObject({ label: 'neutral', urgent: false, language: 'en', weight: 0.5 })
  expect(joined[0].text.split(/\s+/).sort()).toEqual(['a', 'b', 'c'])
})

it('keeps an alarm among calm words an alarm', () => {
  const joined = longMessages([example('a', 'neutral'), example('fire', 'urgent')])
  expect(joined).toHaveLength(1)
  expect(joined[0]).toMatchObject({ label: 'urgent', urgent: true })
  expect(joined[0].text).toMatch(/a\s+fire|fire\s+a/)
})

it('leaves advertising out', () => {
  expect(longMessages([{ ...example('buy', 'neutral'), spam: true }])).toEqual([])
})
