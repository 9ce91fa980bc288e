import { createInterface } from 'node:readline'
import { analyse } from './analyse.ts'

function answer(line: string): { out: string; failed: boolean } {
  try {
    const row: unknown = JSON.parse(line)
    if (typeof row !== 'object' || row === null || !('text' in row) || typeof row.text !== 'string') {
      return { out: JSON.stringify({ error: 'a line must be an object with "text", a string' }), failed: true }
    }
    const subject = 'subject' in row && typeof row.subject === 'string' ? row.subject : null
    const { label, score, confidence, language, isSpam, tags } = analyse({ text: row.text, subject })
    return { out: JSON.stringify({ label, score, confidence, language, isSpam, tags }), failed: false }
  } catch (error) {
    return { out: JSON.stringify({ error: error instanceof Error ? error.message : String(error) }), failed: true }
  }
}

const waiting: string[] = []
function flush(): Promise<void> | undefined {
  const text = waiting.join('')
  waiting.length = 0
  return process.stdout.write(text) ? undefined : new Promise((done) => process.stdout.once('drain', () => done()))
}

// A reader that has seen enough (`| head`) is not an error.
process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1))
for await (const line of createInterface({ input: process.stdin, crlfDelay: Number.POSITIVE_INFINITY })) {
  if (!line.trim()) continue
  const { out, failed } = answer(line)
  if (failed) process.exitCode = 1
  waiting.push(`${out}\n`)
  if (waiting.length >= 200) await flush()
}
await flush()
