/** The text of a filter in pieces: brackets, OR, words and phrases, and tests such as `tag:vip,"big order"`; each with its place. */

/** Where something stands in the text: from its first letter up to, and without, `end`. */
export interface Place {
  at: number
  end: number
}
export interface Item extends Place {
  text: string
  /** Written in quotes: then it is nothing but text. */
  isQuoted: boolean
}
export type Comparison = '' | '>' | '<' | '='
export type Token = Place & { isNegated: boolean } & (
    | { kind: 'open' | 'close' | 'or' }
    | { kind: 'word'; text: string; isQuoted: boolean }
    | { kind: 'test'; field: string; comparison: Comparison; items: Item[]; isList: boolean }
  )

const quotes = '"“”„'
const escapes: Record<string, string> = { n: '\n', r: '\r', t: '\t' }

/** Takes a text apart. A quote that is never closed reaches to the end, and is told of in `openQuotes`. */
export function tokensOf(text: string): { tokens: Token[]; openQuotes: Place[] } {
  const tokens: Token[] = []
  const openQuotes: Place[] = []
  let at = 0

  function quoted(): Item {
    const from = at++
    let read = ''
    while (at < text.length && !quotes.includes(text.charAt(at))) {
      if (text[at] === '\\' && at + 1 < text.length) {
        at++
        read += escapes[text.charAt(at)] ?? text.charAt(at)
      } else read += text.charAt(at)
      at++
    }
    if (at >= text.length) openQuotes.push({ at: from, end: at })
    else at++
    return { text: read, isQuoted: true, at: from, end: at }
  }
  function bare(stop: RegExp): Item {
    const from = at
    while (at < text.length && !stop.test(text.charAt(at))) at++
    return { text: text.slice(from, at), isQuoted: false, at: from, end: at }
  }
  const isQuote = () => at < text.length && quotes.includes(text.charAt(at))

  function test(name: string): Omit<Extract<Token, { kind: 'test' }>, 'isNegated' | 'at' | 'end'> {
    at += name.length + 1
    const sign = text.charAt(at)
    const comparison = sign === '>' || sign === '<' || sign === '=' ? sign : ''
    if (comparison) at++
    const items: Item[] = []
    let isList = false
    for (;;) {
      if (isQuote()) items.push(quoted())
      else if (at < text.length && !/[\s,()]/.test(text.charAt(at))) items.push(bare(/[\s,()"“”„]/))
      else break
      if (text[at] !== ',') break
      isList = true
      at++
    }
    return { kind: 'test', field: name, comparison, items, isList }
  }

  while (at < text.length) {
    const from = at
    const next = text.charAt(at)
    if (/\s/.test(next)) {
      at++
      continue
    }
    const isNegated = next === '-' && /[^\s)]/.test(text.charAt(at + 1))
    if (isNegated) at++
    const rest = text.slice(at)
    const operator = /^(OR|AND)(?=[\s()]|$)/.exec(rest)
    const field = /^([A-Za-z]\w*):(?!\/\/)/.exec(rest)
    if (operator && !isNegated) {
      at += operator[0].length
      if (operator[0] === 'OR') tokens.push({ kind: 'or', isNegated, at: from, end: at })
    } else if (rest[0] === '(' || rest[0] === ')') {
      at++
      tokens.push({ kind: rest[0] === '(' ? 'open' : 'close', isNegated, at: from, end: at })
    } else if (field?.[1]) {
      const read = test(field[1])
      tokens.push({ ...read, isNegated, at: from, end: at })
    } else {
      const { text: word, isQuoted } = isQuote() ? quoted() : bare(/[\s()"“”„]/)
      tokens.push({ kind: 'word', text: word, isQuoted, isNegated, at: from, end: at })
    }
  }
  return { tokens, openQuotes }
}

/** Words and phrases as one value, the way a search for words reads it. */
export const wordsValue = (words: { text: string; isQuoted: boolean }[]): string =>
  words.map(({ text, isQuoted }) => (isQuoted ? `"${text.replaceAll('"', ' ')}"` : text)).join(' ')

/** A value as it is written: in quotes where it would not be read as one piece otherwise. */
export function written(value: string): string {
  if (/^[^\s"“”„,()\\=<>][^\s"“”„,()\\]*$/.test(value)) return value
  const inside = value
    .replace(/[\\"“”„]/g, (sign) => `\\${sign}`)
    .replaceAll('\n', '\\n')
    .replaceAll('\r', '\\r')
    .replaceAll('\t', '\\t')
  return `"${inside}"`
}
