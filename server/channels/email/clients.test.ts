/** The same answer from eight mail programs in twelve languages: what is shown is what was written, no more and no less. */
import { describe, expect, test } from 'vitest'
import { bodyOf } from './body.ts'
import { languages, shop, type Words } from './fixture.ts'

interface Written {
  text: string
  html: string
}

const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
const quotedBy = (text: string) =>
  text
    .split('\n')
    .map((line) => `> ${line}`.trimEnd())
    .join('\n')
const divs = (text: string) =>
  text
    .split('\n')
    .map((line) => `<div>${escaped(line) || '<br>'}</div>`)
    .join('')
const paragraphs = (text: string) =>
  text
    .split('\n')
    .map((line) => `<p class="MsoNormal">${escaped(line) || '&nbsp;'}</p>`)
    .join('')
const header = ({ block: [from, sent, to, subject], sentAt }: Words, dateLabel = sent) => [
  [from, shop],
  [dateLabel, sentAt],
  [to, 'Ada Lind <ada@customer.example>'],
  [subject, 'Parcel 1001'],
]
const headerText = (lines: string[][]) => lines.map(([label, value]) => `${label}: ${value}`).join('\n')
const headerHtml = (lines: string[][]) => lines.map(([label = '', value = '']) => `<b>${label}:</b> ${escaped(value)}`).join('<br>')

const clients: Record<string, (words: Words) => Written> = {
  Gmail: ({ said, history, gmail }) => ({
    text: `${said}\n\n${gmail}\n\n${quotedBy(history)}\n`,
    html: `<div dir="ltr">${divs(said)}</div><br><div class="gmail_quote gmail_quote_container"><div dir="ltr" class="gmail_attr">${escaped(gmail)}<br></div><blockquote class="gmail_quote" style="margin:0 0 0 .8ex">${divs(history)}</blockquote></div>`,
  }),
  'Outlook (Windows)': (words) => ({
    text: `${words.said}\n\n\n${headerText(header(words))}\n\n${words.history}\n`,
    html: `<html xmlns:o="urn:schemas-microsoft-com:office:office"><body><div class="WordSection1">${paragraphs(words.said)}<p class="MsoNormal"><o:p>&nbsp;</o:p></p><div style="border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0cm 0cm 0cm"><p class="MsoNormal">${headerHtml(header(words))}</p></div>${paragraphs(words.history)}</div></body></html>`,
  }),
  'Outlook (web)': (words) => ({
    text: `${words.said}\n________________________________\n${headerText(header(words))}\n\n${words.history}\n`,
    html: `<div class="elementToProof">${divs(words.said)}</div><div id="appendonsend"></div><hr style="display:inline-block;width:98%"><div id="divRplyFwdMsg" dir="ltr"><font face="Calibri">${headerHtml(header(words))}</font><div>&nbsp;</div></div>${divs(words.history)}`,
  }),
  'Apple Mail': ({ said, history, apple }) => ({
    text: `${said}\n\n> ${apple}\n> \n${quotedBy(history)}\n`,
    html: `<html><body dir="auto" style="overflow-wrap: break-word;">${divs(said)}<div><br><blockquote type="cite"><div>${escaped(apple)}</div><br class="Apple-interchange-newline"><div>${divs(history)}</div></blockquote></div><br></body></html>`,
  }),
  Yahoo: ({ said, history, yahoo }) => ({
    text: ` ${said.replaceAll('\n', '\n ')}\n\n    ${yahoo}  \n \n ${history.replaceAll('\n', '\n ')}  `,
    html: `<div class="ydp1yahoo-style-wrap" style="font-size:16px"><div dir="ltr">${divs(said)}</div><div><br></div></div><div id="ydp2yahoo_quoted_123" class="ydp2yahoo_quoted"><div><div>${escaped(yahoo)}</div><div><br></div>${divs(history)}</div></div>`,
  }),
  iPhone: ({ said, history, apple, iphone }) => ({
    text: `${said}\n\n${iphone}\n\n> ${apple}\n> \n> \ufeff${quotedBy(history).slice(2)}\n`,
    html: `<html><body dir="auto"><div dir="ltr">${divs(said)}<br><div dir="ltr">${escaped(iphone)}</div></div><div dir="ltr"><br><blockquote type="cite">${escaped(apple)}<br><br></blockquote></div><blockquote type="cite"><div dir="ltr">\ufeff${divs(history)}</div></blockquote></body></html>`,
  }),
  'Outlook (phone)': (words) => ({
    text: `${words.said}\n\n${words.outlookApp}<https://aka.ms/o0ukef>\n________________________________\n${headerText(header(words))}\n\n${words.history}\n`,
    html: `<div dir="auto">${divs(words.said)}</div><div dir="auto"><br></div><div id="ms-outlook-mobile-signature" dir="auto"><a href="https://aka.ms/o0ukef">${words.outlookApp}</a></div><hr style="display:inline-block;width:98%"><div id="divRplyFwdMsg" dir="ltr">${headerHtml(header(words))}</div>${divs(words.history)}`,
  }),
  Samsung: (words) => {
    const [heading, date, line] = words.samsung
    return {
      text: `${words.said}\n\n\n${line}\n\n\n-------- ${heading} --------\n${headerText(header(words, date))}\n\n${words.history}\n`,
      html: `<html><body dir="auto">${divs(words.said)}<div dir="auto"><br></div><div id="composer_signature" dir="auto"><div style="font-size:12px;color:#575757" dir="auto">${escaped(line)}</div></div><div><br></div><div align="left" dir="auto" style="font-size:100%;color:#000000"><div>-------- ${escaped(heading)} --------</div>${header(
        words,
        date,
      )
        .map(([label = '', value = '']) => `<div>${label}: ${escaped(value)} </div>`)
        .join('')}<div><br></div></div>${divs(history(words))}</body></html>`,
    }
  },
}
const history = (words: Words) => words.history

const even = (text: string) =>
  text
    .replaceAll('\ufeff', '')
    .split('\n')
    .map((line) => line.trim())
    .join('\n')
    .trim()

describe.each(Object.entries(clients))('%s', (_client, write) => {
  test.each(Object.entries(languages))('%s', (_language, words) => {
    const { text, html } = write(words)
    for (const [part, body] of [
      ['both parts', bodyOf(text, html, false)],
      ['text alone', bodyOf(text, '', false)],
    ] as const) {
      expect([part, even(body.text)]).toEqual([part, words.said])
      // Nothing is thrown away: the history is folded.
      expect(even(body.quotedText ?? '').replace(/[\s>]+/g, ' ')).toContain(words.history.replace(/\s+/g, ' '))
    }
  })
})
