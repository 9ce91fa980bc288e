/** The beginning of a text on one line, at most so many characters, with a sign where it goes on. */
export function shortened(text: string, most: number): string {
  const line = text.replace(/\s+/g, ' ').trim()
  // By whole characters: half of an emoji is none.
  const characters = [...line.slice(0, most * 2 + 2)]
  return characters.length > most ? `${characters.slice(0, most).join('').trimEnd()}…` : line
}
