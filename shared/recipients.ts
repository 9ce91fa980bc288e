/** To whom a reply goes. */
import { z } from 'zod'
import { Recipients } from './messages.ts'
import { mayCall, team } from './who.ts'

export const recipients = {
  derive: mayCall(team)
    .route({
      method: 'GET',
      path: '/tickets/{ticketId}/recipients',
      summary: 'To whom a reply by mail goes: derived from the customer message it answers, our own addresses left out',
    })
    .input(z.object({ ticketId: z.uuid() }))
    .output(Recipients),
}
