// @vitest-environment happy-dom
import { beforeEach, expect, test } from 'vitest'
import { type DraftKey, emptyDraft, keepDraft, readDraft } from './drafts.ts'

const key: DraftKey = { agentId: 'maja', ticketId: 'one', mode: 'reply' }
const file = { id: 'f', name: 'photo.png', mimeType: 'image/png', size: 3, url: '/f' }

beforeEach(() => localStorage.clear())

test('a draft is found again with its files', () => {
  keepDraft(key, { text: 'Dear Ana', attachments: [file] })
  expect(readDraft(key)).toEqual({ text: 'Dear Ana', attachments: [file] })
})

test('a draft never shows on another ticket, in the other mode, or for another agent', () => {
  keepDraft(key, { text: 'Dear Ana', attachments: [] })
  expect(readDraft({ ...key, ticketId: 'two' })).toEqual(emptyDraft)
  expect(readDraft({ ...key, mode: 'note' })).toEqual(emptyDraft)
  expect(readDraft({ ...key, agentId: 'oskar' })).toEqual(emptyDraft)
})

test('an emptied draft leaves nothing behind', () => {
  keepDraft(key, { text: 'Dear', attachments: [] })
  keepDraft(key, { text: ' \n', attachments: [] })
  expect(localStorage.length).toBe(0)
})

test('something broken in the store is an empty draft', () => {
  localStorage.setItem('warmline.draft.maja.one.reply', '{"text":')
  expect(readDraft(key)).toEqual(emptyDraft)
})
