/** How the shop has set its Customer Hub up; what it has never said is as here. */
import { HubSetup } from '../../../shared/hubSetup.ts'
import { hubTabs, screenLanguages } from '../../../shared/lists.ts'
import type { ScreenLanguage } from '../../../shared/words.ts'
import type { Setting } from '../../platform/settings.ts'

const noTexts = { greeting: '', welcome: '', away: '', busy: '' }

const initial: HubSetup = {
  isEnabled: true,
  tabs: [...hubTabs],
  loginStatus: 'all',
  color: null,
  position: 'right',
  texts: { en: noTexts, nl: noTexts, es: noTexts, sv: noTexts },
  privacyUrl: null,
  termsUrl: null,
  sendsAway: true,
  asksEmail: true,
  busyMinutes: null,
  sendsFollowUp: true,
  asksRating: true,
  notifies: false,
  notifyTo: [],
}

export const hubSetup: Setting<HubSetup> = {
  key: 'webchat',
  // What came later than the last time somebody saved has its first value.
  shape: HubSetup.partial().transform((set) => ({ ...initial, ...set })),
  initial,
}

/** The language of ours that a page names (`nl-BE`), or the shop's. */
export const languageOf = (named: string | null | undefined, shops: ScreenLanguage): ScreenLanguage =>
  screenLanguages.find((language) => language === named?.toLowerCase().split(/[-_]/)[0]) ?? shops
