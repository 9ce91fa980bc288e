/** Is this installation the demo? Only then do the trial's pages and its customers exist. */
import { z } from 'zod'
import type { Db } from '../platform/db.ts'
import { readSetting, type Setting } from '../platform/settings.ts'

export const trialState: Setting<{ state: 'none' | 'filling' | 'filled' }> = {
  key: 'trial',
  shape: z.object({ state: z.enum(['none', 'filling', 'filled']) }),
  initial: { state: 'none' },
}

/** True once the demo was filled; what somebody uses for a real shop never is. */
export const isFilled = async (db: Db): Promise<boolean> => (await readSetting(db, trialState)).state === 'filled'
