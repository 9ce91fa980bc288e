/** What is being written, kept in this browser: one draft an agent, a ticket and a mode, and never another's. */
import type { Attachment } from '../../shared/tickets.ts'

export type Mode = 'reply' | 'note'
export type DraftAttachment = Pick<Attachment, 'id' | 'name' | 'mimeType' | 'size' | 'url'>

export interface Draft {
  text: string
  attachments: DraftAttachment[]
}

export interface DraftKey {
  agentId: string
  ticketId: string
  mode: Mode
}

export const emptyDraft: Draft = { text: '', attachments: [] }

/** Nothing written and nothing attached. */
export const isEmptyDraft = ({ text, attachments }: Draft): boolean => text.trim() === '' && attachments.length === 0

const nameOf = ({ agentId, ticketId, mode }: DraftKey) => `warmline.draft.${agentId}.${ticketId}.${mode}`

/** The draft kept under this key, or an empty one. */
export function readDraft(key: DraftKey): Draft {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(nameOf(key)) ?? 'null')
    if (kept && typeof kept === 'object' && 'text' in kept && typeof kept.text === 'string')
      return { text: kept.text, attachments: 'attachments' in kept && Array.isArray(kept.attachments) ? kept.attachments : [] }
  } catch {
    // A browser that keeps nothing, or kept something broken: begin empty.
  }
  return emptyDraft
}

/** Keeps the draft; an empty one is removed. False when the browser refuses to keep it. */
export function keepDraft(key: DraftKey, draft: Draft): boolean {
  try {
    if (isEmptyDraft(draft)) localStorage.removeItem(nameOf(key))
    else localStorage.setItem(nameOf(key), JSON.stringify(draft))
    return true
  } catch {
    return false
  }
}
