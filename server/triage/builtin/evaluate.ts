import { readFileSync, writeFileSync } from 'node:fs'
import { analyse } from './analyse.ts'
import { judgeMood } from './heads.ts'
import { calibrationError, figures, three, tunedThresholds } from './measuring/figures.ts'
import { lookAlikes } from './measuring/lookalikes.ts'
import { type MeasuringSet, measuringSets } from './measuring/sets.ts'
import { spamTable } from './measuring/spam.ts'
import { speedOf } from './measuring/speed.ts'
import { type Mood, moodOf, sureFrom } from './mood.ts'
import { prepare } from './prepare.ts'
import { type Example, tenthOf } from './training/example.ts'
import { ownMessages } from './training/own.ts'
import { builtInModel } from './weights.ts'

const folder = process.argv[2] ?? '../shared/data'
const residentBefore = process.memoryUsage().rss
const model = builtInModel()
analyse({ text: 'Where is my order?' })
const resident = process.memoryUsage().rss - residentBefore
const polarities = ['negative', 'neutral', 'positive'] as const
const lines: string[] = []
const say = (line: string) => {
  lines.push(line)
  process.stdout.write(`${line}\n`)
}
const percent = (share: number) => `${(share * 100).toFixed(1)} %`

function moodAndSum(text: string): { mood: Mood; sum: number } {
  const prepared = prepare(text, model.language, model.lexicon, model.concepts)
  const total = prepared.valences.value.reduce((all, value) => all + value, 0)
  return {
    mood: moodOf(judgeMood(model, prepared), model.calibration, prepared.familiar),
    sum: total / Math.sqrt(prepared.tokens.length + 1),
  }
}

function polarityOf(mood: Mood, twoWay: boolean): string {
  const [bad, cool, good] = mood.polarity
  if (twoWay) return bad > good ? 'negative' : 'positive'
  if (mood.confidence >= sureFrom) {
    if (mood.label === 'urgent') return mood.score < 5 ? 'negative' : 'neutral'
    return mood.label === 'promoter' ? 'positive' : mood.label
  }
  return polarities[[bad, cool, good].indexOf(Math.max(bad, cool, good))]
}

function measure({ name, rows, twoWay }: MeasuringSet): void {
  const right = rows.map(({ polarity }) => polarity)
  const moods = rows.map(({ text }) => moodAndSum(text))
  const ours = figures(
    right,
    moods.map(({ mood }) => polarityOf(mood, twoWay)),
  )
  const words = tunedThresholds(
    moods.map(({ sum }) => sum),
    right,
    twoWay,
  )
  const sure = rows.flatMap(({ polarity }, i) => {
    const { mood } = moods[i]
    return mood.confidence >= sureFrom ? [polarityOf(mood, false) === polarity] : []
  })
  const sureRight = sure.filter(Boolean).length / Math.max(1, sure.length)
  say(
    `| ${name} | ${rows.length} | ${three(ours.accuracy)} | ${three(ours.macroF1)} | ${three(words.accuracy)} | ${three(words.macroF1)} | ${percent(sure.length / rows.length)} | ${three(sureRight)} |`,
  )
}

function measureOwn(examples: Example[]): void {
  say('')
  say('| Own messages kept apart | rows | accuracy | macro-F1 | urgent P / R | score, mean error | unsure | calibration error |')
  say('|---|--:|--:|--:|--:|--:|--:|--:|')
  const languages = [...new Set(examples.map(({ language }) => language ?? ''))]
  for (const language of [...languages, 'all']) {
    const rows = examples.filter((example) => !example.spam && (language === 'all' || example.language === language))
    const answers = rows.map(({ text }) => moodAndSum(text).mood)
    const right = rows.map(({ label }) => label ?? '')
    const { accuracy, macroF1 } = figures(
      right,
      answers.map(({ label }) => label),
    )
    const urgent = answers.filter(({ label }) => label === 'urgent').length
    const both = answers.filter(({ label }, i) => label === 'urgent' && right[i] === 'urgent').length
    const wanted = right.filter((label) => label === 'urgent').length
    const off = rows.reduce((sum, { score }, i) => sum + Math.abs((score ?? 5) - answers[i].score), 0) / rows.length
    const unsure = answers.filter(({ confidence }) => confidence < sureFrom).length / rows.length
    const error = calibrationError(answers.map(({ confidence, label }, i) => ({ confidence, right: label === right[i] })))
    say(
      `| ${language} | ${rows.length} | ${three(accuracy)} | ${three(macroF1)} | ${three(both / urgent)} / ${three(both / wanted)} | ${off.toFixed(2)} | ${percent(unsure)} | ${three(error)} |`,
    )
  }
}

function measureLookAlikes(): void {
  const all = lookAlikes().map((row) => ({ ...row, label: analyse(row).label }))
  say('')
  say('| Look-alikes, never learned from | calm rows | called urgent | urgent rows | found |')
  say('|---|--:|--:|--:|--:|')
  for (const language of [...new Set(all.map((row) => row.language)), 'all']) {
    const rows = all.filter((row) => language === 'all' || row.language === language)
    const calm = rows.filter(({ urgent }) => !urgent)
    const alarms = rows.filter(({ urgent }) => urgent)
    const given = (some: typeof rows) => percent(some.filter(({ label }) => label === 'urgent').length / some.length)
    say(`| ${language} | ${calm.length} | ${given(calm)} | ${alarms.length} | ${given(alarms)} |`)
  }
}

function measureTags(own: Example[]): void {
  let hits = 0
  let given = 0
  let wanted = 0
  for (const { text, tags, spam } of own) {
    if (spam) continue
    const found = analyse({ text }).tags
    given += found.length
    wanted += tags?.length ?? 0
    hits += found.filter((tag) => tags?.includes(tag)).length
  }
  say('')
  say(
    `Tags of own messages kept apart: precision ${three(hits / given)}, recall ${three(hits / wanted)} (21 tags, ${wanted} given by hand).`,
  )
}

const sets = measuringSets(folder)
const own = ownMessages().filter(({ text }) => tenthOf(text) === 0)
say(`Model \`built-in@${model.version}\`.`)
say('')
say('| Set | rows | accuracy | macro-F1 | lexicon tuned here: accuracy | macro-F1 | sure | accuracy when sure |')
say('|---|--:|--:|--:|--:|--:|--:|--:|')
for (const set of sets) measure(set)
measureOwn(own)
measureLookAlikes()
say('')
for (const line of await spamTable(folder, own)) say(line)
measureTags(own)
say('')
say(`${speedOf(own.map(({ text }) => text))} Loading the model takes ${(resident / 1e6).toFixed(0)} MB of memory.`)
const page = new URL('../../../docs/model.md', import.meta.url)
const marks = ['<!-- measured -->', '<!-- /measured -->']
try {
  const text = readFileSync(page, 'utf8')
  const [from, to] = marks.map((mark) => text.indexOf(mark))
  if (from >= 0 && to > from) writeFileSync(page, `${text.slice(0, from + marks[0].length)}\n\n${lines.join('\n')}\n\n${text.slice(to)}`)
} catch {
  process.stderr.write('docs/model.md is not there; the table is only printed\n')
}
