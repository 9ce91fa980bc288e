import { expect, test } from 'vitest'
import type { Mail } from '../api.ts'
import { splitQuote, threadsOf } from './threads.ts'

const mail = (id: string, at: string, references: string[] = []): Mail => ({
  id,
  from: 'a@post.example',
  fromName: '',
  to: 'b@post.example',
  subject: id,
  text: '',
  messageId: `${id}@post.example`,
  inReplyTo: references.at(-1) ?? null,
  references,
  attachments: [],
  isOutgoing: false,
  at,
})

test('an answer joins what it answers, and the liveliest conversation comes first', () => {
  const threads = threadsOf([
    mail('one', '2026-01-01'),
    mail('other', '2026-01-02'),
    mail('answer', '2026-01-03', ['lost@post.example', 'one@post.example']),
  ])
  expect(threads.map(({ mails }) => mails.map(({ id }) => id))).toEqual([['one', 'answer'], ['other']])
})

test('what was said is told from what was quoted', () => {
  expect(splitQuote('Thanks!\n\nOn Monday, Ada wrote:\n> Hello\n>> older\n')).toEqual({
    said: 'Thanks!',
    quoted: 'On Monday, Ada wrote:\n> Hello\n>> older',
  })
  expect(splitQuote('I said:\nnothing quoted')).toEqual({ said: 'I said:\nnothing quoted', quoted: '' })
})
