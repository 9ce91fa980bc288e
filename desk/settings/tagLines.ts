/** A list of tags out of what somebody pasted or out of a CSV file: a line a tag, its description beside it. */

interface TagLine {
  name: string
  description: string
}

const headings: Record<string, 'name' | 'description'> = {
  ...{
    name: 'name',
    tag: 'name',
    label: 'name',
    title: 'name',
    naam: 'name',
    nombre: 'name',
    etiqueta: 'name',
    namn: 'name',
    tagg: 'name',
  },
  ...{ description: 'description', omschrijving: 'description', beschrijving: 'description' },
  ...{ descripción: 'description', descripcion: 'description', beskrivning: 'description' },
}

/**
 * Reads lines, or CSV with commas, semicolons or tabs. A first line that names its columns says which is which, and what else
 * it names (a colour, say) is answered as `passedOver`; without one the first cell is the name and the second the description.
 * One line of several cells is a list of names.
 */
export function tagLines(text: string): { tags: TagLine[]; passedOver: string[] } {
  const rows = cellsOf(text.replace(/^\uFEFF/, ''))
  const [first = [], ...others] = rows
  const columns = first.map((cell) => headings[cell.toLowerCase()])
  const nameAt = columns.indexOf('name')
  if (nameAt >= 0 && others.length > 0) {
    const descriptionAt = columns.indexOf('description')
    const tags = others.map((cells) => ({ name: cells[nameAt] ?? '', description: cells[descriptionAt] ?? '' }))
    return { tags: tags.filter(({ name }) => name !== ''), passedOver: first.filter((cell, at) => !columns[at] && cell !== '') }
  }
  const lines = rows.length === 1 && first.length > 2 ? first.map((name) => [name]) : rows
  return { tags: lines.flatMap(([name = '', description = '']) => (name ? { name, description } : [])), passedOver: [] }
}

/** The cells of each line that has any; a cell in quotes may hold separators, quotes (doubled) and line breaks. */
function cellsOf(text: string): string[][] {
  const separator = [';', '\t'].find((one) => (text.split('\n')[0] ?? '').includes(one)) ?? ','
  const rows: string[][] = []
  let row: string[] = []
  let cell = ''
  let isQuoted = false
  const endRow = () => {
    row.push(cell.trim())
    if (row.some(Boolean)) rows.push(row)
    row = []
    cell = ''
  }
  for (let at = 0; at < text.length; at++) {
    const sign = text[at] ?? ''
    if (isQuoted && sign === '"' && text[at + 1] === '"') cell += text[++at]
    else if (sign === '"' && (isQuoted || cell.trim() === '')) isQuoted = !isQuoted
    else if (isQuoted) cell += sign
    else if (sign === separator) {
      row.push(cell.trim())
      cell = ''
    } else if (sign === '\n' || sign === '\r') endRow()
    else cell += sign
  }
  endRow()
  return rows
}
