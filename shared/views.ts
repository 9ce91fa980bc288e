/** Views: the four standing ones and those that agents save. */
import { z } from 'zod'
import { columns } from './columns.ts'
import { ConditionShape, Filter } from './filter.ts'
import { mayCall, team } from './who.ts'
import { Sort, Status } from './words.ts'

/** The standing views, by key; they cannot be changed. */
export const standingViews = ['mine', 'all', 'unassigned', 'spam'] as const
export type StandingView = (typeof standingViews)[number]

const Columns = z.array(z.enum(columns)).max(columns.length)

export const View = z.object({
  id: z.string(), // a standing view's key, or a UUID
  name: z.string(),
  isStanding: z.boolean(),
  /** Shared with everyone. */
  isShared: z.boolean(),
  /** Shared with these teams. */
  teamIds: z.array(z.uuid()),
  /** Did the caller make it? */
  isMine: z.boolean(),
  ownerName: z.string().nullable(),
  filter: Filter,
  sort: Sort,
  /** The facts that its rows show; null: the usual ones. */
  columns: Columns.nullable(),
  /** What the caller chose to see instead; null: as the view says. */
  myColumns: Columns.nullable(),
  updatedAt: z.coerce.date().nullable(),
})
export type View = z.infer<typeof View>

/** Counts stop here: beyond it the screen says "999+", so that a count costs the same at any size. */
export const countLimit = 1000

const Name = z.string().trim().min(1).max(80)
const TeamIds = z.array(z.uuid()).max(200)
const ById = z.object({ id: z.uuid() })

export const views = {
  list: mayCall(team)
    .route({ method: 'GET', path: '/views', summary: 'The standing views, then those the caller may see, in the caller’s own order' })
    .output(z.object({ views: z.array(View) })),
  counts: mayCall(team)
    .route({
      method: 'GET',
      path: '/views/counts',
      summary:
        'Open tickets in each view (spam: all), up to 1000, and the caller’s unread open tickets; a view that takes too long to count is left out',
    })
    .output(z.object({ counts: z.record(z.string(), z.number().int()), unread: z.number().int() })),
  count: mayCall(team)
    .route({
      method: 'POST',
      path: '/views/count',
      summary: 'How many tickets a filter finds, up to 1000; refused as `filter_too_wide` when it would take too long',
    })
    .input(z.object({ filter: Filter, status: Status.optional() }))
    .output(z.object({ count: z.number().int() })),
  create: mayCall(team)
    .route({ method: 'POST', path: '/views', summary: 'Save a view', successStatus: 201 })
    .input(
      z.object({
        name: Name,
        filter: Filter,
        sort: Sort.default('newest'),
        isShared: z.boolean().default(false),
        teamIds: TeamIds.default([]),
        columns: Columns.nullable().default(null),
      }),
    )
    .output(View),
  change: mayCall(team)
    .route({
      method: 'PATCH',
      path: '/views/{id}',
      summary: 'Change a view of one’s own, or as a manager a shared one; CONFLICT when it was changed after `lastSeenAt`',
    })
    .input(
      ById.extend({
        name: Name.optional(),
        filter: Filter.optional(),
        sort: Sort.optional(),
        isShared: z.boolean().optional(),
        teamIds: TeamIds.optional(),
        columns: Columns.nullable().optional(),
        lastSeenAt: z.coerce.date().optional(),
      }),
    )
    .output(View),
  duplicate: mayCall(team)
    .route({ method: 'POST', path: '/views/{id}/duplicate', summary: 'A copy of a view, for the caller alone', successStatus: 201 })
    .input(z.object({ id: z.string().max(60), name: Name }))
    .output(View),
  remove: mayCall(team)
    .route({ method: 'DELETE', path: '/views/{id}', summary: 'Delete a view' })
    .input(ById)
    .output(z.object({ id: z.uuid() })),
  restore: mayCall(team)
    .route({ method: 'POST', path: '/views/{id}/restore', summary: 'Bring a deleted view back' })
    .input(ById)
    .output(View),
  arrange: mayCall(team)
    .route({ method: 'PUT', path: '/views/order', summary: 'The order in which the caller sees the saved views' })
    .input(z.object({ ids: z.array(z.uuid()).max(1000) }))
    .output(z.object({ ids: z.array(z.uuid()) })),
  show: mayCall(team)
    .route({
      method: 'PUT',
      path: '/views/{id}/columns',
      summary: 'The facts that rows of a view show to the caller; null: as the view says',
    })
    .input(z.object({ id: z.string().max(60), columns: Columns.nullable() }))
    .output(z.object({ columns: Columns.nullable() })),
  conditions: mayCall(team)
    .route({ method: 'GET', path: '/conditions', summary: 'Every condition that views and rules can test' })
    .output(z.object({ conditions: z.array(ConditionShape) })),
}
