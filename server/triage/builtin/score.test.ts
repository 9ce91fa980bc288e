import { spawn } from 'node:child_process'
import { expect, it } from 'vitest'

async function score(input: string): Promise<{ lines: Record<string, unknown>[]; code: number | null }> {
  const child = spawn(process.execPath, [new URL('./score.ts', import.meta.url).pathname])
  let out = ''
  child.stdout.setEncoding('utf8').on('data', (part: string) => {
    out += part
  })
  child.stdin.end(input)
  const code = await new Promise<number | null>((done) => child.on('close', done))
  const lines = out
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Record<string, unknown>)
  return { lines, code }
}

it('answers one line for each line, in order', async () => {
  const rows = Array.from({ length: 1000 }, (_, i) => (i % 2 ? 'Where is my order?' : 'Terrible, I am so disappointed!'))
  const { lines, code } = await score(rows.map((text) => JSON.stringify({ text })).join('\n'))
  expect(code).toBe(0)
  expect(lines.map(({ label }) => label)).toEqual(rows.map((_, i) => (i % 2 ? 'neutral' : 'negative')))
  expect(Object.keys(lines[0])).toEqual(['label', 'score', 'confidence', 'language', 'isSpam', 'tags'])
})

it('says which lines it could not read, answers the others and ends with 1', async () => {
  const { lines, code } = await score('{"text":"Where is my order?"}\nnot json\n\n{"words":1}\n{"text":"thx!","subject":"Re: order"}\n')
  expect(lines.map((line) => ('error' in line ? 'error' : line.label))).toEqual(['neutral', 'error', 'error', 'positive'])
  expect(code).toBe(1)
})

it('is content with nothing', async () => {
  expect(await score('')).toEqual({ lines: [], code: 0 })
})
