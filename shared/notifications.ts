/** Telling an agent: what of, in which ways, and when not. */
import { z } from 'zod'
import { Holds } from './content.ts'
import { team as everyone, mayCall } from './who.ts'

export const notificationKinds = [
  'assigned',
  'answered',
  'followed',
  'mention',
  'snooze_ended',
  'send_failed',
  'reply_stopped',
  'new_ticket',
  'chat_quiet',
] as const
export const NotificationKind = z.enum(notificationKinds)
export type NotificationKind = z.infer<typeof NotificationKind>

/** `app`: the bell; `push`: the browser, also when no desk is open; `email`: a mail with a link. */
const notificationWays = ['app', 'push', 'email'] as const
export const NotificationWay = z.enum(notificationWays)
export type NotificationWay = z.infer<typeof NotificationWay>

/** How one hears of a kind until one chooses otherwise. Every new ticket is told to whoever asks for it. */
export const usualWays: Record<NotificationKind, NotificationWay[]> = {
  assigned: ['app', 'push', 'email'],
  answered: ['app', 'push', 'email'],
  followed: ['app'],
  mention: ['app', 'push', 'email'],
  snooze_ended: ['app', 'push'],
  send_failed: ['app', 'push', 'email'],
  reply_stopped: ['app', 'push', 'email'],
  new_ticket: [],
  chat_quiet: ['app', 'push'],
}

export const Notification = z.object({
  id: z.uuid(),
  kind: NotificationKind,
  ticketId: z.uuid(),
  ticketNumber: z.number().int(),
  subject: z.string(),
  channel: z.string(),
  /** Who did it: a colleague, a customer, a rule; empty: nobody. */
  actorName: z.string(),
  /** How the message begins that it is about. */
  text: z.string(),
  /** What that message is, where it has no words. */
  holds: Holds,
  at: z.coerce.date(),
  isRead: z.boolean(),
})
export type Notification = z.infer<typeof Notification>

const Clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'a time such as 22:00')

export const NotificationSettings = z.object({
  ways: z.record(NotificationKind, z.array(NotificationWay)),
  /** Of which new tickets: those of one's own teams, or all. */
  newTickets: z.enum(['teams', 'all']),
  /** By the agent's own clock; nothing is pushed then, and mail waits until it is over. */
  quiet: z.object({ from: Clock, until: Clock }).nullable(),
  hasSound: z.boolean(),
})
export type NotificationSettings = z.infer<typeof NotificationSettings>

export const notifications = {
  list: mayCall(everyone)
    .route({ method: 'GET', path: '/notifications', summary: 'What I was told, newest first, and how much of it is unread' })
    .input(z.object({ before: z.uuid().optional(), limit: z.number().int().min(1).max(100).default(30) }))
    .output(z.object({ notifications: z.array(Notification), unread: z.number().int() })),
  read: mayCall(everyone)
    .route({ method: 'POST', path: '/notifications/read', summary: 'Mark some as read, those of a ticket, or all' })
    .input(
      z.union([
        z.strictObject({ ids: z.array(z.uuid()).max(100) }),
        z.strictObject({ ticketId: z.uuid() }),
        z.strictObject({ all: z.literal(true) }),
      ]),
    )
    .output(z.object({ unread: z.number().int() })),
  settings: mayCall(everyone)
    .route({ method: 'GET', path: '/notifications/settings', summary: 'What I want to hear of, how, and when not' })
    .output(NotificationSettings),
  changeSettings: mayCall(everyone)
    .route({ method: 'PUT', path: '/notifications/settings', summary: 'Change that' })
    .input(NotificationSettings)
    .output(NotificationSettings),
}

const Endpoint = z.url({ protocol: /^https?$/ }).max(2000)

export const push = {
  key: mayCall(everyone)
    .route({ method: 'GET', path: '/push/key', summary: 'The public key (VAPID) with which a browser subscribes' })
    .output(z.object({ publicKey: z.string() })),
  subscribe: mayCall(everyone)
    .route({ method: 'POST', path: '/push/subscriptions', summary: 'Push my notifications to this browser', successStatus: 201 })
    .input(
      z.object({ endpoint: Endpoint, p256dh: z.string().regex(/^[\w-]{80,100}={0,2}$/), auth: z.string().regex(/^[\w-]{20,30}={0,2}$/) }),
    )
    .output(z.object({ endpoint: z.string() })),
  unsubscribe: mayCall(everyone)
    .route({ method: 'POST', path: '/push/subscriptions/remove', summary: 'No longer push to this browser' })
    .input(z.object({ endpoint: Endpoint }))
    .output(z.object({ endpoint: z.string() })),
}
