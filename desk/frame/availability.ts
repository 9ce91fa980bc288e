import i18next from 'i18next'
import { api, client, type Me, queries } from '../api.ts'
import { sayProblem } from '../notices.ts'

/** Online agents get tickets by round robin; who is away gets none. Shown at once, taken back if refused. */
export async function setAvailability(availability: Me['availability']): Promise<void> {
  const queryKey = api.me.get.queryKey()
  const was = queries.getQueryData<Me>(queryKey)
  queries.setQueryData<Me>(queryKey, (me) => me && { ...me, availability })
  try {
    queries.setQueryData(queryKey, await client.me.change({ availability }))
  } catch (error) {
    queries.setQueryData(queryKey, was)
    sayProblem(i18next.t('availability.problem'), error)
  }
}
