/** The button on the settings page: let the chosen model read a sentence now, and say what came of it. */
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
  const { label, score, reason, model, fellBack } = await read(
    remote,
    { subject: '', text, tags, reasonLanguage: language },
    { patience: openPatience() },
  )
  return { label, score, reason, model, milliseconds: Math.round((performance.now() - startedAt) * 10) / 10, problem: fellBack }
}
