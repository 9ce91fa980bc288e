/** Finding a page of the settings by what stands on it, or by what people call it, in the language of the screen. */
import type { Page } from './pageNames.ts'

/** Whose words stand on each page, by the beginning of their keys; `find.<page>` holds what people also call it. */
const wordsOn: Record<Page, readonly string[]> = {
  profile: ['profile.', 'theme.', 'keys.single', 'signature.own', 'twoFactor.', 'door.password', 'door.newPassword', 'settings.language'],
  notifications: ['notifications.', 'push.'],
  shop: ['shop.'],
  channels: ['channels.', 'channel.'],
  email: ['email.', 'signature.shop'],
  hub: ['hub.'],
  faqs: ['faqs.'],
  team: ['team.', 'invite.', 'role.'],
  teams: ['teams.'],
  hours: ['hours.', 'shop.timeZone'],
  tags: ['tags.', 'tagImport.', 'tagMerge.'],
  macros: ['macros.', 'macro.'],
  views: ['views.', 'view.share'],
  rules: ['rules.', 'action.'],
  blocked: ['blocked.'],
  model: ['model.'],
  keys: ['apiKeys.'],
  audit: ['audit.'],
  ledger: ['ledger.'],
}

export interface Found {
  page: Page
  /** The label that fits, where it is not the page's own name. */
  label?: string
}

/** The words of a text, without accents and capitals. */
const wordsOf = (text: string) =>
  text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLocaleLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean)
const shortest = 60

/** The pages on which words begin as every word of the search does, those whose name fits first. `words` are those of the screen. */
export function findPages(pages: readonly Page[], search: string, words: Readonly<Record<string, string>>): Found[] {
  const wanted = wordsOf(search)
  const fits = (text: string) => {
    const words = wordsOf(text)
    return wanted.every((wish) => words.some((word) => word.startsWith(wish)))
  }
  const found = pages.flatMap((page): (Found & { rank: number })[] => {
    if (fits(words[`settings.${page}`] ?? '')) return [{ page, rank: 0 }]
    if (fits(words[`find.${page}`] ?? '')) return [{ page, rank: 1 }]
    // Labels before explanations; a sentence with gaps for names is no label.
    const texts = Object.entries(words).flatMap(([key, text]) => (wordsOn[page].some((start) => key.startsWith(start)) ? text : []))
    const label = texts.filter((text) => fits(text) && !text.includes('{{')).sort((a, b) => a.length - b.length)[0]
    if (label === undefined) return []
    return [{ page, rank: label.length <= shortest ? 2 : 3, label: label.length <= shortest ? label : `${label.slice(0, shortest)}…` }]
  })
  return found.sort((a, b) => a.rank - b.rank).map(({ rank: _, ...one }) => one)
}
