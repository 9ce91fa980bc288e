/** Holds our reading of mail against collections of real mail, where they are there; their files are no part of this project. */
import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openTestPlatform } from '../../../test/platform.ts'
import type { Platform } from '../../platform/platform.ts'
import type { Payload } from '../channel.ts'
import { cleanText } from './characters.ts'
import { parse } from './parse.ts'
import { partReply } from './reply.ts'

const data = join(import.meta.dirname, '../../../../shared/data')
const isThere = existsSync(join(data, 'email_reply_trimmer'))

interface Case {
  name: string
  mail: string
  /** Says whether text and fold are as expected. */
  isRight(text: string, folded: string): boolean
}

const read = (...path: string[]) => readFileSync(join(data, ...path), 'utf8')
const even = (text: string) =>
  text
    .replace(/\r\n/g, '\n')
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n')
    .trim()
const flat = (text: string) => text.replace(/[\s>]+/g, ' ').trim()
const equals = (expected: string) => (text: string) => even(text) === even(expected)

interface Expected {
  test?: string
  fixture?: string | null
  body_file?: string
  first_fragment?: string
  first_fragment_trimmed?: string
  visible_text?: string
  visible_text_trimmed?: string
  n_replies?: number | null
  checks?: { reply?: number; field?: string; op: string; value: string }[]
  expected?: { forwarded?: boolean; body?: string }
}
const expectedOf = (set: string): Expected[] => JSON.parse(read(set, 'expected.json')).cases
const visible = (one: Expected) => one.first_fragment ?? one.first_fragment_trimmed ?? one.visible_text ?? one.visible_text_trimmed

function textCases(set: string): Case[] {
  return expectedOf(set).flatMap((one) => {
    const expected = visible(one)
    return one.fixture && expected !== undefined ? [{ name: one.fixture, mail: read(set, one.fixture), isRight: equals(expected) }] : []
  })
}

function checkCases(set: string): Case[] {
  return expectedOf(set).map((one) => ({
    name: one.fixture ?? '',
    mail: read(set, one.fixture ?? ''),
    isRight: (text, folded) =>
      ((one.n_replies ?? 1) < 2 || folded !== '') &&
      (one.checks ?? []).every(({ reply, field, op, value }) => {
        if (reply === 0 && field === 'body')
          return op === 'equals' ? equals(value)(text) : flat(text).includes(flat(value)) === (op === 'contains')
        return op !== 'contains' || !reply || flat(folded).includes(flat(value))
      }),
  }))
}

const sets: Record<string, { floor: number; cases(): Case[] }> = {
  email_reply_trimmer: {
    floor: 34,
    cases: () =>
      readdirSync(join(data, 'email_reply_trimmer/trimmed')).map((name) => ({
        name,
        mail: read('email_reply_trimmer/emails', name),
        isRight: equals(read('email_reply_trimmer/trimmed', name)),
      })),
  },
  email_crisp_reply: { floor: 50, cases: () => textCases('email_crisp_reply') },
  email_github_reply_parser: { floor: 8, cases: () => textCases('email_github_reply_parser') },
  email_mail_parser_reply: { floor: 31, cases: () => checkCases('email_mail_parser_reply') },
  email_crisp_forward: {
    floor: 95,
    cases: () =>
      expectedOf('email_crisp_forward').flatMap(({ body_file: file, expected }) =>
        file && expected?.forwarded && expected.body && existsSync(join(data, 'email_crisp_forward', file))
          ? [
              {
                name: file,
                mail: read('email_crisp_forward', file),
                isRight: (text: string) => flat(text).includes(flat(expected.body ?? '')),
              },
            ]
          : [],
      ),
  },
}

if (!isThere) test('the collections of real mail (../shared/data) are not here: nothing to hold against', () => undefined)
else {
  describe('replies are parted as expected, or better than before', () => {
    test.each(Object.entries(sets))('%s', (_set, { floor, cases }) => {
      const all = cases()
      const wrong = all.filter(({ mail, isRight }) => {
        const reply = partReply(cleanText(mail))
        return !isRight(reply.text, reply.quotedText ?? '')
      })
      expect(all.length - wrong.length, wrong.map(({ name }) => name).join(', ')).toBeGreaterThanOrEqual(floor)
    })
  })

  describe('every mail is taken in', () => {
    let opened: Awaited<ReturnType<typeof openTestPlatform>>
    let platform: Platform
    let spam: string
    beforeAll(async () => {
      opened = await openTestPlatform()
      platform = opened.platform
      spam = await mkdtemp(join(tmpdir(), 'warmline-mails-'))
      execFileSync('tar', ['xzf', join(data, 'spam_spamassassin/spamassassin.tar.gz'), '-C', spam])
    })
    afterAll(async () => {
      await rm(spam, { recursive: true, force: true })
      await opened.close()
    })

    const mailsIn = (folder: string) =>
      readdirSync(folder, { recursive: true, encoding: 'utf8' })
        .filter((name) => name.endsWith('.eml'))
        .sort()
        .map((name) => join(folder, name))

    async function takeIn(path: string): Promise<void> {
      const stored = await platform.files.keep(readFileSync(path))
      const envelope = { from: 'envelope@sender.example', to: ['support@shop.example'] }
      const payload: Payload = { id: path, channel: 'email', ...stored, envelope, body: null, receivedAt: new Date() }
      const [message] = (await parse(platform, payload)).messages
      expect(message?.from.value).toMatch(/^[^\s@]+@[^\s@]+$/)
      expect(message?.externalId).toBeTruthy()
      expect(message?.preview || message?.attachments.length === 0, path).toBeTruthy()
      expect(message?.html ?? '', path).not.toMatch(/<(script|style|iframe|form|object)|\son\w+\s*=\s*["']|javascript:/i)
      await platform.pool.query('select $1::text, $2::text, $3::jsonb', [message?.text, message?.html, JSON.stringify(message)])
    }

    test.each(['email_mailparser', 'email_mikel_mail', 'email_chatwoot', 'email_discourse'])('%s', async (set) => {
      const mails = mailsIn(join(data, set))
      expect(mails.length).toBeGreaterThan(5)
      for (const mail of mails) await takeIn(mail)
    })
    test('spam_spamassassin, every twelfth', async () => {
      const mails = mailsIn(spam).filter((_, index) => index % 12 === 0)
      expect(mails.length).toBeGreaterThan(350)
      for (const mail of mails) await takeIn(mail)
    })
  })
}
