/** What PostgreSQL, JSON and screens refuse in text, taken out: NUL, lone surrogates, control characters. */

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what this looks for
const controls = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\ufffe\uffff]/g
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what this looks for
const anyControl = /[\u0000-\u001f\u007f-\u009f\u2028\u2029\ufffe\uffff]+/g
// Characters that turn the direction of what follows: "gpj.exe" would read as "exe.jpg".
const directions = /[\u200e\u200f\u202a-\u202e\u2066-\u2069\u061c]/g

/** Text over several lines: line ends are \n, tabs stay, everything else that is not a character goes. */
export const cleanText = (text: string): string => text.toWellFormed().replace(/\r\n?/g, '\n').replace(controls, '')

/** Text of one line, such as a subject or a person's name, of at most `most` characters. */
export function cleanLine(text: string, most = 500): string {
  const line = text.toWellFormed().replace(anyControl, ' ').replace(directions, '').replace(/\s+/g, ' ').trim()
  return line.length > most ? line.slice(0, most).toWellFormed() : line
}
