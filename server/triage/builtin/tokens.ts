type TokenKind = 'word' | 'number' | 'url' | 'address' | 'user' | 'emoji' | 'emoticon' | 'mark' | 'break'

export interface Token {
  /** Where it stands in the text that was read, so that evidence can be quoted exactly. */
  start: number
  end: number
  kind: TokenKind
  /** Lower case with its accents (what tells languages apart). */
  lower: string
  /** Lower case without accents, runs of a letter cut to two (what sentiment is learned on). */
  form: string
  capitals: boolean
  stretched: boolean
  hashtag: boolean
}

const pattern = new RegExp(
  [
    'https?:\\/\\/\\S{1,2000}|www\\.\\S{1,2000}',
    '[\\w.+-]{1,64}@[\\w-]{1,64}\\.[\\w.-]{1,64}',
    '@\\w+',
    "[:;=]['^-]?[)(DPpOo\\/\\\\|*\\]\\[]+(?![\\p{L}\\d/])|[xX]D+(?!\\p{L})|<\\/?3+(?!\\d)|\\^_{0,3}\\^|-_+-|T_T",
    "#?[\\p{L}\\p{M}]+(?:['’´`]\\p{L}{1,2}(?![\\p{L}\\p{M}]))?",
    '\\d+(?:[.,:]\\d+)*',
    '\\p{Extended_Pictographic}[\\uFE0F\\u200D\\u{1F3FB}-\\u{1F3FF}\\p{Extended_Pictographic}]*',
    '[!?¡¿]+|\\.{2,}|…|[.,;:]|\\n+|[€$£%/]',
  ].join('|'),
  'gu',
)
const letter = /\p{L}/u
const digit = /^\d/
const notAscii = /[^\x20-\x7e]/
const stretch = /(\p{L})\1{2,}/gu

/** Lower case, no accents, typographic apostrophes made plain: the form in which words are compared. */
export function fold(lower: string): string {
  if (!notAscii.test(lower)) return lower
  return lower
    .replace(/[’´`]/g, "'")
    .normalize('NFD')
    .replace(/\p{M}+/gu, '')
    .replace(/ß/g, 'ss')
    .replace(/ø/g, 'o')
    .replace(/æ/g, 'ae')
    .replace(/œ/g, 'oe')
    .replace(/ł/g, 'l')
}

function mark(text: string): string {
  if (text.startsWith('\n')) return '\n'
  if (text === '…' || text.startsWith('..')) return '...'
  if (text.length === 1) return text
  const asks = text.includes('?')
  const shouts = text.includes('!')
  if (asks && shouts) return '?!'
  if (asks) return text.length > 1 ? '??' : '?'
  return shouts ? '!!' : '¡'
}

function emoticon(text: string): string {
  return text
    .toLowerCase()
    .replace(/^([:;=])[\^-]/, '$1')
    .replace(/=/, ':')
    .replace(/(.)\1+$/, '$1')
}

function read(raw: string, start: number): Token {
  const first = raw.charCodeAt(0)
  const token: Token = {
    start,
    end: start + raw.length,
    kind: 'word',
    lower: raw,
    form: raw,
    capitals: false,
    stretched: false,
    hashtag: false,
  }
  if (digit.test(raw)) {
    token.kind = 'number'
    token.form = raw.length <= 2 ? raw : raw.length <= 4 ? '000' : '00000'
    return token
  }
  if (raw.includes('://') || raw.startsWith('www.')) {
    token.kind = 'url'
    token.form = '<url>'
    return token
  }
  if (raw.includes('@') && raw.length > 1) {
    token.kind = first === 64 ? 'user' : 'address'
    token.form = first === 64 ? '<user>' : '<mail>'
    return token
  }
  const isTag = first === 35
  const lead = isTag ? raw.slice(1) : raw
  if (letter.test(lead.charAt(0)) || lead.codePointAt(0) !== lead.charCodeAt(0)) {
    if (letter.test(lead) && !/^[xX]D+$/.test(lead) && lead !== 'T_T') {
      const lower = lead.toLowerCase()
      const folded = fold(lower)
      const form = folded.replace(stretch, '$1$1')
      token.lower = lower
      token.form = form
      token.capitals = lead.length > 1 && lead === lead.toUpperCase() && lower !== lead
      token.stretched = form !== folded
      token.hashtag = isTag
      if (lower === 'http' || lower === 'https') {
        token.kind = 'url'
        token.form = '<url>'
      }
      return token
    }
  }
  if (/^[:;=<^xXT-]/.test(raw) && raw.length > 1) {
    token.kind = 'emoticon'
    token.form = emoticon(raw)
    return token
  }
  if (/^[!?¡¿.…,;:\n€$£%/]/.test(raw)) {
    token.form = mark(raw)
    token.kind = /^[\n.!?…;]/.test(raw) ? 'break' : 'mark'
    return token
  }
  token.kind = 'emoji'
  token.form = String.fromCodePoint(raw.codePointAt(0) ?? 0)
  return token
}

/** Cuts a stretch of text into words, numbers, emoji and marks; positions are those of the whole text. */
export function tokenise(text: string, from: number = 0, to: number = text.length): Token[] {
  const tokens: Token[] = []
  const part = from === 0 && to === text.length ? text : text.slice(from, to)
  pattern.lastIndex = 0
  for (let found = pattern.exec(part); found; found = pattern.exec(part)) {
    tokens.push(read(found[0], from + found.index))
  }
  return tokens
}

const thanks = /^(?:thank|thx|thnx|tnx|bedank|dank|merci|graci|tack|grazie|obrigad|valeu|cheers|tak$|kiitos|dzieki|dziekuj)/

/** Whether a word says thanks in one of the languages: it opens angry mails as often as friendly ones. */
export function saysThanks(token: Token): boolean {
  return token.kind === 'word' && thanks.test(token.form)
}
