import { generateKeyPairSync } from 'node:crypto'
import { dkimSign } from 'mailauth/lib/dkim/sign.js'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { connectAddress } from '../../../test/mailboxes.ts'
import { openTestPlatform } from '../../../test/platform.ts'
import type { Platform } from '../../platform/platform.ts'
import { accept } from '../../tickets/accept.ts'
import { findConnected } from '../connected.ts'
import { parse } from './parse.ts'

const { privateKey, publicKey } = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  publicKeyEncoding: { type: 'spki', format: 'der' },
})

let opened: Awaited<ReturnType<typeof openTestPlatform>>
let platform: Platform
let records: Record<string, string[][]>
beforeAll(async () => {
  opened = await openTestPlatform()
  platform = {
    ...opened.platform,
    askDns: async (name, type) => {
      const found = type === 'TXT' ? records[name] : undefined
      if (!found) throw Object.assign(new Error(`nothing is known of ${name}`), { code: 'ENOTFOUND' })
      return found
    },
  }
})
beforeEach(() => {
  records = {
    'one._domainkey.customer.example': [[`v=DKIM1; k=rsa; p=${publicKey.toString('base64')}`]],
    '_dmarc.customer.example': [['v=DMARC1; p=reject']],
    'customer.example': [['v=spf1 ip4:203.0.113.5 -all']],
  }
})
afterAll(() => opened.close())

const mail = (headers: string[] = []) =>
  [
    'From: Ada <ada@customer.example>',
    'To: support@shop.example',
    'Subject: Order 7',
    'Date: Sun, 22 Nov 2026 10:00:00 +0000',
    ...headers,
    '',
    'Where is it?',
    '',
  ].join('\r\n')
const signed = async (text: string) => {
  const { signatures } = await dkimSign(text, {
    canonicalization: 'relaxed/relaxed',
    signingDomain: 'customer.example',
    selector: 'one',
    privateKey,
    signatureData: [{ signingDomain: 'customer.example', selector: 'one', privateKey }],
  })
  return signatures + text
}
const arrived = (text: string, remoteAddress: string) => {
  const body = Buffer.from(text)
  return {
    channel: 'email' as const,
    file: 'f'.repeat(64),
    body,
    size: body.length,
    envelope: { from: 'ada@customer.example', to: ['support@shop.example'], remoteAddress, helo: 'mx.customer.example' },
  }
}
const verdictOf = async (text: string, remoteAddress: string) => {
  const { messages } = await parse(platform, { id: 'p', receivedAt: new Date(), ...arrived(text, remoteAddress) })
  return messages[0]?.mail?.authenticity
}

test('a mail that its domain signed is verified, also when a forwarder handed it over', async () => {
  expect(await verdictOf(await signed(mail()), '198.51.100.9')).toMatchObject({
    verdict: 'verified',
    dkim: 'pass',
    spf: 'fail',
    dmarc: 'pass',
  })
})

test('a mail from its domain’s own server is verified without a signature', async () => {
  expect(await verdictOf(mail(), '203.0.113.5')).toMatchObject({ verdict: 'verified', spf: 'pass', dmarc: 'pass' })
})

test('a mail that its domain disowns has failed, and so has one that was changed on the way', async () => {
  expect(await verdictOf(mail(), '198.51.100.9')).toMatchObject({ verdict: 'failed', dmarc: 'fail', domain: 'customer.example' })
  const changed = (await signed(mail())).replace('Where is it?', 'Send it to me.')
  expect(await verdictOf(changed, '198.51.100.9')).toMatchObject({ verdict: 'failed' })
})

test('of a domain without a policy, or that does not answer, nothing is known', async () => {
  delete records['_dmarc.customer.example']
  expect(await verdictOf(mail(), '198.51.100.9')).toMatchObject({ verdict: 'unknown' })
})

test('what came by a mailbox or a provider is never called forged: who handed it over is not known', async () => {
  const changed = (await signed(mail())).replace('Where is it?', 'Send it to me.')
  expect(await verdictOf(changed, '127.0.0.1')).toMatchObject({ verdict: 'unknown' })
})

test('of a mailbox that we read, what its server found counts, in the one name that is set for it', async () => {
  const { id } = await connectAddress(platform, 'support@shop.example', {
    way: 'imap',
    imapHost: 'imap.host.example',
    imapUser: 'shop',
    imapPassword: 'open-sesame',
    authServer: 'mx.host.example',
  })
  const connection = await findConnected(platform, id)
  const verdictIn = async (headers: string[]) => {
    const payload = {
      id: 'p',
      receivedAt: new Date(),
      ...arrived(mail(headers), ''),
      connectionId: id,
      envelope: { to: [], uid: 7, uidValidity: 1 },
    }
    return (await parse(platform, payload, connection)).messages[0]?.mail?.authenticity?.verdict
  }
  const found = (server: string, result: string) => `Authentication-Results: ${server}; dmarc=${result} header.from=customer.example`
  expect(await verdictIn([found('mx.host.example', 'fail')])).toBe('failed')
  expect(await verdictIn([found('mx.host.example', 'pass')])).toBe('verified')
  expect(await verdictIn([found('mx.host.example', 'fail'), found('mx.host.example', 'pass')])).toBe('failed')
  expect(await verdictIn([found('evil.example', 'pass')])).toBeUndefined()
  expect(await verdictIn([])).toBeUndefined()
})

test('a mail from this machine without a signature is not asked about', async () => {
  expect(await verdictOf(mail(), '127.0.0.1')).toBeUndefined()
})

test('a mail that failed joins no ticket by its headers, though its address takes part: a new ticket says so', async () => {
  await accept(platform, arrived(mail(['Message-ID: <first@customer.example>']), '203.0.113.5'))
  await accept(platform, arrived(mail(['Message-ID: <second@customer.example>', 'In-Reply-To: <first@customer.example>']), '203.0.113.5'))
  await accept(platform, arrived(mail(['Message-ID: <third@evil.example>', 'In-Reply-To: <first@customer.example>']), '198.51.100.9'))
  const tickets = await platform.db
    .selectFrom('tickets')
    .select(['id', 'warning', 'messageCount', 'linkedTicketId'])
    .orderBy('number')
    .execute()
  expect(tickets).toEqual([
    { id: expect.any(String), warning: null, messageCount: 2, linkedTicketId: null },
    { id: expect.any(String), warning: 'unverified_sender', messageCount: 1, linkedTicketId: tickets[0]?.id },
  ])
})
