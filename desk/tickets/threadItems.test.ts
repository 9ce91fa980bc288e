import { expect, test } from 'vitest'
import type { Happening, Message } from './shapes.ts'
import { threadItems } from './threadItems.ts'

const message = (id: string, createdAt: string, channel: Message['channel'] = 'email'): Message => ({
  id,
  ticketId: 't',
  channel,
  direction: 'in',
  isNote: false,
  author: { kind: 'customer', id: null, name: 'Ana' },
  subject: null,
  text: id,
  quotedText: null,
  html: null,
  mail: null,
  isAutomated: false,
  automatedWhy: null,
  state: 'received',
  error: null,
  attachments: [],
  awaited: [],
  answers: null,
  content: null,
  links: [],
  reactions: [],
  hasOriginal: false,
  editedAt: null,
  unsentAt: null,
  sentAt: null,
  deliveredAt: null,
  readAt: null,
  createdAt,
})
const happened = (id: string, at: string, actor: Happening['actor']['kind'] = 'rule'): Happening => ({
  id,
  kind: 'tagged',
  actor: { kind: actor, id: null, name: '' },
  data: {},
  at,
})
const outline = (...args: Parameters<typeof threadItems>) =>
  threadItems(...args).map((item) =>
    item.kind === 'day'
      ? `— ${item.channel}`
      : item.kind === 'message'
        ? item.message.id
        : `(${item.entries.map(({ id }) => id).join(' ')})`,
  )

test('a new day and a new channel each begin a group', () => {
  const messages = [
    message('a', '2031-05-01T10:00:00Z'),
    message('b', '2031-05-01T11:00:00Z'),
    message('c', '2031-05-03T11:00:00Z'),
    message('d', '2031-05-03T12:00:00Z', 'webchat'),
  ]
  expect(outline(messages, [], false)).toEqual(['— email', 'a', 'b', '— email', 'c', '— webchat', 'd'])
})

test('what Warmline did in one go is one line between the messages, what a person did later another', () => {
  const messages = [message('a', '2031-05-01T10:00:00Z'), message('b', '2031-05-01T10:30:00Z')]
  const happenings = [
    happened('understood', '2031-05-01T10:00:01Z', 'model'),
    happened('routed', '2031-05-01T10:00:01.5Z', 'rule'),
    happened('closed', '2031-05-01T10:00:05Z', 'agent'),
    happened('woken', '2031-05-01T10:40:00Z', 'system'),
  ]
  expect(outline(messages, happenings, false)).toEqual(['— email', 'a', '(understood routed)', '(closed)', 'b', '(woken)'])
})

test('what happened before the earliest loaded message waits until that is loaded', () => {
  const messages = [message('b', '2031-05-01T10:30:00Z')]
  const happenings = [happened('old', '2031-05-01T09:00:00Z'), happened('new', '2031-05-01T10:31:00Z')]
  expect(outline(messages, happenings, true)).toEqual(['— email', 'b', '(new)'])
  expect(outline(messages, happenings, false)).toEqual(['(old)', '— email', 'b', '(new)'])
})

test('what happened to a ticket that was merged into this one at the same moment is a line of its own', () => {
  const messages = [message('a', '2031-05-01T10:00:00Z')]
  const other = (id: string, at: string): Happening => ({ ...happened(id, at), ofNumber: 12 })
  const happenings = [
    happened('read', '2031-05-01T10:00:01Z'),
    other('read of 12', '2031-05-01T10:00:01.1Z'),
    happened('routed', '2031-05-01T10:00:01.2Z'),
    other('routed of 12', '2031-05-01T10:00:01.3Z'),
  ]
  expect(outline(messages, happenings, false)).toEqual(['— email', 'a', '(read routed)', '(read of 12 routed of 12)'])
})
