/**
 * Brings drafts to the server and back. A draft is saved a moment after the last key. Where another browser of the same
 * agent saved meanwhile, neither version is thrown away: the writer chooses.
 */
import { ORPCError } from '@orpc/client'
import { api, client, queries } from '../api.ts'
import { type Draft, type DraftKey, emptyDraft, isEmptyDraft, keep, listenToWriting, type Mode, readKept, untold } from './drafts.ts'
import type { KeptDraft } from './shapes.ts'

const pauseMs = 700
const retryMs = 5000

interface Place {
  timer?: ReturnType<typeof setTimeout>
  isSaving: boolean
  /** Saves so far: an answer that was asked for before a save says nothing any more. */
  saves: number
  other?: KeptDraft
}
const places = new Map<string, Place>()
const listeners = new Set<() => void>()
const nameOf = ({ agentId, ticketId, mode }: DraftKey) => `${agentId}.${ticketId}.${mode}`

function placeOf(key: DraftKey): Place {
  const place = places.get(nameOf(key)) ?? { isSaving: false, saves: 0 }
  places.set(nameOf(key), place)
  return place
}

/** The version that another browser saved while this one wrote another, if there is one. */
export const otherVersion = (key: DraftKey): KeptDraft | undefined => places.get(nameOf(key))?.other

/** Calls when there is another version, or no longer. */
export function listenToOthers(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

function setOther(key: DraftKey, other: KeptDraft | undefined): void {
  placeOf(key).other = other
  for (const listener of listeners) listener()
}

/** Takes the other version in place of this one, or keeps this one. */
export function chooseVersion(key: DraftKey, isOther: boolean): void {
  const { other } = placeOf(key)
  if (!other) return
  const { draft } = readKept(key)
  keep(key, { draft: isOther ? other.content : draft, revision: other.revision, isDirty: !isOther })
  setOther(key, undefined)
  if (!isOther) soon(key, 0)
}

function soon(key: DraftKey, milliseconds = pauseMs): void {
  const place = placeOf(key)
  clearTimeout(place.timer)
  place.timer = setTimeout(() => void save(key), milliseconds)
}

async function save(key: DraftKey): Promise<void> {
  const place = placeOf(key)
  const { draft, revision, isDirty } = readKept(key)
  if (!isDirty || place.other) return
  if (place.isSaving) return soon(key)
  place.isSaving = true
  try {
    const { ticketId, mode } = key
    const content = isEmptyDraft(draft) ? null : { ...draft, attachments: draft.attachments.map(wholeFile) }
    const saved = await client.drafts.save({ ticketId, mode, revision, content })
    place.saves++
    const now = readKept(key)
    keep(key, { draft: now.draft, revision: saved.revision, isDirty: now.draft !== draft })
    queries.invalidateQueries({ queryKey: api.drafts.mine.key() })
    if (now.draft !== draft) soon(key)
  } catch (error) {
    if (error instanceof ORPCError && error.status === 409) met(key, readOther(error.data))
    else if (!(error instanceof ORPCError) || error.status >= 500) soon(key, retryMs)
  } finally {
    place.isSaving = false
  }
}

const wholeFile = (file: Draft['attachments'][number]) => ({ contentId: null, isInline: false, ...file })

const readOther = (data: unknown): KeptDraft | undefined =>
  typeof data === 'object' && data !== null && 'draft' in data && data.draft ? (data.draft as KeptDraft) : undefined

/** What the server has meets what this browser wrote and could not tell it yet. */
function met(key: DraftKey, theirs: KeptDraft | undefined): void {
  const { draft } = readKept(key)
  if (!theirs || sameWords(theirs.content, draft)) {
    keep(key, { draft, revision: theirs?.revision ?? 0, isDirty: true })
    soon(key)
  } else if (isEmptyDraft(draft)) keep(key, { draft: theirs.content, revision: theirs.revision, isDirty: false })
  else setOther(key, theirs)
}

const sameWords = (one: Draft, two: Draft) => one.text.trim() === two.text.trim() && one.attachments.length === two.attachments.length

/** Asks the server what is kept for a ticket, and takes over what this browser has not written itself. */
export async function pullDrafts(agentId: string, ticketId: string): Promise<null> {
  const keys = (['reply', 'note'] as Mode[]).map((mode): DraftKey => ({ agentId, ticketId, mode }))
  const before = keys.map((key) => placeOf(key).saves)
  const { drafts } = await client.drafts.get({ ticketId })
  for (const [index, key] of keys.entries()) {
    const place = placeOf(key)
    if (place.isSaving || place.saves !== before[index]) continue
    const theirs = drafts.find(({ mode }) => mode === key.mode)
    const { revision, isDirty } = readKept(key)
    if (isDirty) {
      if (!place.other && theirs && theirs.revision !== revision) met(key, theirs)
      else soon(key)
    } else if (theirs ? theirs.revision !== revision : revision > 0)
      keep(key, { draft: theirs?.content ?? emptyDraft, revision: theirs?.revision ?? 0, isDirty: false })
  }
  return null
}

/** A message was accepted, and the server has dropped the draft with it; what was written since is a new one. */
export function forgetDraft(key: DraftKey): void {
  const { draft } = readKept(key)
  placeOf(key).saves++
  keep(key, { draft, revision: 0, isDirty: !isEmptyDraft(draft) })
  if (!isEmptyDraft(draft)) soon(key)
}

/** The server put something into the draft of this agent: what was taken back. */
export function adoptDraft(key: DraftKey, draft: Draft, revision: number): void {
  placeOf(key).saves++
  keep(key, { draft, revision, isDirty: false })
}

/** Begins to keep this agent's drafts on the server, those too that an earlier page could not tell it of. */
export function startDraftSync(agentId: string): () => void {
  const all = () => {
    for (const key of untold(agentId)) soon(key, 0)
  }
  const stop = listenToWriting((key) => soon(key))
  window.addEventListener('online', all)
  all()
  return () => {
    stop()
    window.removeEventListener('online', all)
  }
}
