/**
 * The text of a filter, read: `sentiment:urgent,negative channel:email order_value:>100 assignee:me -tag:vip (a OR b) "a phrase"`.
 * What stands side by side must all be so; OR binds less; brackets group; `-` is not; `no:tag` and `has:tag` ask for nothing and
 * anything; words and phrases on their own are searched for. `filterTextPrint.ts` writes it: what it writes is read as the same.
 */
import type { ConditionShape, Filter, Test } from './filter.ts'
import { readTest, type TextProblem } from './filterTextValues.ts'
import { type Place, type Token, tokensOf, wordsValue } from './filterTokens.ts'

export type { TextProblem }

/** The filter that a text says, unless something in it cannot be read; and what is wrong, with its place in the text. */
export interface ReadFilter {
  filter?: Filter
  problems: TextProblem[]
}

const opposites: Partial<Record<Test['operator'], Test['operator']>> = {
  is: 'is_not',
  is_not: 'is',
  contains: 'not_contains',
  not_contains: 'contains',
  match: 'not_match',
  not_match: 'match',
  is_empty: 'is_not_empty',
  is_not_empty: 'is_empty',
}
/** The API takes so many groups in groups; reading stops a good deal deeper, whatever is pasted. */
const deepest = 4
const bottom = 40

/** Reads the text of a filter, by the conditions that there are. */
export function readFilter(text: string, conditions: ConditionShape[]): ReadFilter {
  const { tokens, openQuotes } = tokensOf(text)
  const problems: TextProblem[] = openQuotes.map((place) => ({ code: 'openQuote', ...place }))
  const tell = (code: TextProblem['code'], { at, end }: Place, name?: string, field?: string): undefined => {
    problems.push({ code, at, end, ...(name !== undefined && { name }), ...(field && { field }), ...(code === 'gone' && { isGone: true }) })
  }
  let next = 0

  /** Up to the closing bracket, or to the end. */
  function group(opened: Token | undefined, depth: number): Filter | undefined {
    const branches: Filter[][] = [[]]
    const ors: Token[] = []
    let words: { text: string; isQuoted: boolean }[] = []
    let wordsAt = 0
    const endBranch = () => {
      if (words.length > 0) branches.at(-1)?.splice(wordsAt, 0, ...searchFor(words))
      words = []
    }
    for (; next < tokens.length; next++) {
      const token = tokens[next]
      const branch = branches.at(-1)
      if (!token || !branch) break
      if (token.kind === 'close') {
        if (opened) break
        tell('closeBracket', token)
      } else if (token.kind === 'or') {
        endBranch()
        branches.push([])
        ors.push(token)
      } else if (token.kind === 'word' && !token.isNegated) {
        if (words.length === 0) wordsAt = branch.length
        words.push(token)
      } else {
        const part = token.kind === 'test' ? test(token) : token.kind === 'word' ? searchFor([token])[0] : bracket(token, depth)
        const meant = part && token.isNegated ? negated(part, token) : part
        if (meant) branch.push(meant)
      }
    }
    endBranch()
    if (opened && next >= tokens.length) tell('openBracket', opened)
    return put(branches, ors, opened !== undefined)
  }

  function bracket(token: Token, depth: number): Filter | undefined {
    if (depth > bottom) {
      next = tokens.length
      return tell('tooDeep', token)
    }
    next++
    return group(token, depth + 1)
  }

  /** `(OR a)` and `(OR)` are how any-groups of one and of none are written; elsewhere something must stand on both sides. */
  function put(branches: Filter[][], ors: Token[], isBracket: boolean): Filter | undefined {
    const [only = []] = branches
    if (ors.length === 0) return isBracket || only.length !== 1 ? { all: only } : only[0]
    const [first = [], ...others] = branches
    const kept = isBracket && first.length === 0 ? others : branches
    const sides = kept.length === 1 && kept[0]?.length === 0 ? [] : kept
    const lone = ors[0]
    if (lone && problems.length === 0 && sides.some((side) => side.length === 0)) return tell('emptySide', lone)
    return { any: sides.map((side) => (side.length === 1 && side[0] ? side[0] : { all: side })) }
  }

  function test(token: Extract<Token, { kind: 'test' }>): Test | undefined {
    const name = token.field.toLowerCase()
    const asked = token.items[0]?.text.toLowerCase()
    if ((name === 'no' || name === 'has') && asked) return presence(name, asked, token)
    if (name === 'is' && asked) {
      const flag = conditions.find(({ field, kind }) => field === asked && kind === 'yes_no')
      if (flag) return { field: flag.field, operator: 'is', value: true }
      const status = conditions.find(({ field }) => field === 'status')
      return status ? readTest(status, token, tell) : undefined
    }
    const shape = conditions.find(({ field }) => field === name)
    if (!shape) return tell('unknownField', { at: token.at, end: token.at + token.field.length + (token.isNegated ? 1 : 0) }, token.field)
    return readTest(shape, token, tell)
  }

  function presence(word: 'no' | 'has', name: string, token: Token): Test | undefined {
    const shape = conditions.find(({ field }) => field === name)
    if (!shape) return tell('unknownField', token, name)
    const { field, kind, operators, choices } = shape
    if (kind === 'yes_no') return { field, operator: 'is', value: word === 'has' }
    if (operators.includes('is_empty')) return { field, operator: word === 'no' ? 'is_empty' : 'is_not_empty' }
    if (choices?.some(({ value }) => value === 'none')) return { field, operator: word === 'no' ? 'is' : 'is_not', value: 'none' }
    return tell('notEmptiable', token, name)
  }

  function negated(part: Filter, place: Place): Filter | undefined {
    if ('field' in part) {
      if (typeof part.value === 'boolean') return { ...part, value: !part.value }
      const operator = opposites[part.operator]
      return operator ? { ...part, operator } : tell('notNegatable', place, part.field)
    }
    const turned = ('all' in part ? part.all : part.any).flatMap((one) => negated(one, place) ?? [])
    return 'all' in part ? { any: turned } : { all: turned }
  }

  /** Words are looked for in everything that was said; where no condition does that, in what the customer wrote. */
  function searchFor(words: { text: string; isQuoted: boolean }[]): Test[] {
    const search = conditions.find(({ operators }) => operators.includes('match'))
    if (search) return [{ field: search.field, operator: 'match', value: wordsValue(words) }]
    return words.map((word) => ({ field: 'text', operator: 'contains', value: word.text }))
  }

  const filter = group(undefined, 0)
  if (filter && depthOf(filter) > deepest) tell('tooDeep', { at: 0, end: text.length })
  return problems.some(({ isGone }) => !isGone) || !filter ? { problems } : { filter, problems }
}

/** How many groups stand in groups. */
function depthOf(filter: Filter): number {
  if ('field' in filter) return 0
  return 1 + Math.max(0, ...('all' in filter ? filter.all : filter.any).map(depthOf))
}
