/** What the documents name is there: the pages they link to, the files, the commands, the variables. */
import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { expect, test } from 'vitest'

const root = join(import.meta.dirname, '..')
const skipped = new Set(['node_modules', 'dist', '.git'])
const filesIn = (folder: string): string[] =>
  readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name)
    if (skipped.has(entry.name) || path === join(root, 'data')) return []
    return entry.isDirectory() ? filesIn(path) : [relative(root, path)]
  })
const files = filesIn(root)
const documents = files.filter((path) => path.endsWith('.md'))
const textOf = (path: string) => readFileSync(join(root, path), 'utf8')
/** As the pages of a repository name their headings. */
const anchorsIn = (text: string) =>
  [...text.matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  )

test.each(documents)('%s links to what is there', (path) => {
  const links = [...textOf(path).matchAll(/\]\((?!\w+:)([^)\s]*)\)/g)].map(([, link = '']) => link)
  const missing = links.filter((link) => {
    const [target = '', anchor] = link.split('#')
    const page = target ? join(dirname(path), target) : path
    if (!files.includes(page)) return !files.some((file) => file.startsWith(`${page.replace(/\/$/, '')}/`))
    return anchor !== undefined && !anchorsIn(textOf(page)).includes(anchor)
  })
  expect(missing).toEqual([])
})

test.each(documents)('%s names files that are there', (path) => {
  const text = textOf(path).replace(/\]\([^)]*\)/g, ']')
  const named = [...text.matchAll(/(?<![\w/.:@-])(?:[\w.-]+\/)*[\w-]+(?:\.[\w-]+)*\.(?:tsx?|sql|css|md|html|json)(?![\w/(-])/g)].map(
    ([name]) => name,
  )
  const missing = named.filter((name) => !files.some((file) => file === name || file.endsWith(`/${name}`)))
  expect([...new Set(missing)]).toEqual([])
})

test.each(documents)('%s gives commands that work', (path) => {
  const text = textOf(path)
  const scripts = Object.keys((JSON.parse(textOf('package.json')) as { scripts: Record<string, string> }).scripts)
  const run = [...text.matchAll(/\bnpm run (?:-s )?([\w:-]+)/g)].map(([, script = '']) => script)
  const programs = [...text.matchAll(/\bnode ((?:[\w-]+\/)+[\w-]+\.ts)/g)].map(([, program = '']) => program)
  expect(run.filter((script) => !scripts.includes(script))).toEqual([])
  expect(programs.filter((program) => !files.includes(program))).toEqual([])
})

test('the map has each room of the server, in the order that may be imported', () => {
  const map = [...textOf('ARCHITECTURE.md').matchAll(/^ {2}(\w+)\/ /gm)].map(([, room = '']) => room)
  expect([...map].sort()).toEqual([...new Set(files.flatMap((file) => /^server\/(\w+)\//.exec(file)?.[1] ?? []))].sort())
  const [, list = ''] = /const rooms = \[(.*)\]/.exec(textOf('test/architecture.ts')) ?? []
  const rooms = [...list.matchAll(/\w+/g)].map(([room]) => room)
  expect(rooms.filter((room) => map.includes(room))).toEqual(map)
})

test('the page for whoever runs it names every variable that is read, and no other', () => {
  const read = [...textOf('server/platform/config.ts').matchAll(/^ {4}([A-Z_]+): /gm)].map(([, name = '']) => name)
  const told = [...textOf('docs/operating.md').matchAll(/^\| ([^|]+)\|/gm)].flatMap(([, cell = '']) => cell.match(/[A-Z][A-Z_]+/g) ?? [])
  expect(told.sort()).toEqual(read.sort())
})
