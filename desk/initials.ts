/** `Maja Jansson` → `MJ`; one letter for one word. */
export function initials(name: string): string {
  const words = name.trim().split(/\s+/).filter(Boolean)
  const first = [words[0], words.length > 1 ? words.at(-1) : undefined]
  return first.map((word) => [...(word ?? '')][0]?.toLocaleUpperCase() ?? '').join('')
}
