/** Mails of the kinds that shops get, made up: plain, HTML with its history, in old character sets, with files, forwarded, automatic. */
import { createHash } from 'node:crypto'
import { text } from './floor.ts'

type Kind = (seed: number) => string[]

const headers = (seed: number, more: string[] = []) => [
  'Received: from mail.customer.example (mail.customer.example [192.0.2.7]) by mx.shop.example with ESMTPS; Mon, 5 Jan 2026 09:12:44 +0000',
  `Message-ID: <${seed}@customer.example>`,
  'Date: Mon, 5 Jan 2026 10:12:43 +0100',
  `From: "Ana Ruiz" <ana.${seed}@customer.example>`,
  'To: Shop <support@shop.example>',
  ...more,
  'MIME-Version: 1.0',
]
const quoted = text.replaceAll('. ', '.\r\n> ')
const html = (words: string) =>
  `<html><head><style>p { margin: 0 }</style></head><body><div dir="ltr"><p>${words}</p><br><p>Ana</p></div><br><div class="gmail_quote"><div class="gmail_attr">On Mon, 5 Jan 2026 at 09:00, Shop &lt;<a href="mailto:support@shop.example">support@shop.example</a>&gt; wrote:</div><blockquote class="gmail_quote"><table width="100%"><tr><td><img src="https://shop.example/logo.png"><p>${text}</p></td></tr></table></blockquote></div></body></html>`

/** Bytes that no packing makes smaller, the same for the same seed. */
function bytesOf(seed: number, size: number): Buffer {
  const parts = Array.from({ length: Math.ceil(size / 32) }, (_, index) => createHash('sha256').update(`${seed} ${index}`).digest())
  return Buffer.concat(parts).subarray(0, size)
}

const base64 = (bytes: Buffer) => bytes.toString('base64').replace(/.{76}/g, '$&\r\n')

const part = (boundary: string, type: string, body: string, more: string[] = []) => [
  `--${boundary}`,
  `Content-Type: ${type}`,
  ...more,
  '',
  body,
]

const kinds: Kind[] = [
  (seed) => [
    ...headers(seed, ['Subject: Parcel']),
    'Content-Type: text/plain; charset=utf-8',
    'Content-Transfer-Encoding: 8bit',
    '',
    `${text}\r\n\r\nOn Mon, 5 Jan 2026 at 09:00, Shop <support@shop.example> wrote:\r\n> ${quoted}`,
  ],
  (seed) => [
    ...headers(seed, ['Subject: Re: Parcel', 'In-Reply-To: <a@shop.example>', 'References: <a@shop.example> <b@shop.example>']),
    'Content-Type: multipart/alternative; boundary=alt',
    '',
    ...part('alt', 'text/plain; charset=utf-8', `${text}\r\n\r\n> ${quoted}`),
    ...part('alt', 'text/html; charset=utf-8', html(text)),
    '--alt--',
  ],
  (seed) => [
    ...headers(seed, ['Subject: =?iso-8859-1?Q?=C4ntligen_=E4r_paketet_h=E4r?=']),
    'Content-Type: text/plain; charset=iso-8859-1',
    'Content-Transfer-Encoding: quoted-printable',
    '',
    'Hej, skorna =E4r f=F6r sm=E5 och jag vill byta dem mot en storlek st=F6rre.=\r\n Tack p=E5 f=F6rhand!\r\n'.repeat(6),
  ],
  (seed) => [
    ...headers(seed, ['Subject: Damaged']),
    'Content-Type: multipart/mixed; boundary=mix',
    '',
    ...part('mix', 'text/plain; charset=utf-8', text),
    ...part('mix', 'image/jpeg; name="jacket.jpg"', base64(bytesOf(seed, 60_000)), [
      'Content-Transfer-Encoding: base64',
      'Content-Disposition: attachment; filename="jacket.jpg"',
    ]),
    '--mix--',
  ],
  (seed) => [
    ...headers(seed, ['Subject: Fwd: Your order']),
    'Content-Type: text/html; charset=utf-8',
    '',
    html(`FYI, see below. ${'<p><b>Order 20951</b>: one jacket, blue, medium.</p>'.repeat(20)}`),
  ],
  (seed) => [
    ...headers(seed, ['Subject: Automatic reply: Parcel', 'Auto-Submitted: auto-replied', 'X-Auto-Response-Suppress: All']),
    'Content-Type: text/plain; charset=utf-8',
    '',
    'I am away until Monday and have no access to my mail.',
  ],
]

/** So many mails, each kind in turn. */
export const sampleMails = (count: number): Buffer[] =>
  Array.from({ length: count }, (_, seed) => Buffer.from((kinds[seed % kinds.length] ?? headers)(seed).join('\r\n')))

/** A mail of so many bytes, nearly all of them in one file. */
export function largeMail(sender: string, size: number): Buffer {
  const head = headers(0, ['Subject: Photos']).map((line) => line.replaceAll('0@customer.example', sender))
  const lines = [
    ...head.map((line) => (line.startsWith('From:') ? `From: <${sender}>` : line)),
    'Content-Type: multipart/mixed; boundary=mix',
    '',
    ...part('mix', 'text/plain; charset=utf-8', text),
    ...part('mix', 'application/zip; name="photos.zip"', base64(bytesOf(1, Math.floor((size / 78) * 57))), [
      'Content-Transfer-Encoding: base64',
      'Content-Disposition: attachment; filename="photos.zip"',
    ]),
    '--mix--',
  ]
  return Buffer.from(lines.join('\r\n'))
}
