/** What comes before a chat's first message: the FAQs that were picked, and the order that it is about. Outlives a page, not the tab. */
import { keep, readKept } from './kept.ts'

export interface Pick {
  id: string
  question: string
  answer: string
  at: string
}

export interface Beginning {
  /** The FAQs; the answer of the one picked last; a person. */
  step: 'faqs' | 'answer' | 'person'
  picks: Pick[]
  /** The answer picked last was enough. */
  hasHelped: boolean
  order: { id: string; number: string } | undefined
  /** The chat that it became. */
  chatId: string | undefined
  /** Whose it is; undefined: nobody had signed in yet. */
  shopperId: string | undefined
}

export const nothingYet: Beginning = {
  step: 'faqs',
  picks: [],
  hasHelped: false,
  order: undefined,
  chatId: undefined,
  shopperId: undefined,
}

const key = 'warmline:beginning'
const mostPicks = 20

export const readBeginning = (): Beginning => ({ ...nothingYet, ...readKept<Partial<Beginning>>('sessionStorage', key) })

/** Keeps it, and answers with it. */
export function keepBeginning(beginning: Beginning): Beginning {
  keep('sessionStorage', key, beginning === nothingYet ? undefined : beginning)
  return beginning
}

/** The same with one more picked; of the same FAQ picked twice the later one stays. */
export const withPick = (beginning: Beginning, pick: Pick): Beginning => ({
  ...beginning,
  step: 'answer',
  hasHelped: false,
  picks: [...beginning.picks.filter(({ id }) => id !== pick.id), pick].slice(-mostPicks),
})
