/** Business hours: when a team answers. A set belongs to the shop; a team may have its own. */
import { z } from 'zod'
import { TimeZone } from './timeZone.ts'
import { managers, mayCall, team } from './who.ts'

const Clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'a time such as 9:00')

/** From a time to another; the end is the next day's when it is not later. From 0:00 to 0:00 is all day. */
export const Range = z.object({ from: Clock, until: Clock })
export type Range = z.infer<typeof Range>

/** A day on which the week does not count; `yearly`: that day in every year. Without ranges it is closed. */
const Holiday = z.object({
  date: z.iso.date(),
  name: z.string().trim().max(80),
  isYearly: z.boolean(),
  ranges: z.array(Range).max(8).default([]),
})

export const Hours = z.object({
  timeZone: TimeZone,
  /** Monday first; each day's ranges, in order. */
  week: z.array(z.array(Range).max(8)).length(7),
  holidays: z.array(Holiday).max(200),
})
export type Hours = z.infer<typeof Hours>

/** What is now: `until` or `opensAt` is null when that never changes. */
const Standing = z.object({ isOpen: z.boolean(), closesAt: z.coerce.date().nullable(), opensAt: z.coerce.date().nullable() })

const OfWhom = z.object({ teamId: z.uuid().nullable().default(null) })

export const hours = {
  get: mayCall(team)
    .route({ method: 'GET', path: '/hours', summary: 'The business hours of the shop, or of a team, and whether it is open now' })
    .input(OfWhom)
    .output(z.object({ hours: Hours, isOwn: z.boolean(), now: Standing })),
  change: mayCall(managers)
    .route({ method: 'PUT', path: '/hours', summary: 'Change the business hours of the shop, or give a team its own' })
    .input(OfWhom.extend({ hours: Hours }))
    .output(z.object({ hours: Hours, isOwn: z.boolean(), now: Standing })),
  reset: mayCall(managers)
    .route({ method: 'DELETE', path: '/hours/{teamId}', summary: 'Let a team keep the hours of the shop again' })
    .input(z.object({ teamId: z.uuid() }))
    .output(z.object({ hours: Hours, isOwn: z.boolean(), now: Standing })),
}
