/** Which model reads: the environment's word, else the settings page's, else the built-in one. */

import { z } from 'zod'
import { reason } from '../../shared/refusals.ts'
import type { ModelSettings } from '../../shared/triage.ts'
import type { Db } from '../platform/db.ts'
import { refused } from '../platform/errors.ts'
import type { Platform } from '../platform/platform.ts'
import { readSetting, type Setting, writeSetting } from '../platform/settings.ts'

type Provider = 'built-in' | 'openai-compatible' | 'anthropic'

/** As it is stored: the key only encrypted. */
export const modelSetting: Setting<{ provider: Provider; baseUrl: string | null; model: string | null; sealedKey: string | null }> = {
  key: 'model',
  shape: z.object({
    provider: z.enum(['built-in', 'openai-compatible', 'anthropic']),
    baseUrl: z.string().nullable(),
    model: z.string().nullable(),
    sealedKey: z.string().nullable(),
  }),
  initial: { provider: 'built-in', baseUrl: null, model: null, sealedKey: null },
}
type Stored = (typeof modelSetting)['initial']

/** A model reached over the network. */
export interface RemoteModel {
  provider: Exclude<Provider, 'built-in'>
  baseUrl: string | undefined
  model: string
  key: string | undefined
}

const usualAnthropicModel = 'claude-haiku-4-5'

/** The network model to ask, or undefined for the built-in one. `stored` is the setting where it has been read already. */
export function chosenModel(platform: Pick<Platform, 'config' | 'secrets'>, stored: Stored): RemoteModel | undefined {
  const { llm } = platform.config
  const { provider, baseUrl, model, key } = llm
    ? { provider: llm.provider, baseUrl: llm.baseUrl, model: llm.model, key: llm.apiKey }
    : { ...stored, key: stored.sealedKey === null ? undefined : platform.secrets.open(stored.sealedKey) }
  if (provider === 'built-in') return undefined
  const name = model ?? (provider === 'anthropic' ? usualAnthropicModel : undefined)
  if (!name) return undefined
  return { provider, baseUrl: baseUrl ?? undefined, model: name, key }
}

/** What the settings page may know: never the key. */
export async function describeModel(platform: Platform): Promise<ModelSettings> {
  const { llm } = platform.config
  if (llm)
    return {
      provider: llm.provider,
      baseUrl: llm.baseUrl ?? null,
      model: llm.model ?? (llm.provider === 'anthropic' ? usualAnthropicModel : null),
      hasKey: llm.apiKey !== undefined,
      isFixed: true,
    }
  const { sealedKey, ...rest } = await readSetting(platform.db, modelSetting)
  return { ...rest, hasKey: sealedKey !== null, isFixed: false }
}

export interface ModelWish {
  provider: Provider
  baseUrl: string | null
  model: string | null
  /** Undefined: keep the one there is. */
  key?: string
}

/**
 * Chooses the model. A stored key is kept only while provider and address stay the same: otherwise whoever may set the
 * address could have it sent to a server of their own.
 */
export async function changeModel(platform: Platform, wish: ModelWish): Promise<ModelSettings> {
  if (platform.config.llm) throw refused(reason('model_by_environment'))
  if (wish.baseUrl !== null && !/^https?:\/\//i.test(wish.baseUrl)) throw refused(reason('model_address'), { field: 'baseUrl' })
  if (wish.provider === 'openai-compatible' && !wish.baseUrl) throw refused(reason('model_needs_address'), { field: 'baseUrl' })
  if (wish.provider === 'openai-compatible' && !wish.model) throw refused(reason('model_needs_name'), { field: 'model' })
  const sealedKey = await keyFor(platform.db, platform, wish)
  if (wish.provider === 'anthropic' && sealedKey === null) throw refused(reason('model_needs_key'), { field: 'key' })
  await writeSetting(platform.db, modelSetting, { provider: wish.provider, baseUrl: wish.baseUrl, model: wish.model, sealedKey })
  return describeModel(platform)
}

async function keyFor(db: Db, platform: Platform, { provider, baseUrl, key }: ModelWish): Promise<string | null> {
  if (provider === 'built-in') return null
  if (key !== undefined) return key === '' ? null : platform.secrets.seal(key)
  const before = await readSetting(db, modelSetting)
  return before.provider === provider && before.baseUrl === baseUrl ? before.sealedKey : null
}
