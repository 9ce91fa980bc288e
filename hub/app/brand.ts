/** Gives the page the shop's colour, with text that can be read on it and in it. */
import { textIn, textOn } from '../colour.ts'

export function paint(colour: string): void {
  const { style } = document.documentElement
  style.setProperty('--brand', colour)
  style.setProperty('--on-brand', textOn(colour))
  style.setProperty('--brand-ink', textIn(colour))
}
