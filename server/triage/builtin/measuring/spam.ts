import { analyse } from '../analyse.ts'
import { type Example, tenthOf } from '../training/example.ts'
import { publicMails } from '../training/mails.ts'
import { assistantQuestions, bankQuestions, shopQuestions, shortMessages } from '../training/sets.ts'
import { three } from './figures.ts'

/** How well spam is told from clean messages, of ours and of the public sets in `folder`: the lines of a table. */
export async function spamTable(folder: string, own: Example[]): Promise<string[]> {
  const lines = ['| Spam, rows kept apart | rows | spam | precision | recall | clean flagged |', '|---|--:|--:|--:|--:|--:|']
  const kept = (examples: Example[] | undefined) => (examples ?? []).filter(({ text }) => tenthOf(text) === 0)
  const sets: [string, Example[]][] = [
    ['Own messages', own],
    ['SMS Spam Collection', kept(shortMessages(folder))],
    ['SpamAssassin mails', kept(await publicMails(folder))],
  ]
  sets.push(['All three', sets.flatMap(([, rows]) => rows)])
  sets.push(
    ['Banking77 test: clean questions', bankQuestions(folder, 'test') ?? []],
    ['Bitext: clean questions', kept(shopQuestions(folder))],
    ['CLINC150: clean sentences', kept(assistantQuestions(folder))],
    ['Own neutral messages', own.filter(({ label }) => label === 'neutral')],
  )
  for (const [name, rows] of sets) {
    if (rows.length === 0) continue
    const flagged = rows.map(({ text }) => analyse({ text }).isSpam)
    const spam = rows.filter((row) => row.spam).length
    const hits = rows.filter((row, i) => row.spam && flagged[i]).length
    const wrong = rows.filter((row, i) => !row.spam && flagged[i]).length
    const precision = hits + wrong ? three(hits / (hits + wrong)) : ''
    lines.push(
      `| ${name} | ${rows.length} | ${spam} | ${spam ? precision : ''} | ${spam ? three(hits / spam) : ''} | ${((100 * wrong) / (rows.length - spam)).toFixed(2)} % |`,
    )
  }
  return lines
}
