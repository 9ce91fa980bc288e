// @vitest-environment happy-dom
import { beforeEach, expect, test } from 'vitest'
import { changeDraft, type DraftKey, emptyDraft, listenToDrafts, readDraft, restoreDraft, untold, type Draft as Whole } from './drafts.ts'

const key: DraftKey = { agentId: 'maja', ticketId: 'one', mode: 'reply' }
const file = { id: 'f', name: 'photo.png', mimeType: 'image/png', size: 3, url: '/f' }
type Draft = Partial<Whole>
const write = (to: DraftKey, draft: Draft) => changeDraft(to, () => ({ ...emptyDraft, ...draft }))
/** As a new page would see it: only what the browser kept. */
const anew = () => window.dispatchEvent(new StorageEvent('storage', { key: null }))

beforeEach(() => {
  localStorage.clear()
  listenToDrafts(() => {})
  anew()
})

test('a draft is found again with its files, also by a new page', () => {
  write(key, { text: 'Dear Ana', attachments: [file] })
  expect(readDraft(key)).toMatchObject({ text: 'Dear Ana', attachments: [file] })
  anew()
  expect(readDraft(key)).toMatchObject({ text: 'Dear Ana', attachments: [file] })
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
  restoreDraft(key, { ...emptyDraft, text: 'Dear Ana', attachments: [file] })
  expect(readDraft(key)).toMatchObject({ text: 'Dear Ana\n\nAnd one more thing', attachments: [file] })
})

test('a formatted message taken back keeps its formatting, and what was written since follows it', () => {
  write(key, { text: '1 < 2', attachments: [] })
  restoreDraft(key, { ...emptyDraft, text: 'Dear Ana', html: '<p>Dear <strong>Ana</strong></p>' })
  expect(readDraft(key).html).toBe('<p>Dear <strong>Ana</strong></p><p>1 &lt; 2</p>')
})

test('what the server was not told of is found, also by a new page', () => {
  write(key, { text: 'Dear Ana', attachments: [] })
  anew()
  expect(untold('maja')).toEqual([key])
  expect(untold('oskar')).toEqual([])
})

test('something broken in the store is an empty draft', () => {
  localStorage.setItem('warmline.draft.maja.one.reply', '{"text":')
  expect(readDraft(key)).toEqual(emptyDraft)
})
