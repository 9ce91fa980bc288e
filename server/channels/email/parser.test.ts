import { Readable } from 'node:stream'
import { expect, test } from 'vitest'
import { openFiles } from '../../platform/files.ts'
import { readLetter } from './letter.ts'

// These mails need no attachment kept.
const files = openFiles('/nowhere')
const textOf = async (head: string, body: Buffer) =>
  (await readLetter(Readable.from([Buffer.concat([Buffer.from(head), body])]), files)).text

test('the parser asks us for its decoders, also where no character set is declared', async () => {
  const umlauts = Buffer.from('Grüße', 'latin1')
  for (const head of [
    '',
    'Content-Type: text/plain\r\n',
    'Content-Type: text/plain; charset=us-ascii\r\n',
    'Content-Type: text/plain; charset="nonsense"\r\n',
  ])
    expect(await textOf(`From: a@b.example\r\n${head}\r\n`, umlauts)).toBe('Grüße')
})

test('text that is plainly UTF-8 is read so whatever is declared', async () => {
  for (const charset of ['iso-8859-1', 'windows-1252', 'big5'])
    expect(await textOf(`Content-Type: text/plain; charset=${charset}\r\n\r\n`, Buffer.from('您好！你今天好吗？'))).toBe(
      '您好！你今天好吗？',
    )
})

test('text in a declared set stays in it', async () => {
  expect(await textOf('Content-Type: text/plain; charset=gbk\r\n\r\n', Buffer.from([0xc1, 0xaa, 0xcd, 0xa8]))).toBe('联通')
  expect(await textOf('Content-Type: text/plain; charset=iso-8859-1\r\n\r\n', Buffer.from('Åsa', 'latin1'))).toBe('Åsa')
})

test('one broken byte spoils only itself', async () => {
  const bytes = Buffer.concat([Buffer.from('für '), Buffer.from([0xfc]), Buffer.from(' 👍')])
  expect(await textOf('Content-Type: text/plain; charset=utf-8\r\n\r\n', bytes)).toBe('für ü 👍')
})

test('what the parser throws while it reads is an error of the mail, not the end of the process', async () => {
  const thrower = Readable.from([Buffer.from('From: a@b.example\r\nContent-Type: image/png\r\n\r\nx')])
  const failing = { ...files, keep: () => Promise.reject(new Error('disk failed')) }
  await expect(readLetter(thrower, failing)).rejects.toThrow('disk failed')
})
