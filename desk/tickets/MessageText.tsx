/** Plain text as it was written, with safe links and the words that decided the sentiment. */
import { findQuotes, piecesOf, type Range } from './evidence.ts'
import { linked } from './links.ts'
import styles from './message.module.css'

const noQuotes: readonly string[] = []

/** The text of a message; direction by its own first letters, line by line. */
export function MessageText({ text, quotes = noQuotes }: { text: string; quotes?: readonly string[] }) {
  const ranges = findQuotes(text, quotes)
  let at = 0
  const parts = linked(text).map((segment) => {
    const from = at
    at += segment.text.length
    const words = <Marked key={from} text={text} ranges={ranges} from={from} to={at} />
    return segment.href ? (
      <a key={from} href={segment.href} target="_blank" rel="noopener noreferrer nofollow">
        {words}
      </a>
    ) : (
      <span key={from}>{words}</span>
    )
  })
  return (
    <div className={styles.text} dir="auto">
      {parts}
    </div>
  )
}

/** Text with its quotes marked. */
export function Marked({
  text,
  ranges,
  from = 0,
  to = text.length,
}: {
  text: string
  ranges: readonly Range[]
  from?: number
  to?: number
}) {
  return piecesOf(text, ranges, from, to).map(({ text: words, quote, start }) =>
    quote === undefined ? (
      words
    ) : (
      <mark key={start} data-quote={quote}>
        {words}
      </mark>
    ),
  )
}
