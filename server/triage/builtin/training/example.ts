import { hashText, spread } from '../hash.ts'

/** One message with what is known of it; what is not known is not there, and nothing is learned about it. */
export interface Example {
  text: string
  /** Which set it comes from: `own` or the name of a public set. */
  set: string
  language?: string
  label?: string
  polarity?: 'negative' | 'neutral' | 'positive'
  score?: number
  urgent?: boolean
  promoter?: boolean
  spam?: boolean
  tags?: string[]
  /** How much it counts for sentiment; 1 is a message of our own. */
  weight: number
}

/** In which part of its set a text belongs, for ever: 0 to 9, by the text alone. 0 is for measuring, 1 for calibration. */
export function tenthOf(text: string): number {
  return spread(hashText(text)) % 10
}
