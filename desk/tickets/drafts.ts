/**
 * What is being written: one draft an agent, a ticket and a mode, and never another's. The browser keeps each at once; the
 * server has it a moment later (draftSync.ts), so that it is found on any other device.
 */
import type { Attachment, DraftContent } from './shapes.ts'

export type Mode = 'reply' | 'note'
export type DraftAttachment = Pick<Attachment, 'id' | 'name' | 'mimeType' | 'size' | 'url'>

/** Text is what a plain field shows; `html`, where there is any, says the same with its formatting. */
export type Draft = Readonly<Omit<DraftContent, 'attachments'>> & { readonly attachments: readonly DraftAttachment[] }

export interface DraftKey {
  agentId: string
  ticketId: string
  mode: Mode
}

/** What is known of a draft on the server: the revision this one builds on, and whether it has to be told of it. */
export interface Kept {
  draft: Draft
  revision: number
  isDirty: boolean
}

export const emptyDraft: Draft = { text: '', html: null, attachments: [], recipients: null, actions: [], macros: [], withSignature: true }
const nothing: Kept = { draft: emptyDraft, revision: 0, isDirty: false }

/** Nothing written and nothing attached. */
export const isEmptyDraft = ({ text, html, attachments }: Draft): boolean =>
  text.trim() === '' && attachments.length === 0 && !html?.includes('<img')

const prefix = 'warmline.draft.'
const nameOf = ({ agentId, ticketId, mode }: DraftKey) => `${prefix}${agentId}.${ticketId}.${mode}`

// What the page has read or written, so that a browser which keeps nothing still has it while the page lives.
const known = new Map<string, Kept>()
const listeners = new Set<() => void>()
const writers = new Set<(key: DraftKey) => void>()
const tell = () => {
  for (const listener of listeners) listener()
}

/** The draft under this key, or an empty one. */
export const readDraft = (key: DraftKey): Draft => readKept(key).draft

/** The same with what the server knows of it. */
export function readKept(key: DraftKey): Kept {
  const name = nameOf(key)
  const kept = known.get(name) ?? stored(name)
  known.set(name, kept)
  return kept
}

function stored(name: string): Kept {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(name) ?? 'null')
    if (kept && typeof kept === 'object' && 'draft' in kept && isDraft(kept.draft)) {
      const { revision, isDirty } = kept as Partial<Kept>
      return { draft: { ...emptyDraft, ...kept.draft }, revision: Number(revision) || 0, isDirty: isDirty !== false }
    }
  } catch {
    // A browser that keeps nothing, or kept something broken: begin empty.
  }
  return nothing
}

const isDraft = (value: unknown): value is Draft =>
  typeof value === 'object' &&
  value !== null &&
  'text' in value &&
  typeof value.text === 'string' &&
  'attachments' in value &&
  Array.isArray(value.attachments)

/** Writes what is known under a key, into the page and the browser's store. */
export function keep(key: DraftKey, kept: Kept): void {
  const name = nameOf(key)
  known.set(name, kept)
  try {
    if (isEmptyDraft(kept.draft) && !kept.isDirty) localStorage.removeItem(name)
    else localStorage.setItem(name, JSON.stringify(kept))
  } catch {
    // No room: the page itself still has it.
  }
  tell()
}

/** Changes the draft under this key, wherever the page is by now. */
export function changeDraft(key: DraftKey, change: (draft: Draft) => Draft): void {
  const { draft: before, revision } = readKept(key)
  const draft = change(before)
  if (draft === before) return
  // What never reached the server and is empty again need not be told.
  keep(key, { draft, revision, isDirty: revision > 0 || !isEmptyDraft(draft) })
  for (const writer of writers) writer(key)
}

/** Puts a message that was taken back in front of what has been written since. */
export function restoreDraft(key: DraftKey, back: Draft): void {
  changeDraft(key, (now) => (isEmptyDraft(now) ? back : inFront(back, now)))
}

const inFront = (back: Draft, now: Draft): Draft => ({
  ...back,
  text: now.text.trim() ? `${back.text}\n\n${now.text}` : back.text,
  html: back.html === null && now.html === null ? null : `${back.html ?? plainAsHtml(back.text)}${now.html ?? plainAsHtml(now.text)}`,
  attachments: [...back.attachments, ...now.attachments],
})

const signs: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' }

/** Plain text as the editor writes it: a paragraph where a line is left empty. */
export const plainAsHtml = (text: string): string =>
  text.trim() === ''
    ? ''
    : text
        .split(/\n{2,}/)
        .map((part) => `<p>${part.replace(/[&<>]/g, (sign) => signs[sign] ?? '').replaceAll('\n', '<br>')}</p>`)
        .join('')

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

/** Calls when this page changed a draft by somebody's hand. */
export function listenToWriting(writer: (key: DraftKey) => void): () => void {
  writers.add(writer)
  return () => writers.delete(writer)
}

/** The drafts of an agent that the server has not been told of, whichever page left them. */
export function untold(agentId: string): DraftKey[] {
  const found = new Map<string, DraftKey>()
  for (const name of [...known.keys(), ...Object.keys(localStorage)]) {
    const [, ticketId, mode] = name.startsWith(`${prefix}${agentId}.`) ? name.slice(prefix.length).split('.') : []
    if (!ticketId || (mode !== 'reply' && mode !== 'note')) continue
    const key: DraftKey = { agentId, ticketId, mode }
    if (readKept(key).isDirty) found.set(name, key)
  }
  return [...found.values()]
}
