import { expect, test } from 'vitest'
import type { Standing } from '../channel.ts'
import { mayReply } from './mayReply.ts'

const now = new Date('2026-05-05T12:00:00Z')
const hoursAgo = (hours: number) => new Date(now.getTime() - hours * 3600_000)
const standing = (fields: Partial<Standing> = {}): Standing => ({
  status: 'open',
  hasIdentity: true,
  lastInboundAt: hoursAgo(1),
  consents: {},
  connection: { isEnabled: true, isBroken: false },
  bouncedAt: null,
  complainedAt: null,
  optedOutAt: null,
  ...fields,
})
const refusal = (why: string, instead: string) => ({ may: false, why, instead })

test.each<[string, Partial<Standing>, object]>([
  ['who wrote an hour ago has asked, and is answered for 23 hours more', {}, { may: true, until: hoursAgo(-23) }],
  ['after 24 hours nobody who has not agreed is written to', { lastInboundAt: hoursAgo(24) }, refusal('no_consent', 'ask_consent')],
  [
    'after 24 hours whoever has agreed gets a template',
    { lastInboundAt: hoursAgo(25), consents: { transactional: true } },
    refusal('window_closed', 'template'),
  ],
  [
    'who opted out after writing is not answered',
    { consents: { marketing: false, transactional: false }, optedOutAt: hoursAgo(0.5) },
    refusal('opted_out', 'ask_consent'),
  ],
  [
    'who opted out and wrote again has asked again',
    { consents: { marketing: false, transactional: false }, optedOutAt: hoursAgo(2) },
    { may: true, until: hoursAgo(-23) },
  ],
  [
    'who turned off advertising alone is answered',
    { consents: { marketing: false, transactional: true }, optedOutAt: hoursAgo(0.5) },
    { may: true, until: hoursAgo(-23) },
  ],
  [
    'a broken connection lets replies wait',
    { connection: { isEnabled: true, isBroken: true } },
    { may: true, until: hoursAgo(-23), isWaiting: true },
  ],
  [
    'a connection that is off or gone sends nothing',
    { connection: { isEnabled: false, isBroken: false } },
    refusal('connection_off', 'connect'),
  ],
  ['without a connection nothing goes', { connection: null }, refusal('not_connected', 'connect')],
  ['without a number nothing goes', { hasIdentity: false }, refusal('no_address', 'note')],
])('%s', (_, fields, expected) => {
  expect(mayReply(standing(fields), now)).toEqual(expected)
})
