/** The button on the settings page: let the chosen model read a sentence now, and say what came of it. */
import type { Finding } from '../../shared/words.ts'
import type { Platform } from '../platform/platform.ts'
import { readSetting, shop } from '../platform/settings.ts'
import { chosenModel, modelSetting } from './model.ts'
import { openPatience } from './patience.ts'
import { read } from './read.ts'
import { listTags } from './tags.ts'

export interface Trial {
  label: string
  score: number
  reason: string
  /** What the reason says where our own model read; null where another model wrote it. */
  finding: Finding | null
  evidence: string[]
  model: string
  milliseconds: number
  /** Why the built-in model answered in place of the chosen one, or null. */
  problem: string | null
}

/** Reads a text with the chosen model, whatever happened to it before. */
export async function tryModel(platform: Platform, text: string): Promise<Trial> {
  const remote = chosenModel(platform, await readSetting(platform.db, modelSetting))
  const { language } = await readSetting(platform.db, shop)
  const tags = (await listTags(platform.db)).filter((tag) => tag.isAuto)
  const startedAt = performance.now()
  const { label, score, reason, finding, evidence, model, fellBack } = await read(
    remote,
    { subject: '', text, tags, reasonLanguage: language },
    { patience: openPatience() },
  )
  const milliseconds = Math.round((performance.now() - startedAt) * 10) / 10
  return { label, score, reason, finding, evidence, model, milliseconds, problem: fellBack }
}
