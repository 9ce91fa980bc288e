import { type Heads, share } from './heads.ts'
import { is } from './lexicon.ts'
import { type Mood, moodHeads } from './mood.ts'
import type { Prepared } from './prepare.ts'

const longest = 16

function leaningOf(prepared: Prepared, heads: Heads, label: Mood['label']): Float32Array {
  const { tokens, valences } = prepared
  const shares = share(heads, prepared.hashed, tokens.length)
  const scores = new Float32Array(tokens.length)
  for (let i = 0; i < tokens.length; i++) {
    const of = (head: number) => shares[i * heads.count + head]
    const bad = of(moodHeads.negative) - 0.5 * (of(moodHeads.neutral) + of(moodHeads.positive))
    const good = of(moodHeads.positive) - 0.5 * (of(moodHeads.neutral) + of(moodHeads.negative))
    const value = 0.15 * valences.value[i]
    const bits = valences.bits[i]
    if (label === 'negative') scores[i] = bad - value
    else if (label === 'positive') scores[i] = good + value
    else if (label === 'promoter') {
      scores[i] = 0.5 * good + value + of(moodHeads.promoter) + (bits & is.promoter ? 0.5 : 0)
    } else if (label === 'urgent') scores[i] = of(moodHeads.urgent) + (bits & is.urgent && !valences.negated[i] ? 0.8 : 0)
    else scores[i] = of(moodHeads.neutral) - 0.5 * (of(moodHeads.positive) + of(moodHeads.negative))
  }
  return scores
}

interface Clause {
  from: number
  to: number
  score: number
}

function clausesOf(prepared: Prepared, scores: Float32Array, notBefore: number): Clause[] {
  const { tokens, valences } = prepared
  const clauses: Clause[] = []
  let from = 0
  const close = (to: number) => {
    let first = from
    let last = to
    while (first < last && tokens[first].start < notBefore) first++
    while (first < last && tokens[first].kind === 'break') first++
    while (last > first && tokens[last - 1].kind === 'break' && /[\n;]/.test(tokens[last - 1].form)) last--
    let score = 0
    for (let i = first; i < last; i++) score += scores[i]
    if (first < last) clauses.push({ from: first, to: last, score })
    from = to
  }
  for (let i = 0; i < tokens.length; i++) {
    const { kind, form, end } = tokens[i]
    const gap = i + 1 < tokens.length && tokens[i + 1].start - end > 60
    if (kind === 'break' || gap || (form === ',' && i - from >= 3)) close(i + 1)
    else if (i > from + 2 && valences.bits[i] & is.contrast) close(i)
  }
  close(tokens.length)
  return clauses
}

function shortened(clause: Clause, scores: Float32Array): Clause {
  if (clause.to - clause.from <= longest) return clause
  let best = clause.from
  let bestSum = Number.NEGATIVE_INFINITY
  for (let from = clause.from; from + longest <= clause.to; from++) {
    let sum = 0
    for (let i = from; i < from + longest; i++) sum += scores[i]
    if (sum > bestSum) {
      bestSum = sum
      best = from
    }
  }
  return { from: best, to: best + longest, score: bestSum }
}

/** One to three exact quotes that speak most for the label, strongest first; none when nothing does. `notBefore`: where the text begins after the subject. */
export function quote(prepared: Prepared, heads: Heads, label: Mood['label'], notBefore: number): string[] {
  const { tokens, text } = prepared
  const scores = leaningOf(prepared, heads, label)
  const clauses = clausesOf(prepared, scores, notBefore)
    .filter(({ score }) => score > 0.02)
    .sort((one, other) => other.score - one.score)
  const strongest = clauses[0]?.score ?? 0
  const wanted = label === 'neutral' ? 1 : 3
  const quotes = clauses
    .filter(({ score }) => score >= 0.45 * strongest)
    .slice(0, wanted)
    .map((clause) => shortened(clause, scores))
    .map(({ from, to }) => text.slice(tokens[from].start, tokens[to - 1].end).replace(/^[\s,;:]+|[\s,;:]+$/g, ''))
  return [...new Set(quotes)].filter((found) => found !== '' && found.length <= 300)
}
