import { useTranslation } from 'react-i18next'
import type { TagFollowers } from '../../shared/tags.ts'

/** Says in words what has or names a tag: `12 tickets · 2 rules`; empty when nothing does. */
export function useSayUsage(): (usage: TagFollowers, isRecent?: boolean) => string {
  const { t } = useTranslation()
  const number = (count: number) => ({ count, shown: count.toLocaleString() })
  return ({ tickets, rules, macros, views }, isRecent = false) =>
    [
      tickets > 0 && t(isRecent ? 'tagUse.recent' : 'tagUse.tickets', number(tickets)),
      rules > 0 && t('tagUse.rules', number(rules)),
      macros > 0 && t('tagUse.macros', number(macros)),
      views > 0 && t('tagUse.views', number(views)),
    ]
      .filter(Boolean)
      .join(' · ')
}
