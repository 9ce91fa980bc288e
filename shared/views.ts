/** Views: the four standing ones and those that agents save. */
import { z } from 'zod'
import { ConditionShape, Filter } from './filter.ts'
import { mayCall, team } from './who.ts'
import { Sort, Status } from './words.ts'

/** The standing views, by key; they cannot be changed. */
export const standingViews = ['mine', 'all', 'unassigned', 'spam'] as const
export type StandingView = (typeof standingViews)[number]

export const View = z.object({
  id: z.string(), // a standing view's key, or a UUID
  name: z.string(),
  isStanding: z.boolean(),
  isShared: z.boolean(),
  /** Did the caller make it? */
  isMine: z.boolean(),
  filter: Filter,
  sort: Sort,
})
export type View = z.infer<typeof View>

/** Counts stop here: beyond it the screen says "999+", so that a count costs the same at any size. */
export const countLimit = 1000

const Name = z.string().trim().min(1).max(80)
const ById = z.object({ id: z.uuid() })

export const views = {
  list: mayCall(team)
    .route({ method: 'GET', path: '/views', summary: 'The standing views, then the caller’s own and shared ones' })
    .output(z.object({ views: z.array(View) })),
  counts: mayCall(team)
    .route({
      method: 'GET',
      path: '/views/counts',
      summary: 'Open tickets in each view (spam: all), up to 1000, and the caller’s unread open tickets',
    })
    .output(z.object({ counts: z.record(z.string(), z.number().int()), unread: z.number().int() })),
  count: mayCall(team)
    .route({ method: 'POST', path: '/views/count', summary: 'How many tickets a filter finds, up to 1000' })
    .input(z.object({ filter: Filter, status: Status.optional() }))
    .output(z.object({ count: z.number().int() })),
  create: mayCall(team)
    .route({ method: 'POST', path: '/views', summary: 'Save a view', successStatus: 201 })
    .input(z.object({ name: Name, filter: Filter, sort: Sort.default('newest'), isShared: z.boolean().default(false) }))
    .output(View),
  change: mayCall(team)
    .route({ method: 'PATCH', path: '/views/{id}', summary: 'Change a view of one’s own, or as a manager a shared one' })
    .input(ById.extend({ name: Name.optional(), filter: Filter.optional(), sort: Sort.optional(), isShared: z.boolean().optional() }))
    .output(View),
  remove: mayCall(team)
    .route({ method: 'DELETE', path: '/views/{id}', summary: 'Delete a view' })
    .input(ById)
    .output(z.object({ id: z.uuid() })),
  conditions: mayCall(team)
    .route({ method: 'GET', path: '/conditions', summary: 'Every condition that views and rules can test' })
    .output(z.object({ conditions: z.array(ConditionShape) })),
}
