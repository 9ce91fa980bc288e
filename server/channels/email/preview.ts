/** The words of a message that a list shows. */
import { isClosing, isDeviceLine } from './phrases.ts'

/** One line, without a closing and the name under it. */
export function previewOf(text: string, most = 200): string {
  // What is shown is short; the rest need not be read.
  const lines = text.slice(0, 10 * most).split('\n')
  const closing = lines.findIndex((line, at) => at > 0 && isClosing(line) && lines.slice(at + 1).join('').length < 200)
  const kept = (closing > 0 ? lines.slice(0, closing) : lines).filter((line) => !line.startsWith('>') && !isDeviceLine(line))
  const line = kept.join(' ').replace(/\s+/g, ' ').trim()
  return line.length > most
    ? `${line
        .slice(0, most - 1)
        .toWellFormed()
        .trimEnd()}…`
    : line
}
