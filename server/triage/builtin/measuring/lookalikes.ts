import { readText } from '../training/files.ts'

/** A message written only to measure: calm with the words of an alarm, or an alarm with the words of a calm one. */
export interface LookAlike {
  language: string
  urgent: boolean
  text: string
}

/** The messages of `lookalikes.tsv`; nothing is learned from them and no threshold is set by them. Throws on a line that cannot be right. */
export function lookAlikes(): LookAlike[] {
  const lines = (readText(new URL('./lookalikes.tsv', import.meta.url).pathname) ?? '').split('\n')
  return lines.filter(Boolean).map((line) => {
    const [language, kind, text] = line.split('\t')
    if (!text || (kind !== 'calm' && kind !== 'urgent')) throw new Error(`lookalikes.tsv: cannot use ${line}`)
    return { language, urgent: kind === 'urgent', text: text.replaceAll('\\n', '\n') }
  })
}
