import { gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openTestPlatform } from '../../../test/platform.ts'
import type { Platform } from '../../platform/platform.ts'
import { email, writeSetting } from '../../platform/settings.ts'
import type { Incoming } from '../incoming.ts'
import { parse } from './parse.ts'

let opened: Awaited<ReturnType<typeof openTestPlatform>>
let platform: Platform

beforeAll(async () => {
  opened = await openTestPlatform()
  platform = opened.platform
  await writeSetting(platform.db, email, { address: 'support@shop.example', name: 'Shop', keys: [] })
})
afterAll(() => opened.close())

const receivedAt = new Date('2026-05-05T12:00:00Z')

/** Parses a mail given as lines, or as bytes. */
async function parsed(
  mail: string[] | Buffer,
  envelope: Record<string, unknown> = { from: 'envelope@customer.example', to: [] },
): Promise<Incoming> {
  const bytes = Array.isArray(mail) ? Buffer.from(mail.join('\r\n')) : mail
  const stored = await platform.files.keep(bytes)
  const { messages } = await parse(platform, { id: 'p1', channel: 'email', ...stored, body: null, envelope, receivedAt })
  expect(messages).toHaveLength(1)
  const [message] = messages
  if (!message) throw new Error('no message')
  return message
}

const contentOf = async (file: string) => Buffer.concat(await platform.files.read(file).toArray()).toString()

test('an ordinary mail has its sender, subject, text, ids and time', async () => {
  const message = await parsed([
    'From: "Ada Jansen" <Ada@Customer.example>',
    'To: Support <support@shop.example>, "Other" <other@shop.example>',
    'Cc: friend@customer.example',
    'Subject: =?utf-8?q?Caf=C3=A9?= =?utf-8?b?IGJsZXU=?=',
    'Message-ID: <one@customer.example>',
    'Date: Tue, 5 May 2026 13:58:00 +0200',
    'Content-Type: text/plain; charset=utf-8',
    '',
    'Where is my order?',
    '',
    'Ada',
  ])
  expect(message).toMatchObject({
    channel: 'email',
    externalId: 'one@customer.example',
    from: { kind: 'email', value: 'ada@customer.example', name: 'Ada Jansen', isVerified: false },
    subject: 'Café bleu',
    text: 'Where is my order?\n\nAda',
    quotedText: null,
    html: null,
    preview: 'Where is my order? Ada',
    mail: { from: 'ada@customer.example', to: ['support@shop.example', 'other@shop.example'], cc: ['friend@customer.example'] },
    automatedWhy: null,
    payloadId: 'p1',
    sentAt: new Date('2026-05-05T11:58:00Z'),
  })
})

describe('what a mail lacks is made up for', () => {
  test('no Message-ID: the id is that of its bytes, the same each time', async () => {
    const first = await parsed(['From: a@b.example', '', 'hello'])
    const second = await parsed(['From: a@b.example', '', 'hello'])
    expect(first.externalId).toMatch(/^sha256:[0-9a-f]{64}@warmline$/)
    expect(second.externalId).toBe(first.externalId)
  })
  test('no sender: the one of the SMTP session, and without that nobody', async () => {
    expect((await parsed(['Subject: x', '', 'hello'])).from.value).toBe('envelope@customer.example')
    const nobody = await parsed(['Subject: x', '', 'hello'], {})
    expect(nobody.from).toEqual({ kind: 'email', value: 'unknown@sender.invalid', name: '', isVerified: false })
  })
  test('no date, a wrong one, and one of another century: the time it came', async () => {
    for (const date of ['', 'Date: yesterday', 'Date: Thu, 1 Jan 1970 00:00:00 +0000', 'Date: Mon, 1 Jan 2091 00:00:00 +0000'])
      expect((await parsed([...(date ? [date] : []), 'From: a@b.example', '', 'hello'])).sentAt).toEqual(receivedAt)
  })
  test('no body: an empty text, and the attachments or the subject as preview', async () => {
    const empty = await parsed(['From: a@b.example', 'Subject: Only this', '', ''])
    expect(empty).toMatchObject({ text: '', preview: 'Only this' })
    const photo = await parsed([
      'From: a@b.example',
      'Content-Type: image/png; name="broken.png"',
      'Content-Transfer-Encoding: base64',
      '',
      'iVBORw0KGgo=',
    ])
    expect(photo).toMatchObject({ text: '', preview: 'broken.png' })
    expect(photo.attachments).toMatchObject([{ name: 'broken.png', mimeType: 'image/png', size: 8 }])
  })
  test('nothing at all is still a message', async () => {
    expect(await parsed(Buffer.alloc(0), {})).toMatchObject({ text: '', subject: null, from: { value: 'unknown@sender.invalid' } })
  })
})

describe('characters', () => {
  const latin1 = (text: string) => Buffer.from(text, 'latin1')
  test('text whose character set is missing, unknown or wrong is read as what it is', async () => {
    for (const type of ['', 'Content-Type: text/plain; charset=utf-8\r\n', 'Content-Type: text/plain; charset=x-nowhere\r\n'])
      expect((await parsed(latin1(`From: a@b.example\r\n${type}\r\nGrüße aus Köln`))).text).toBe('Grüße aus Köln')
    expect((await parsed(Buffer.from('From: a@b.example\r\n\r\nGrüße 👋'))).text).toBe('Grüße 👋')
  })
  test('declared character sets of all the world are read', async () => {
    const mails: [string, number[], string][] = [
      ['koi8-r', [0xf0, 0xd2, 0xc9, 0xd7, 0xc5, 0xd4], 'Привет'],
      ['gb2312', [0xc4, 0xe3, 0xba, 0xc3], '你好'],
      ['iso-2022-jp', [0x1b, 0x24, 0x42, 0x24, 0x33, 0x1b, 0x28, 0x42], 'こ'],
      ['windows-1252', [0x80, 0x35], '€5'],
      ['utf-16le', [0x68, 0, 0x69, 0], 'hi'],
    ]
    for (const [charset, bytes, text] of mails) {
      const head = `From: a@b.example\r\nContent-Type: text/plain; charset=${charset}\r\nContent-Transfer-Encoding: base64\r\n\r\n`
      expect((await parsed(Buffer.from(head + Buffer.from(bytes).toString('base64')))).text).toBe(text)
    }
  })
  test('a raw 8-bit subject is read', async () => {
    expect((await parsed(latin1('From: a@b.example\r\nSubject: Größe\r\n\r\nx'))).subject).toBe('Größe')
  })
  test('what PostgreSQL refuses is taken out: NUL and halves of surrogate pairs', async () => {
    const message = await parsed(Buffer.from('From: "A\0da" <a@b.example>\r\nSubject: a\0b\r\n\r\nhe\0llo \xed\xa0\x80', 'latin1'))
    await expect(platform.pool.query('select $1::text, $2::jsonb', [message.text, JSON.stringify(message)])).resolves.toBeTruthy()
    expect(message.text).toContain('hello')
  })
})

describe('parts', () => {
  const mixed = (...parts: string[][]) => [
    'From: a@b.example',
    'Message-ID: <m@b.example>',
    'MIME-Version: 1.0',
    'Content-Type: multipart/related; boundary=cut',
    '',
    ...parts.flatMap((part) => ['--cut', ...part]),
    '--cut--',
    '',
  ]
  test('attachments and inline images are in the store, byte for byte, and an inline one is named by the HTML', async () => {
    const message = await parsed(
      mixed(
        ['Content-Type: text/html', '', '<p>Look: <img src="cid:pic@b"></p>'],
        ['Content-Type: image/png', 'Content-ID: <pic@b>', 'Content-Transfer-Encoding: base64', '', 'aW1hZ2U='],
        ['Content-Type: image/png', 'Content-ID: <unused@b>', 'Content-Transfer-Encoding: base64', '', 'b3RoZXI='],
        ['Content-Type: text/plain', 'Content-Disposition: attachment; filename="notes.txt"', '', 'my notes'],
      ),
    )
    expect(message.text).toBe('Look:')
    expect(message.attachments).toMatchObject([
      { contentId: 'pic@b', isInline: true, size: 5 },
      { contentId: 'unused@b', isInline: false },
      { name: 'notes.txt', mimeType: 'text/plain', isInline: false, contentId: null },
    ])
    expect(await contentOf(message.attachments[0]?.file ?? '')).toBe('image')
    expect(await contentOf(message.attachments[2]?.file ?? '')).toBe('my notes')
  })
  test('file names cannot leave their folder, hide their ending or carry control characters', async () => {
    const names = ['../../etc/passwd', 'C:\\\\Users\\\\x\\\\bill.pdf', 'photo\u202Egpj.exe', 'a<script>.html', '..', ''].map((name) => [
      'Content-Type: application/octet-stream',
      `Content-Disposition: attachment; filename="${name}"`,
      '',
      'x',
    ])
    const message = await parsed(mixed(...names))
    expect(message.attachments.map(({ name }) => name)).toEqual([
      'passwd',
      'bill.pdf',
      'photogpj.exe',
      'a_script_.html',
      'attachment-5',
      'attachment-6',
    ])
  })
  test('a file is what its bytes say, whatever the mail calls it; what unpacks to more is kept packed, as it came', async () => {
    // 100 MB of nothing, packed: nobody here unpacks what a stranger sends.
    const bomb = gzipSync(Buffer.alloc(100 * 2 ** 20))
    const file = (type: string, name: string, bytes: Buffer) => [
      '--x',
      `Content-Type: ${type}; name="${name}"`,
      'Content-Transfer-Encoding: base64',
      `Content-Disposition: attachment; filename="${name}"`,
      '',
      bytes.toString('base64').replace(/.{76}/g, '$&\r\n'),
    ]
    const { attachments } = await parsed([
      'From: a@b.example',
      'Content-Type: multipart/mixed; boundary=x',
      '',
      ...file('image/png', 'cat.png', Buffer.from('<script>alert(1)</script>')),
      ...file('text/html', 'cat.html', Buffer.from('GIF89a')),
      ...file('application/gzip', 'letters.gz', bomb),
      '--x--',
    ])
    expect(attachments.map(({ mimeType, size }) => [mimeType, size])).toEqual([
      ['application/octet-stream', 25],
      ['image/gif', 6],
      ['application/gzip', bomb.length],
    ])
  })
  test('an attachment that cannot be stored fails the mail, which is tried again from its raw bytes', async () => {
    const stored = await platform.files.keep(Buffer.from(mixed(['Content-Type: image/png', '', 'x']).join('\r\n')))
    const full = { ...platform, files: { ...platform.files, keep: () => Promise.reject(new Error('no space left on device')) } }
    const payload = { id: 'p', channel: 'email' as const, ...stored, body: null, envelope: {}, receivedAt }
    await expect(parse(full, payload)).rejects.toThrow('no space left')
    expect((await parse(platform, payload)).messages[0]?.attachments).toHaveLength(1)
  })
  test('a poison mail is an error, and the next one is read', async () => {
    const endless = Buffer.from(`From: a@b.example\r\n${'X-Pad: y\r\n'.repeat(200_000)}`)
    await expect(parsed(endless)).rejects.toThrow('The mail could not be read')
    expect((await parsed(['From: a@b.example', '', 'next'])).text).toBe('next')
  })
  test('broken structures give what can be read', async () => {
    const open = await parsed([
      'From: a@b.example',
      'Content-Type: multipart/mixed; boundary=x',
      '',
      '--x',
      'Content-Type: text/plain',
      '',
      'no end',
    ])
    expect(open.text).toBe('no end')
    const none = await parsed(['From: a@b.example', 'Content-Type: multipart/mixed', '', 'no boundary'])
    expect(none.attachments.length + none.text.length).toBeGreaterThanOrEqual(0)
    const deep = Array.from({ length: 3000 }, (_, index) => `--b${index}\r\nContent-Type: multipart/mixed; boundary=b${index + 1}\r\n\r\n`)
    const nested = parsed(Buffer.from(`From: a@b.example\r\nContent-Type: multipart/mixed; boundary=b0\r\n\r\n${deep.join('')}`))
    await expect(nested.catch((error: Error) => error.message)).resolves.toBeTruthy()
  })
  test('whatever bytes come, there is one message or one error, and PostgreSQL can keep it', async () => {
    const piece = fc.oneof(
      fc.constantFrom(
        'From: ',
        'To: ',
        'Subject: ',
        'Date: ',
        'Message-ID: <',
        'References: <<>',
        '=?utf-8?b?',
        '?=',
        '\r\n',
        '\n',
        '\r\n\r\n',
        '--x',
        '--x--',
        ': ',
        ';',
        '"',
        '<',
        '>',
      ),
      fc.constantFrom(
        'Content-Type: multipart/mixed; boundary=x\r\n\r\n',
        'Content-Type: text/html; charset=',
        'Content-Type: message/rfc822\r\n\r\n',
        'Content-Transfer-Encoding: base64\r\n',
        "Content-Disposition: attachment; filename*=utf-8''%E2%82",
      ),
      fc.uint8Array({ maxLength: 20 }).map((bytes) => Buffer.from(bytes).toString('latin1')),
    )
    await fc.assert(
      fc.asyncProperty(fc.array(piece, { maxLength: 40 }), async (pieces) => {
        const message = await parsed(Buffer.from(pieces.join(''), 'latin1')).catch((error: Error) => {
          expect(error.message).toContain('could not be read')
        })
        if (message)
          await platform.pool.query('select $1::text, $2::text, $3::jsonb', [message.text, message.html, JSON.stringify(message)])
      }),
      { numRuns: 150 },
    )
  })
  test('a text too long to keep is cut, and the whole mail stands beside it', async () => {
    const message = await parsed(['From: a@b.example', '', 'word '.repeat(100_000)])
    expect(message.text.length).toBeLessThan(250_000)
    expect(message.attachments).toMatchObject([{ name: 'message.eml', mimeType: 'message/rfc822' }])
  })
})

describe('history and script', () => {
  test('script in body, subject and names is text or gone, never markup', async () => {
    const message = await parsed([
      'From: "<script>alert(1)</script>" <a@b.example>',
      'Subject: <img src=x onerror=alert(1)>',
      'Content-Type: text/html',
      '',
      '<p onclick="x()">Hi<script>alert(1)</script><iframe src="https://x.example"></iframe><a href="javascript:x()">y</a></p>',
    ])
    expect(message.html).toBe('<p>Hi<a>y</a></p>')
    expect(message.text).toBe('Hiy')
    expect(message.subject).toBe('<img src=x onerror=alert(1)>')
  })
  test('the history of an HTML reply is folded, in the text and in the HTML', async () => {
    const message = await parsed([
      'From: a@b.example',
      'Content-Type: text/html',
      '',
      '<div>Thanks, that works!</div><div class="gmail_quote"><div>On Tue, 5 May 2026, Shop wrote:</div><blockquote>Try this</blockquote></div>',
    ])
    expect(message.text).toBe('Thanks, that works!')
    expect(message.quotedText).toContain('> Try this')
    expect(message.html).toMatch(
      /^<div>Thanks, that works!<\/div><details class="warmline-history"><summary>•••<\/summary><div class="gmail_quote">.*<\/details>$/,
    )
  })
})

describe('who wrote', () => {
  test('mail from our own address is automated, by whatever plus address', async () => {
    for (const from of ['support@shop.example', 'SUPPORT+tabc123def@shop.example'])
      expect((await parsed([`From: ${from}`, '', 'x'])).automatedWhy).toBe('own address')
  })
  test('a group that rewrote From names the writer elsewhere', async () => {
    const group = await parsed([
      "From: 'Ada Jansen' via Support <support@shop.example>",
      'X-Original-From: Ada Jansen <ada@customer.example>',
      '',
      'x',
    ])
    expect(group).toMatchObject({ from: { value: 'ada@customer.example', name: 'Ada Jansen' }, automatedWhy: null })
    const form = await parsed(['From: Shop form <no-reply@forms.example>', 'Reply-To: Ada <ada@customer.example>', '', 'x'])
    expect(form.from).toMatchObject({ value: 'ada@customer.example', name: 'Ada' })
  })
  test('a Reply-To of a person does not change who wrote', async () => {
    const message = await parsed(['From: ada@customer.example', 'Reply-To: assistant@customer.example', '', 'x'])
    expect(message.from.value).toBe('ada@customer.example')
    expect(message.mail?.replyTo).toEqual(['assistant@customer.example'])
  })
})

test('what it answers: ids nearest first, each once, and tokens of our addresses from headers and envelope', async () => {
  const message = await parsed(
    [
      'From: a@b.example',
      'To: "Support" <support+tAbc123def@shop.example>',
      'Delivered-To: support+tsecond99@shop.example',
      'In-Reply-To: <three@x>',
      'References: <one@x>',
      ' <two@x> <three@x>',
      '',
      'x',
    ],
    { from: 'a@b.example', to: ['support+tthird777@shop.example'] },
  )
  expect(message.thread.externalIds).toEqual(['three@x', 'two@x', 'one@x'])
  expect([...message.thread.tokens].sort()).toEqual(['abc123def', 'second99', 'third777'])
  expect(message.mail).toMatchObject({ inReplyTo: ['three@x'], references: ['one@x', 'two@x', 'three@x'] })
})

test('a small mail that stands in its row is read like one from the file store', async () => {
  const body = Buffer.from('From: ada@customer.example\r\nSubject: Small\r\n\r\nWhere is it?\r\n')
  const { messages } = await parse(platform, {
    id: 'p2',
    channel: 'email',
    file: 'f'.repeat(64),
    body,
    size: body.length,
    envelope: {},
    receivedAt,
  })
  expect(messages[0]).toMatchObject({ subject: 'Small', text: 'Where is it?' })
})
