// @vitest-environment happy-dom
import { beforeEach, expect, test } from 'vitest'
import { changeDraft, type Draft, type DraftKey, emptyDraft, listenToDrafts, readDraft, restoreDraft } from './drafts.ts'

const key: DraftKey = { agentId: 'maja', ticketId: 'one', mode: 'reply' }
const file = { id: 'f', name: 'photo.png', mimeType: 'image/png', size: 3, url: '/f' }
const write = (to: DraftKey, draft: Draft) => changeDraft(to, () => draft)
/** As a new page would see it: only what the browser kept. */
const anew = () => window.dispatchEvent(new StorageEvent('storage', { key: null }))

beforeEach(() => {
  localStorage.clear()
  listenToDrafts(() => {})
  anew()
})

test('a draft is found again with its files, also by a new page', () => {
  write(key, { text: 'Dear Ana', attachments: [file] })
  expect(readDraft(key)).toEqual({ text: 'Dear Ana', attachments: [file] })
  anew()
  expect(readDraft(key)).toEqual({ text: 'Dear Ana', attachments: [file] })
})

test('a draft never shows on another ticket, in the other mode, or for another agent', () => {
  write(key, { text: 'Dear Ana', attachments: [] })
  expect(readDraft({ ...key, ticketId: 'two' })).toEqual(emptyDraft)
  expect(readDraft({ ...key, mode: 'note' })).toEqual(emptyDraft)
  expect(readDraft({ ...key, agentId: 'oskar' })).toEqual(emptyDraft)
})

test('an emptied draft leaves nothing behind', () => {
  write(key, { text: 'Dear', attachments: [] })
  write(key, { text: ' \n', attachments: [] })
  expect(localStorage.length).toBe(0)
})

test('a message taken back stands before what was written since', () => {
  write(key, { text: 'And one more thing', attachments: [] })
  restoreDraft(key, { text: 'Dear Ana', attachments: [file] })
  expect(readDraft(key)).toEqual({ text: 'Dear Ana\n\nAnd one more thing', attachments: [file] })
})

test('something broken in the store is an empty draft', () => {
  localStorage.setItem('warmline.draft.maja.one.reply', '{"text":')
  expect(readDraft(key)).toEqual(emptyDraft)
})
