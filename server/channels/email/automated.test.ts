import { Readable } from 'node:stream'
import { expect, test } from 'vitest'
import { openFiles } from '../../platform/files.ts'
import { automatedReason } from './automated.ts'
import { readLetter } from './letter.ts'

const files = openFiles('/nowhere')

async function reason(headers: string[], subject = 'Hello', envelopeFrom: string | undefined = 'a@b.example') {
  const from = headers.some((line) => line.startsWith('From:')) ? [] : ['From: a@b.example']
  const letter = await readLetter(Readable.from([Buffer.from([...from, ...headers, '', 'text'].join('\r\n'))]), files)
  return automatedReason(letter, subject, envelopeFrom, [{ connectionId: null, address: 'support@shop.example', name: 'Shop' }])
}

test.each([
  [['Auto-Submitted: auto-replied'], 'auto-reply'],
  [['Auto-Submitted: auto-replied (vacation)'], 'auto-reply'],
  [['Auto-Submitted: auto-generated'], 'sent by a program'],
  [['X-Autoreply: yes'], 'auto-reply'],
  [['Precedence: auto_reply'], 'auto-reply'],
  [['Precedence: bulk'], 'bulk mail'],
  [['Precedence: list'], 'mailing list'],
  [['List-Id: News <news.other.example>'], 'mailing list'],
  [['List-Unsubscribe: <mailto:leave@other.example>'], 'mailing list'],
  [['X-Loop: a@b.example'], 'mail loop'],
  [['From: MAILER-DAEMON@b.example'], 'bounce'],
  [['Content-Type: multipart/report; report-type=delivery-status; boundary=x'], 'bounce'],
  [['Content-Type: multipart/report; report-type=disposition-notification; boundary=x'], 'read receipt'],
  [['From: no-reply@shop.example', 'X-Auto-Response-Suppress: All'], 'sent by a program'],
  [[], null],
  [['Auto-Submitted: no'], null],
  [['Precedence: normal'], null],
  [['X-Auto-Response-Suppress: OOF'], null],
])('%j is %s', async (headers, why) => {
  expect(await reason(headers)).toBe(why)
})

test('the null sender is a bounce, or an auto-reply by its subject', async () => {
  expect(await reason([], 'Returned mail', '')).toBe('bounce')
  expect(await reason([], 'Automatisch antwoord: Hello', '')).toBe('auto-reply')
})

test('an out-of-office subject alone proves nothing; with a second sign it does', async () => {
  for (const subject of ['Out of office', 'Automatische Antwort: Bestellung', 'Autosvar: order', 'Respuesta automática: pedido']) {
    expect(await reason([], subject)).toBeNull()
    expect(await reason(['X-Auto-Response-Suppress: All'], subject)).toBe('auto-reply')
  }
})

test('a support address that is a group does not make its customers a list', async () => {
  const group = [
    'Precedence: list',
    'List-ID: <support.shop.example>',
    'List-Post: <mailto:support@shop.example>',
    'Mailing-list: list support@shop.example',
  ]
  expect(await reason(group)).toBeNull()
})
