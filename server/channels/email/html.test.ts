import { describe, expect, test } from 'vitest'
import { cleanHtml, cleanOwnHtml, mostHtml } from './html.ts'
import { htmlToText } from './htmlText.ts'

describe('what could act is gone', () => {
  test.each([
    '<script>alert(1)</script>',
    '<img src=x onerror=alert(1)>',
    '<svg onload=alert(1)><script>alert(1)</script></svg>',
    '<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>',
    '<a href="javascript:alert(1)">x</a>',
    '<a href=" java\nscript:alert(1)">x</a>',
    '<a href="data:text/html,<script>alert(1)</script>">x</a>',
    '<iframe src="https://x.example"></iframe>',
    '<object data="x"></object><embed src="x"><applet code="x"></applet>',
    '<form action="https://x.example"><input name="password"><button>Go</button></form>',
    '<meta http-equiv="refresh" content="0;url=https://x.example">',
    '<base href="https://x.example/">',
    '<link rel="stylesheet" href="https://x.example/x.css">',
    '<style>body{background:url(https://x.example)}</style>',
    '<div style="background:url(https://x.example/p.gif)">x</div>',
    '<div style="background-image:\\75rl(https://x.example)">x</div>',
    '<div style="position:fixed;top:0;left:0">x</div>',
    '<noscript><p title="</noscript><img src=x onerror=alert(1)>">',
    '<img src="data:image/svg+xml;base64,PHN2Zz4=">',
    '<img srcset="https://x.example/a.png 2x">',
    '<table background="https://x.example/p.gif"><td background="//x.example/p.gif">x</td></table>',
    '<video poster="https://x.example/p.gif" src="https://x.example/v"></video>',
    '<body onload=alert(1)>x',
    '<x-y onclick=alert(1)>x</x-y>',
  ])('%s', (html) => {
    const clean = cleanHtml(html)
    expect(clean).not.toMatch(/<(script|svg|math|style|iframe|object|embed|applet|form|input|button|meta|base|link|video|noscript|x-y)/i)
    expect(clean).not.toMatch(/\son\w+=|javascript:|x\.example|url\(|position|svg\+xml|srcset/i)
  })
})

test('what makes a mail readable stays', () => {
  const html =
    '<p style="color:#333;text-align:center">Hi <b>Ada</b></p><ul><li>one</li></ul><table><tr><td colspan="2" bgcolor="#eee">x</td></tr></table>'
  expect(cleanHtml(html)).toBe(html)
})

test('links open elsewhere and tell nobody where from', () => {
  expect(cleanHtml('<a href="https://x.example/a?b=1&c=2" target="_top" onclick="x()">x</a>')).toBe(
    '<a href="https://x.example/a?b=1&amp;c=2" target="_blank" rel="noopener noreferrer nofollow">x</a>',
  )
})

test('inline pictures stay, remote ones wait to be asked for, data is small and raster only', () => {
  expect(cleanHtml('<img src="cid:a%40b" alt="x">')).toBe('<img alt="x" src="cid:a@b" />')
  expect(cleanHtml('<img src="https://x.example/p.gif" width="1">')).toBe('<img width="1" data-remote-src="https://x.example/p.gif" />')
  expect(cleanHtml('<img src="data:image/png;base64,iVBORw0K">')).toBe('<img src="data:image/png;base64,iVBORw0K" />')
  expect(cleanHtml(`<img src="data:image/png;base64,${'A'.repeat(200_000)}">`)).toBe('<img />')
  expect(cleanHtml('<img data-remote-src="javascript:x">')).toBe('<img />')
})

test('cleaning twice changes nothing more', () => {
  const html = '<div><p>a<p>b<img src=http://x.example/a.png><a href=https://x.example>y</div>&lt;script&gt; &amp;amp; <b>open'
  expect(cleanHtml(cleanHtml(html))).toBe(cleanHtml(html))
})

test('an agent’s own pictures load, their script does not', () => {
  expect(cleanOwnHtml('<img src="https://shop.example/logo.png"><script>x()</script>')).toBe('<img src="https://shop.example/logo.png" />')
})

test('the result is bounded, and large or deep HTML takes no time', () => {
  // Of this thread's own work: a busy machine takes nothing from it.
  const before = process.threadCpuUsage()
  const large = cleanHtml('<p>text <b>bold</b></p>'.repeat(200_000))
  expect(large.length).toBeLessThanOrEqual(mostHtml)
  expect(large).toMatch(/<\/p>$/)
  const deep = cleanHtml(`${'<div>'.repeat(150_000)}deep`)
  expect(htmlToText(deep).text).toBe('deep')
  const { user, system } = process.threadCpuUsage(before)
  expect((user + system) / 1000).toBeLessThan(10_000)
})

describe('HTML reads as text', () => {
  test.each([
    ['paragraphs', '<p>One\n two</p><p>Three</p>', 'One two\n\nThree'],
    ['lines', '<div>One</div><div>Two<br>Three</div>', 'One\nTwo\nThree'],
    [
      'lists',
      '<p>Want:</p><ul><li>a<ul><li>b</li></ul></li><li>c</li></ul><ol start="1"><li>x</li><li>y</li></ol>',
      'Want:\n\n- a\n  - b\n- c\n\n1. x\n2. y',
    ],
    [
      'links',
      '<a href="https://x.example/track">Track it</a> or <a href="https://x.example/">x.example</a>',
      'Track it <https://x.example/track> or x.example',
    ],
    ['quotes', '<p>Yes.</p><blockquote><p>Is it?</p><blockquote>Hm</blockquote></blockquote>', 'Yes.\n\n> Is it?\n>\n>> Hm'],
    ['tables', '<table><tr><td>Lamp</td><td>2</td></tr><tr><td>Bulb</td><td>1</td></tr></table>', 'Lamp 2\nBulb 1'],
    ['pictures', 'a <img alt="a lamp" src="cid:x"> b', 'a [a lamp] b'],
    ['entities', '1 &lt; 2 &amp; &euro;5&nbsp;only', '1 < 2 & €5 only'],
    ['hidden text', '<div style="display:none">preheader</div><p>Hello</p>', 'Hello'],
    ['preformatted text', '<pre>a\n  b</pre>', 'a\n  b'],
  ])('%s', (_what, html, text) => {
    expect(htmlToText(cleanHtml(html)).text).toBe(text)
  })
})
