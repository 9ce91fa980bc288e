/**
 * What the mail server that received a mail found of it (RFC 8601): of a mailbox that we read, only it knows who handed the mail over.
 * Believed of the one server that the connection names: anybody can write such a line, and a server takes out those in its own name.
 */
import type { Authenticity } from '../../../shared/messages.ts'
import { type Letter, rawHeader } from './letter.ts'

/** The results of `server`, from the topmost line in its name; undefined: there is none. */
export function receivedChecks(letter: Letter, server: string): Omit<Authenticity, 'verdict'> | undefined {
  if (!server) return undefined
  const lines = rawHeader(letter, 'authentication-results').map((line) => parts(line))
  const own = lines.find(([name = '']) => name.split(/\s/)[0]?.toLowerCase() === server.toLowerCase())
  if (!own) return undefined
  const results = own.slice(1).flatMap((part) => {
    const [, method = '', result = ''] = /^(spf|dkim|dmarc)\s*=\s*([a-z]+)/i.exec(part) ?? []
    return method ? { method: method.toLowerCase(), result: result.toLowerCase(), part } : []
  })
  const resultOf = (method: string) => {
    const found = results.filter((one) => one.method === method).map(({ result }) => result)
    // Of several signatures one that fits is enough.
    return found.includes('pass') ? 'pass' : (found[0] ?? 'none')
  }
  const policy = results.find(({ method }) => method === 'dmarc')?.part ?? ''
  return {
    spf: resultOf('spf'),
    dkim: resultOf('dkim'),
    dmarc: resultOf('dmarc'),
    domain: /header\.from\s*=\s*"?(?:[^@\s"]*@)?([\w.-]+)/i.exec(policy)?.[1]?.toLowerCase() ?? null,
  }
}

/** The line cut at its semicolons, without comments; those may hold semicolons, and each other. */
function parts(line: string): string[] {
  let depth = 0
  let bare = ''
  for (const character of line.slice(0, 10_000)) {
    if (character === '(') depth++
    if (depth === 0) bare += character
    if (character === ')') depth = Math.max(0, depth - 1)
  }
  return bare.split(';').map((part) => part.trim())
}
