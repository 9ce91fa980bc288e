/** Macros by name and text: names that begin with what is wanted first, then the most used. */
import type { Macro } from '../tickets/shapes.ts'

export function findMacros(macros: readonly Macro[], query: string): Macro[] {
  const wanted = query.trim().toLocaleLowerCase().replaceAll('-', ' ')
  const rank = ({ name, text }: Macro) => {
    const called = name.toLocaleLowerCase().replaceAll('-', ' ')
    if (called.startsWith(wanted)) return 0
    if (called.includes(wanted)) return 1
    return text.toLocaleLowerCase().includes(wanted) ? 2 : 3
  }
  return macros
    .map((macro) => ({ macro, at: rank(macro) }))
    .filter(({ at }) => at < 3)
    .sort((a, b) => a.at - b.at || b.macro.useCount - a.macro.useCount || a.macro.name.localeCompare(b.macro.name))
    .map(({ macro }) => macro)
}
