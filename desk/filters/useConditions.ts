/** The conditions, with their choices named in the screen's language. */
import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { api, type Condition } from '../api.ts'
import { choiceName } from './say.ts'

/** Undefined until they are there. */
export function useConditions(): Condition[] | undefined {
  const { data } = useQuery({ ...api.views.conditions.queryOptions(), staleTime: 60_000 })
  const { i18n } = useTranslation()
  // biome-ignore lint/correctness/useExhaustiveDependencies: the names follow the language
  return useMemo(
    () =>
      data?.conditions.map((condition) => ({
        ...condition,
        ...(condition.choices && {
          choices: condition.choices.map((choice) => ({ ...choice, label: choiceName(condition, choice.value) })),
        }),
      })),
    [data, i18n.language],
  )
}
