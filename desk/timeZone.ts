/** Where the agent's clock stands: kept with the agent, so that it is the same at every desk. */
import { useEffect } from 'react'
import { type Agent, api, client, queries } from './api.ts'
import { useMe } from './session.ts'

/** The zone of this browser. */
export const browserZone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone || 'UTC'

export const zoneOf = (agent: Pick<Agent, 'timeZone'>): string => agent.timeZone ?? browserZone()

/** Whoever works here for the first time works where the browser is; later it is changed in the profile. */
export function useKnownTimeZone(): void {
  const { timeZone } = useMe()
  useEffect(() => {
    if (timeZone !== null) return
    client.me.change({ timeZone: browserZone() }).then(
      (me) => queries.setQueryData(api.me.get.queryKey(), me),
      () => undefined,
    )
  }, [timeZone])
}
