/** Following a ticket from the desk: shown at once, taken back if the server refuses. */
import { useQuery } from '@tanstack/react-query'
import i18next from 'i18next'
import { type Answers, api, client, queries } from '../api.ts'
import { say, sayProblem } from '../notices.ts'
import { useMe } from '../session.ts'

type Followers = Answers['followers']['list']

/** Who follows a ticket, whether oneself does, and the switch for that. */
export function useFollowing(ticketId: string) {
  const me = useMe()
  const queryOptions = api.followers.list.queryOptions({ input: { ticketId } })
  const followers = useQuery(queryOptions).data?.followers ?? []
  const isFollowing = followers.some(({ id }) => id === me.id)
  const toggle = async () => {
    const others = followers.filter(({ id }) => id !== me.id)
    const mine = { id: me.id, name: me.name, since: new Date().toISOString() }
    const set = (now: Followers['followers']) => queries.setQueryData<Followers>(queryOptions.queryKey, { followers: now })
    set(isFollowing ? others : [...others, mine])
    try {
      const now = await (isFollowing ? client.followers.unfollow({ ticketId }) : client.followers.follow({ ticketId }))
      set(now.followers)
      say(i18next.t(isFollowing ? 'ticket.follow.ended' : 'ticket.follow.begun'))
      queries.invalidateQueries({ queryKey: api.tickets.timeline.key({ input: { id: ticketId } }) })
    } catch (error) {
      set(followers)
      sayProblem(i18next.t('ticket.follow.problem'), error)
    }
  }
  return { followers, isFollowing, toggle }
}
