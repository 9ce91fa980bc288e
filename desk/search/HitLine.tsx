/** Why a ticket was found: when it was said, and the words around it, with what was looked for marked. */
import { hitsIn, type Piece, piecesOf } from '../../shared/searchMarks.ts'
import { wantedOf } from '../../shared/searchWords.ts'
import { shortDate } from '../time.ts'
import styles from './search.module.css'

export function HitLine({ at, pieces }: { at: string; pieces: readonly Piece[] }) {
  return (
    <span className={styles.hit} dir="auto">
      <time dateTime={at} className={styles.when}>
        {shortDate(at)}
      </time>{' '}
      <Pieces pieces={pieces} />
    </span>
  )
}

/** A text with the words marked that were looked for. */
export function Found({ text, words }: { text: string; words: string }) {
  if (!words) return text
  return (
    <span className={styles.found}>
      <Pieces pieces={piecesOf(text, hitsIn(text, wantedOf(words)))} />
    </span>
  )
}

function Pieces({ pieces }: { pieces: readonly Piece[] }) {
  let at = 0
  return pieces.map(({ text, isHit }) => {
    const key = at
    at += text.length
    return isHit ? <mark key={key}>{text}</mark> : text
  })
}
