/** What stands in the composer and is not sent yet: it outlives a page and another tab of the hub, and is nobody else's. */
import { keep, readKept } from './kept.ts'
import type { Attached } from './uploads.ts'

export interface Draft {
  text: string
  files: Attached[]
}

const keyOf = (shopperId: string) => `warmline:draft:${shopperId}`

/** What this shopper has not sent yet. */
export const readDraft = (shopperId: string): Draft => ({
  text: '',
  files: [],
  ...readKept<Partial<Draft>>('sessionStorage', keyOf(shopperId)),
})

export function keepDraft(shopperId: string, change: Partial<Draft>): void {
  const draft = { ...readDraft(shopperId), ...change }
  keep('sessionStorage', keyOf(shopperId), draft.text || draft.files.length > 0 ? draft : undefined)
}

/** Begins it with these words, where it does not yet. */
export function draftWith(shopperId: string, words: string): void {
  const { text } = readDraft(shopperId)
  if (!text.startsWith(words)) keepDraft(shopperId, { text: words + text })
}

export const forgetDraft = (shopperId: string): void => keep('sessionStorage', keyOf(shopperId), undefined)
