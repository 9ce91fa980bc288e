/** What a shop can set for its web chat. */
import { z } from 'zod'
import type { Setting } from '../platform/settings.ts'

/** The welcome (R72) stands in an empty chat; without one the hub says its own, in the page's language. */
export const webchatSettings: Setting<{ welcome: string }> = {
  key: 'webchat',
  shape: z.object({ welcome: z.string().max(1000) }),
  initial: { welcome: '' },
}
