/** Signatures below mails: the shop's, and an agent's own in its place. */
import { z } from 'zod'
import { admins, mayCall, team } from './who.ts'

const Html = z.object({ html: z.string().max(20_000) })

export const signatures = {
  get: mayCall(team)
    .route({ method: 'GET', path: '/signatures', summary: 'The caller’s own signature and the shop’s; empty: none' })
    .output(z.object({ own: z.string(), shop: z.string() })),
  change: mayCall(team)
    .route({ method: 'PUT', path: '/signatures/own', summary: 'Change one’s own signature; empty: the shop’s is used' })
    .input(Html)
    .output(Html),
  changeShop: mayCall(admins)
    .route({ method: 'PUT', path: '/signatures/shop', summary: 'Change the shop’s signature; empty: none' })
    .input(Html)
    .output(Html),
  filled: mayCall(team)
    .route({ method: 'GET', path: '/tickets/{ticketId}/signature', summary: 'What would stand below a mail of the caller on this ticket' })
    .input(z.object({ ticketId: z.uuid() }))
    .output(z.object({ html: z.string(), text: z.string() })),
}
