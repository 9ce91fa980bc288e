/** The history of a ticket. */
import { z } from 'zod'

/** A line of the ticket's history: who did what, and why. */
export const TimelineEntry = z.object({
  id: z.uuid(),
  kind: z.string(),
  actor: z.object({ kind: z.enum(['agent', 'customer', 'rule', 'model', 'system', 'api']), id: z.uuid().nullable(), name: z.string() }),
  data: z.record(z.string(), z.unknown()),
  at: z.coerce.date(),
  /** The number of the merged ticket to which this happened before. */
  ofNumber: z.number().int().optional(),
})
export type TimelineEntry = z.infer<typeof TimelineEntry>
