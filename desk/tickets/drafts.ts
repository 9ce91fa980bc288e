/** What is being written, kept in this browser: one draft an agent, a ticket and a mode, and never another's. */
import type { Attachment } from './shapes.ts'

export type Mode = 'reply' | 'note'
export type DraftAttachment = Pick<Attachment, 'id' | 'name' | 'mimeType' | 'size' | 'url'>

export interface Draft {
  readonly text: string
  readonly attachments: readonly DraftAttachment[]
}

export interface DraftKey {
  agentId: string
  ticketId: string
  mode: Mode
}

export const emptyDraft: Draft = { text: '', attachments: [] }

/** Nothing written and nothing attached. */
export const isEmptyDraft = ({ text, attachments }: Draft): boolean => text.trim() === '' && attachments.length === 0

const prefix = 'warmline.draft.'
const nameOf = ({ agentId, ticketId, mode }: DraftKey) => `${prefix}${agentId}.${ticketId}.${mode}`

// What the page has read or written, so that a browser which keeps nothing still has it while the page lives.
const known = new Map<string, Draft>()
const listeners = new Set<() => void>()
const tell = () => {
  for (const listener of listeners) listener()
}

/** The draft under this key, or an empty one. */
export function readDraft(key: DraftKey): Draft {
  const name = nameOf(key)
  const draft = known.get(name) ?? stored(name)
  known.set(name, draft)
  return draft
}

function stored(name: string): Draft {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(name) ?? 'null')
    if (kept && typeof kept === 'object' && 'text' in kept && typeof kept.text === 'string')
      return { text: kept.text, attachments: 'attachments' in kept && Array.isArray(kept.attachments) ? kept.attachments : [] }
  } catch {
    // A browser that keeps nothing, or kept something broken: begin empty.
  }
  return emptyDraft
}

/** Changes the draft under this key, wherever the page is by now. */
export function changeDraft(key: DraftKey, change: (draft: Draft) => Draft): void {
  const name = nameOf(key)
  const draft = change(readDraft(key))
  known.set(name, draft)
  try {
    if (isEmptyDraft(draft)) localStorage.removeItem(name)
    else localStorage.setItem(name, JSON.stringify(draft))
  } catch {
    // No room: the page itself still has it.
  }
  tell()
}

/** Puts a message that was taken back in front of what has been written since. */
export function restoreDraft(key: DraftKey, back: Draft): void {
  changeDraft(key, ({ text, attachments }) => ({
    text: text.trim() ? `${back.text}\n\n${text}` : back.text,
    attachments: [...back.attachments, ...attachments],
  }))
}

/** Calls when any draft changed, also by another tab. */
export function listenToDrafts(listener: () => void): () => void {
  const onStorage = ({ key }: StorageEvent) => {
    if (key !== null && !key.startsWith(prefix)) return
    if (key === null) known.clear()
    else known.delete(key)
    listener()
  }
  listeners.add(listener)
  window.addEventListener('storage', onStorage)
  return () => {
    listeners.delete(listener)
    window.removeEventListener('storage', onStorage)
  }
}
