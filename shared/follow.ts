/** Following a ticket: hearing of it without having it. */
import { z } from 'zod'
import { mayCall, team } from './who.ts'

const Follower = z.object({ id: z.uuid(), name: z.string(), since: z.coerce.date() })
export type Follower = z.infer<typeof Follower>

const OnTicket = z.object({ ticketId: z.uuid() })
const Followers = z.object({ followers: z.array(Follower) })

export const followers = {
  list: mayCall(team)
    .route({ method: 'GET', path: '/tickets/{ticketId}/followers', summary: 'Who follows a ticket' })
    .input(OnTicket)
    .output(Followers),
  follow: mayCall(team)
    .route({ method: 'PUT', path: '/tickets/{ticketId}/followers/me', summary: 'Follow a ticket' })
    .input(OnTicket)
    .output(Followers),
  unfollow: mayCall(team)
    .route({ method: 'DELETE', path: '/tickets/{ticketId}/followers/me', summary: 'Follow a ticket no longer' })
    .input(OnTicket)
    .output(Followers),
}
