import { existsSync, readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'

/** Reads a text file, unpacking it when its name ends in .gz; nothing when it is not there. */
export function readText(path: string): string | undefined {
  if (!existsSync(path)) return undefined
  const bytes = readFileSync(path)
  return (path.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8').replace(/^\ufeff/, '')
}

/** Reads comma-separated rows with a heading line (RFC 4180, line breaks inside quotes allowed). */
export function readRows(path: string): Record<string, string>[] | undefined {
  const text = readText(path)
  if (text === undefined) return undefined
  const rows: string[][] = []
  let row: string[] = []
  let field = ''
  let quoted = false
  for (let i = 0; i < text.length; i++) {
    const unit = text[i]
    if (quoted) {
      if (unit !== '"') field += unit
      else if (text[i + 1] === '"') {
        field += '"'
        i++
      } else quoted = false
    } else if (unit === '"') quoted = true
    else if (unit === ',') {
      row.push(field)
      field = ''
    } else if (unit === '\n') {
      row.push(field.replace(/\r$/, ''))
      rows.push(row)
      row = []
      field = ''
    } else field += unit
  }
  if (field || row.length) rows.push([...row, field])
  const names = rows.shift() ?? []
  return rows.map((values) => Object.fromEntries(names.map((name, i) => [name, values[i] ?? ''])))
}

/** Reads JSON lines; nothing when the file is not there. A line that is not JSON throws with its number. */
export function readJsonLines(path: string): Record<string, unknown>[] | undefined {
  const text = readText(path)
  if (text === undefined) return undefined
  return text
    .split('\n')
    .map((line, i) => {
      if (!line.trim()) return undefined
      try {
        return JSON.parse(line) as Record<string, unknown>
      } catch {
        throw new Error(`${path}, line ${i + 1}: not JSON`)
      }
    })
    .filter((row) => row !== undefined)
}

/** The files inside a tar archive (ustar, gzip), in order. */
export function* readTar(path: string): Generator<{ name: string; bytes: Buffer }> {
  if (!existsSync(path)) return
  const all = gunzipSync(readFileSync(path))
  for (let at = 0; at + 512 <= all.length; ) {
    const name = all.toString('latin1', at, at + 100).replace(/\0.*$/s, '')
    const size = Number.parseInt(all.toString('latin1', at + 124, at + 136), 8) || 0
    const kind = all.toString('latin1', at + 156, at + 157)
    if (!name) return
    if (kind === '0' || kind === '\0') yield { name, bytes: all.subarray(at + 512, at + 512 + size) }
    at += 512 + Math.ceil(size / 512) * 512
  }
}
