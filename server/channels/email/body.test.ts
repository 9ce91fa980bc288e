import { describe, expect, test } from 'vitest'
import { bodyOf } from './body.ts'

const html = (inner: string) => bodyOf('', inner, false)

describe('the structure of mail programs says what is history', () => {
  const programs: Record<string, string> = {
    Gmail:
      '<div dir="ltr">Works!</div><br><div class="gmail_quote gmail_quote_container"><div class="gmail_attr">On Tue, Shop wrote:<br></div><blockquote class="gmail_quote"><div>Try this</div></blockquote></div>',
    'Apple Mail':
      '<html><body>Works!<br><div><br><blockquote type="cite"><div>On 5 May 2026, at 14:00, Shop wrote:</div><br><div>Try this</div></blockquote></div></body></html>',
    Thunderbird:
      '<p>Works!</p><div class="moz-cite-prefix">On 05/05/2026 14:00, Shop wrote:<br></div><blockquote type="cite" cite="mid:1"><p>Try this</p></blockquote>',
    'Outlook on the web':
      '<div>Works!</div><div id="appendonsend"></div><hr><div id="divRplyFwdMsg"><b>From:</b> Shop</div><div>Try this</div>',
    'Outlook for Windows':
      '<div class="WordSection1"><p class="MsoNormal">Works!</p><div><div style="border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0cm 0cm 0cm"><p class="MsoNormal"><b>Von:</b> Shop &lt;s@shop.example&gt; <br><b>Gesendet:</b> Dienstag<br><b>An:</b> Ada<br><b>Betreff:</b> Lampe</p></div></div><p>Try this</p></div>',
    Yahoo:
      '<div class="ydp1"><div>Works!</div></div><div id="ydp2yahoo_quoted_1" class="ydp2yahoo_quoted"><div>On Tuesday, Shop wrote:</div><div>Try this</div></div>',
    Proton:
      '<div>Works!</div><div class="protonmail_quote">On Tuesday, Shop wrote:<blockquote class="protonmail_quote" type="cite">Try this</blockquote></div>',
    'our own':
      '<div><p>Works!</p></div><br><div class="warmline_quote"><div>On 5 May, Shop wrote:</div><blockquote type="cite"><p>Try this</p></blockquote></div>',
  }
  test.each(Object.entries(programs))('%s', (_program, mail) => {
    const body = html(mail)
    expect(body.text).toBe('Works!')
    expect(body.preview).toBe('Works!')
    expect(body.quotedText).toContain('Try this')
    expect(body.html?.replace(/<details.*<\/details>/s, '')).not.toContain('Try this')
    expect(body.html).toContain('Try this')
  })
  test('a signature that a program marks is folded', () => {
    expect(html('<div>Works!</div><div class="gmail_signature">Ada, CEO</div>')).toMatchObject({ text: 'Works!', quotedText: 'Ada, CEO' })
  })
  test.each([
    ['lines', 'Works!<br>-- <br>Ada Byron<br>CEO', 'Ada Byron'],
    ['blocks', '<div>Works!</div><div>-- </div><div>Ada Byron</div>', 'Ada Byron'],
    ['a paragraph of its own', '<p>Works!</p><p>-- <br>Ada Byron</p>', 'Ada Byron'],
    [
      'what Gmail puts above',
      '<div>Works!</div><span class="gmail_signature_prefix">-- </span><br><div class="gmail_signature">Ada</div>',
      'Ada',
    ],
  ])('a signature below a rule is folded in the HTML as in the text: %s', (_, mail, name) => {
    for (const plain of ['', `Works!\n\n-- \n${name}`]) {
      const body = bodyOf(plain, mail, false)
      expect(body.text).toBe('Works!')
      expect(body.quotedText).toContain(name)
      expect(body.html).toContain(name)
      expect(body.html?.replace(/<details.*?<\/details>/gs, '')).not.toMatch(/Ada|--/)
    }
  })
  test('a rule above what goes on, or with nothing above it, is no signature', () => {
    const long = Array.from({ length: 20 }, (_, line) => `<p>Line ${line}</p>`).join('')
    for (const mail of [`<p>Works!</p><p>--</p>${long}`, '<p>-- </p><p>Works!</p>', '<p>Works! -- Ada</p>', '<p>Works <b>--</b> truly</p>'])
      expect(bodyOf('', mail, false).html).not.toContain('<details')
  })
  test('an answer below a quote is the text', () => {
    const body = html(
      '<div class="moz-cite-prefix">On 5 May, Shop wrote:</div><blockquote type="cite">Which colour?</blockquote><p>Blue.</p>',
    )
    expect(body).toMatchObject({ text: 'Blue.', quotedText: expect.stringContaining('Which colour?') })
  })
  test('a Gmail forward stays visible', () => {
    const body = html(
      '<div>Look</div><div class="gmail_quote"><div class="gmail_attr">---------- Forwarded message ---------<br>From: Courier</div>Your parcel is lost.</div>',
    )
    expect(body.text).toContain('Your parcel is lost.')
    expect(body.html).not.toContain('<details')
  })
})

test('the plain part is read where the HTML says nothing of history', () => {
  expect(bodyOf('plain words', '<p>rich words</p>', false)).toMatchObject({ text: 'plain words', html: '<p>rich words</p>' })
  expect(bodyOf(' \n', '<p>rich words</p>', false).text).toBe('rich words')
})

test('private characters in a mail are no marks of ours', () => {
  expect(html('<p>\ue0000 a \ue001 b</p>').text).toBe('0 a  b'.replace('  ', ' '))
  expect(bodyOf('\ue0005\nhello', '', false).text).toContain('hello')
})
