/** What a benchmark says: tables for the terminal, and the same in docs/benchmarks.md between the part's markers. */
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

export interface Table {
  title: string
  /** One or two sentences: what was done, and what the floor is. */
  about: string
  columns: string[]
  rows: string[][]
}

export interface Part {
  /** Its name on the command line and in the markers. */
  name: string
  run(options: { isQuick: boolean }): Promise<Table[]>
}

const page = join(import.meta.dirname, '../docs/benchmarks.md')

/** A table in Markdown. */
export function markdownOf({ title, about, columns, rows }: Table): string {
  const line = (cells: string[]) => `| ${cells.join(' | ')} |`
  return [
    `### ${title}`,
    '',
    about,
    '',
    line(columns),
    line(columns.map((_, index) => (index === 0 ? '---' : '--:'))),
    ...rows.map(line),
  ].join('\n')
}

/** Puts `text` between the markers `name` of the page; throws when it has none. */
export async function writeBetween(name: string, text: string): Promise<void> {
  const before = await readFile(page, 'utf8')
  const [begin, end] = [`<!-- ${name} -->`, `<!-- /${name} -->`]
  const [from, to] = [before.indexOf(begin), before.indexOf(end)]
  if (from < 0 || to < from) throw new Error(`docs/benchmarks.md has no place for "${name}"`)
  await writeFile(page, `${before.slice(0, from + begin.length)}\n\n${text}\n\n${before.slice(to)}`)
}

/** A number with as many digits as say something: 2 713, 12.4, 0.83, 0.017. */
export function shown(value: number, unit = ''): string {
  const size = Math.abs(value)
  const text =
    size >= 100
      ? Math.round(value).toLocaleString('en').replaceAll(',', ' ')
      : value.toFixed(size >= 10 ? 1 : size >= 0.1 || size === 0 ? 2 : 3)
  return unit ? `${text} ${unit}` : text
}
