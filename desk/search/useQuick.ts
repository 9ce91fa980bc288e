/** What the palette finds while one types: tickets, customers, orders. */
import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { api } from '../api.ts'

/** Typing rests this long before the server is asked, milliseconds. */
const restTime = 120
const most = 6

export function useQuick(typed: string) {
  const [asked] = useDebouncedValue(typed.trim(), restTime)
  const query = useQuery({
    ...api.search.find.queryOptions({ input: { q: asked.slice(0, 200), limit: most } }),
    enabled: asked.length > 1,
    placeholderData: keepPreviousData,
    staleTime: 10_000,
  })
  return { found: typed.trim().length > 1 ? query.data : undefined, isAsking: asked !== typed.trim() || query.isFetching }
}
