import { expect, test } from 'vitest'
import { linked } from './links.ts'

const hrefs = (text: string) => linked(text).flatMap(({ href }) => href ?? [])

test('web and mail addresses become links and nothing of the text is lost', () => {
  const text = 'See https://shop.example/a?b=1#c, www.shop.example/x or write to ana.ruiz@correo.es.'
  expect(hrefs(text)).toEqual(['https://shop.example/a?b=1#c', 'https://www.shop.example/x', 'mailto:ana.ruiz@correo.es'])
  expect(
    linked(text)
      .map((segment) => segment.text)
      .join(''),
  ).toBe(text)
})

test('the punctuation of the sentence stays outside, a bracket of the address inside', () => {
  expect(hrefs('(https://shop.example/a).')).toEqual(['https://shop.example/a'])
  expect(hrefs('https://wiki.example/Coat_(garment)!')).toEqual(['https://wiki.example/Coat_(garment)'])
})

test('script, data and file addresses are never links', () => {
  const text = 'javascript:alert(1) data:text/html,<script> file:///etc/passwd vbscript:x JAVASCRIPT://%0aalert(1)'
  expect(hrefs(text)).toEqual([])
})

test('a broken address stays text', () => {
  expect(linked('https://')).toEqual([{ text: 'https://' }])
  expect(linked('http://[')).toEqual([{ text: 'http://[' }])
})

test('a long line without addresses is cut quickly', () => {
  for (const text of ['a.'.repeat(50_000), 'a@'.repeat(50_000), 'www.'.repeat(50_000), ')'.repeat(50_000), '(http://x'.repeat(10_000)]) {
    const before = process.cpuUsage()
    const segments = linked(text)
    const { user, system } = process.cpuUsage(before)
    expect((user + system) / 1000).toBeLessThan(2000)
    expect(segments.map((segment) => segment.text).join('')).toBe(text)
  }
})
