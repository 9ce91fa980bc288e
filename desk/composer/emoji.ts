/** Emoji by name, in the language of the screen and by the short names that everyone knows (`:smile`). Loaded when first asked for. */
import type { ScreenLanguage } from '../../shared/words.ts'

export interface Emoji {
  sign: string
  label: string
  /** The short names, the first being the usual one. */
  codes: string[]
  /** Everything it can be found by, in small letters. */
  words: string
}

interface Row {
  unicode: string
  label: string
  hexcode: string
  tags?: string[]
  group?: number
  order?: number
}

const load: Record<ScreenLanguage, () => Promise<{ default: unknown }>> = {
  en: () => import('emojibase-data/en/compact.json'),
  nl: () => import('emojibase-data/nl/compact.json'),
  es: () => import('emojibase-data/es/compact.json'),
  sv: () => import('emojibase-data/sv/compact.json'),
}
const loaded = new Map<ScreenLanguage, Promise<readonly Emoji[]>>()

/** Every emoji in its usual order. */
export function loadEmoji(language: ScreenLanguage): Promise<readonly Emoji[]> {
  const known = loaded.get(language) ?? read(language)
  loaded.set(language, known)
  known.catch(() => loaded.delete(language))
  return known
}

async function read(language: ScreenLanguage): Promise<readonly Emoji[]> {
  const [{ default: rows }, { default: codes }] = await Promise.all([
    load[language](),
    import('emojibase-data/en/shortcodes/emojibase.json'),
  ])
  const codesOf: Record<string, string | string[]> = codes
  return (rows as Row[])
    .filter(({ group }) => group !== undefined && group !== 2)
    .sort((a, b) => (a.order ?? 0) - (b.order ?? 0))
    .map(({ unicode, label, hexcode, tags = [] }) => {
      const names = [codesOf[hexcode] ?? []].flat()
      return { sign: unicode, label, codes: names, words: [label, ...names, ...tags].join(' ').toLocaleLowerCase() }
    })
}

/** The best matches first: those whose short name or label begins with it, then any word of theirs. */
export function findEmoji(all: readonly Emoji[], query: string, most: number): Emoji[] {
  const wanted = query.trim().toLocaleLowerCase()
  if (!wanted) return all.slice(0, most)
  const rank = ({ codes, label, words }: Emoji) => {
    if (codes.includes(wanted) || label.toLocaleLowerCase() === wanted) return 0
    if (codes.some((code) => code.startsWith(wanted)) || label.toLocaleLowerCase().startsWith(wanted)) return 1
    return ` ${words}`.includes(` ${wanted}`) ? 2 : 3
  }
  return all
    .map((emoji) => ({ emoji, at: rank(emoji) }))
    .filter(({ at }) => at < 3)
    .sort((a, b) => a.at - b.at)
    .slice(0, most)
    .map(({ emoji }) => emoji)
}
