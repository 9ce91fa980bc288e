/** For the tests of the words: which of them a source file can count on, read from how it comes to be loaded. */
import { join } from 'node:path'

export interface Source {
  /** From the folder desk/. */
  path: string
  text: string
}

/** A refusal is said by whoever it meets; api.ts has brought its words by then. */
const brought: Record<string, readonly string[]> = { 'reasons.ts': ['refusals'] }

const quoted = (list = '') => [...list.matchAll(/'(\w+)'/g)].map(([, word = '']) => word)

/**
 * The parts of the words that every way to a file brings along: a page that is imported `withWords` has them, and so has all that
 * only it leads to.
 */
export function givenWords(sources: readonly Source[]): Map<string, Set<string>> {
  const ways = sources.flatMap(({ path, text }) => {
    const at = (to: string) => join(path, '..', to)
    const plain = [...text.matchAll(/^(?:import|export) (?!type )[^;]*?from '(\.[^']+)'|^import '(\.[^']+)'/gm)]
    const later = [...text.matchAll(/import\('(\.[^']+)'\)((?:, '\w+')*)/g)]
    return [
      ...plain.map(([, from, bare]) => ({ from: path, to: at(from ?? bare ?? ''), parts: [] })),
      ...later.map(([, to = '', parts]) => ({ from: path, to: at(to), parts: quoted(parts) })),
    ]
  })
  const all = new Set([...ways.flatMap(({ parts }) => parts), ...Object.values(brought).flat()])
  const given = new Map(sources.map(({ path }) => [path, path === 'main.tsx' ? new Set<string>() : new Set(all)]))
  for (let isSettled = false; !isSettled; ) {
    isSettled = true
    for (const { from, to, parts } of ways) {
      const there = given.get(to)
      for (const part of there ?? [])
        if (!parts.includes(part) && !given.get(from)?.has(part)) {
          there?.delete(part)
          isSettled = false
        }
    }
  }
  for (const [path, parts] of Object.entries(brought)) for (const part of parts) given.get(path)?.add(part)
  return given
}
