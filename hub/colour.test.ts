import { expect, test } from 'vitest'
import { contrast, textIn, textOn } from './colour.ts'

test('text on a shop’s colour and text in it can be read, whatever the colour is', () => {
  const steps = ['00', '33', '66', '77', '99', 'cc', 'ff']
  const colours = steps.flatMap((red) => steps.flatMap((green) => steps.map((blue) => `#${red}${green}${blue}`)))
  const least = (by: (colour: string) => number) => Math.min(...colours.map(by))
  expect(least((colour) => contrast(colour, textOn(colour)))).toBeGreaterThanOrEqual(4.5)
  expect(least((colour) => contrast('#faf9f7', textIn(colour)))).toBeGreaterThanOrEqual(4.5)
})
