/** What the Customer Hub on the shop's site may ask: a shopper sees and writes only their own chats. */
import { z } from 'zod'
import { mayCall } from './who.ts'

/** A message as the shopper sees it: no notes, no internals. */
export const HubMessage = z.object({
  id: z.uuid(),
  from: z.enum(['you', 'shop']),
  name: z.string(),
  text: z.string(),
  createdAt: z.coerce.date(),
  state: z.enum(['sent', 'delivered', 'seen']),
  attachments: z.array(z.object({ id: z.uuid(), name: z.string(), mimeType: z.string(), size: z.number().int() })),
})
export type HubMessage = z.infer<typeof HubMessage>

export const Chat = z.object({
  id: z.uuid(),
  isClosed: z.boolean(),
  closedBy: z.enum(['you', 'shop']).nullable(),
  agent: z.object({ name: z.string() }).nullable(),
  messages: z.array(HubMessage),
})
export type Chat = z.infer<typeof Chat>

export const hub = {
  signIn: mayCall(['public'])
    .route({
      method: 'POST',
      path: '/hub/sessions',
      summary: 'Exchange the shop’s signed shopper token (JWT, HS256) for a hub session',
      successStatus: 201,
    })
    .input(z.object({ identity: z.string().max(4000) }))
    .output(z.object({ token: z.string(), expiresAt: z.coerce.date(), shopper: z.object({ id: z.uuid(), name: z.string() }) })),
  settings: mayCall(['public'])
    .route({ method: 'GET', path: '/hub/settings', summary: 'What the hub shows before anyone signs in' })
    .output(z.object({ shopName: z.string(), welcome: z.string() })),
  chat: mayCall(['shopper'])
    .route({ method: 'GET', path: '/hub/chat', summary: 'The shopper’s newest chat, or none yet' })
    .output(z.object({ chat: Chat.nullable() })),
  write: mayCall(['shopper'])
    .route({
      method: 'POST',
      path: '/hub/messages',
      summary: 'Write: continues the open chat (`chatId`, or another tab’s), begins a new one where none is open',
      successStatus: 201,
    })
    .input(z.object({ id: z.uuid(), text: z.string().trim().min(1).max(10_000), chatId: z.uuid().nullable().default(null) }))
    .output(z.object({ chatId: z.uuid(), message: HubMessage })),
  seen: mayCall(['shopper'])
    .route({ method: 'POST', path: '/hub/chat/{chatId}/seen', summary: 'The shopper has seen everything up to now' })
    .input(z.object({ chatId: z.uuid() }))
    .output(z.object({ seenAt: z.coerce.date() })),
  file: mayCall(['shopper'])
    .route({ method: 'GET', path: '/hub/files/{id}', summary: 'A file that came with a message of one of the shopper’s chats' })
    .input(z.object({ id: z.uuid() }))
    .output(z.file()),
  end: mayCall(['shopper'])
    .route({ method: 'POST', path: '/hub/chat/{chatId}/end', summary: 'End the chat; it never opens again' })
    .input(z.object({ chatId: z.uuid() }))
    .output(z.object({ chatId: z.uuid() })),
}
