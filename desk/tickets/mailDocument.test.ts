// @vitest-environment happy-dom
import { expect, test } from 'vitest'
import { bare, mailDocument, saysMoreThanText } from './mailDocument.ts'

const wish = {
  html: '',
  quotes: [],
  isUnfolded: false,
  showsRemote: false,
  inline: new Map<string, string>(),
  isDark: false,
  colours: { ink: '#111', accent: '#00f', line: '#ccc', mark: '#fee' },
}
const bodyOf = (srcdoc: string) => srcdoc.slice(srcdoc.indexOf('<body'))

test('the frame may load nothing but its own data, and pictures from elsewhere only when asked for', () => {
  const html = '<p>Hi<img data-remote-src="https://track.example/1.png"></p>'
  const blocked = mailDocument({ ...wish, html })
  expect(blocked.srcdoc).toContain(`default-src 'none'; style-src 'unsafe-inline'; img-src data:; form-action`)
  expect(bodyOf(blocked.srcdoc)).not.toMatch(/ src="https/)
  expect(blocked.remoteCount).toBe(1)
  const shown = mailDocument({ ...wish, html, showsRemote: true })
  expect(shown.srcdoc).toContain('img-src data: https:;')
  expect(bodyOf(shown.srcdoc)).toContain('src="https://track.example/1.png"')
})

test('a picture that slipped past the server does not load either', () => {
  const { srcdoc } = mailDocument({ ...wish, html: '<img src="https://track.example/1.png" srcset="https://track.example/2.png 2x">' })
  expect(bodyOf(srcdoc)).not.toContain('track.example')
})

test('inline pictures are found by their Content-ID', () => {
  const inline = new Map([[bare('<Logo@Mail>'), 'data:image/png;base64,AAAA']])
  expect(mailDocument({ ...wish, html: '<img src="cid:logo@mail">', inline }).srcdoc).toContain('src="data:image/png;base64,AAAA"')
})

test('what could act is taken out, and links open elsewhere', () => {
  const html = '<script>alert(1)</script><form><input></form><base href="https://evil.example"><a href="https://shop.example">Shop</a>'
  const body = bodyOf(mailDocument({ ...wish, html }).srcdoc)
  expect(body).not.toMatch(/script|form|input|base/)
  expect(body).toMatch(/target="_blank"/)
  expect(body).toMatch(/rel="noopener noreferrer"/)
})

test('what is folded away is not in the frame until it is asked for, and then it is whole', () => {
  const html = '<p>Works!</p><details class="warmline-history"><summary>•••</summary><p>-- </p><p>Ada</p></details>'
  expect(bodyOf(mailDocument({ ...wish, html }).srcdoc)).toBe('<body dir="auto"><p>Works!</p></body></html>')
  expect(bodyOf(mailDocument({ ...wish, html, isUnfolded: true }).srcdoc)).toContain('<p>Works!</p><p>-- </p><p>Ada</p></body>')
})

test('the deciding words are marked also where they run over tags and paragraphs', () => {
  const { srcdoc } = mailDocument({ ...wish, html: '<p>but it contains</p><p>pea<b>nuts</b> today</p>', quotes: ['it contains peanuts'] })
  const marks = [...srcdoc.matchAll(/<mark data-quote="0">([^<]*)<\/mark>/g)].map((match) => match[1])
  expect(marks).toEqual(['it contains', 'pea', 'nuts'])
})

test('a mail with colours of its own keeps its white paper in the dark', () => {
  expect(mailDocument({ ...wish, html: '<p>plain</p>', isDark: true }).srcdoc).toContain('color-scheme:dark')
  expect(mailDocument({ ...wish, html: '<p style="color:#222">drawn</p>', isDark: true }).srcdoc).toContain('color-scheme:light')
})

test('HTML that only repeats its text is told from HTML that says more', () => {
  expect(saysMoreThanText('<div>Hello<br>there</div><div><a href="https://shop.example/">https://shop.example</a></div>')).toBe(false)
  for (const html of [
    '<p><b>No</b></p>',
    '<table></table>',
    '<ul><li>a</li></ul>',
    '<a href="https://shop.example">here</a>',
    '<img src="cid:a">',
  ])
    expect(saysMoreThanText(html), html).toBe(true)
})
