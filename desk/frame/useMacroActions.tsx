/** The part of the palette that uses a macro on the open ticket. */

import type { SpotlightActionGroupData } from '@mantine/spotlight'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../api.ts'
import { findMacros } from '../composer/findMacros.ts'
import { macroPlace } from '../composer/macroPlace.ts'
import { MacroIcon } from '../icons.tsx'
import { shortened } from '../shortened.ts'

const most = 8

/** The macros that are meant, and whether they were asked for by the word itself: then they stand in front of all else. */
export function useMacroActions(typed: string): { group: SpotlightActionGroupData; isAskedFor: boolean } {
  const { t } = useTranslation()
  // As it was when the palette opened: what is behind it does not change meanwhile.
  const [use] = useState(() => macroPlace())
  const { data } = useQuery(api.macros.list.queryOptions({ enabled: use !== undefined }))
  const wanted = typed.trim().toLocaleLowerCase()
  const word = t('palette.macroWord').toLocaleLowerCase()
  const isAskedFor = wanted.startsWith(word)
  const name = isAskedFor ? wanted.slice(word.length).replace(/^s?:?\s*/, '') : wanted
  const found = use && wanted ? findMacros(data?.macros ?? [], name) : []
  // Who typed something else meant a ticket or a command, unless a macro is called that.
  const meant = isAskedFor ? found : found.filter((macro) => macro.name.toLocaleLowerCase().includes(name))
  return {
    isAskedFor,
    group: {
      group: t('macro.open'),
      actions: meant.slice(0, most).map((macro) => ({
        id: `macro-${macro.id}`,
        label: t('palette.macro', { name: macro.name }),
        // What stands for the customer's name or order is no word to read, and where a sentence ends with it, its dots are enough.
        description: shortened(macro.text.replace(/\{[{%].*?[%}]\}/gs, '…').replace(/…\./g, '…'), 100),
        leftSection: <MacroIcon />,
        onClick: () => use?.(macro),
      })),
    },
  }
}
