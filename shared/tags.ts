/** Many tags at once: taking a list in, making one of two, and how much each is used. */
import { z } from 'zod'
import { mostTags } from './lists.ts'
import { Tag } from './triage.ts'
import { managers, mayCall, team } from './who.ts'

const Key = z.string().max(60)
const ByKey = z.object({ key: Key })

const Counts = z.object({ rules: z.number().int(), macros: z.number().int(), views: z.number().int() })
/** How much a tag is used: tickets of the last 90 days, and what names it. */
const TagUsage = Counts.extend({ key: z.string(), tickets: z.number().int() })
export type TagUsage = z.infer<typeof TagUsage>

/** What follows when a tag becomes another: all tickets that have it, and what names it. */
const Followers = Counts.extend({ tickets: z.number().int() })
export type TagFollowers = z.infer<typeof Followers>

const Imported = z.object({
  added: z.number().int(),
  /** Their names or keys were taken by tags that were there. */
  there: z.array(z.string()),
  /** Stood in the list more than once. */
  repeated: z.array(z.string()),
  refused: z.array(z.object({ name: z.string(), why: z.enum(['no_letter', 'too_long']) })),
})
export type ImportedTags = z.infer<typeof Imported>

export const tagWork = {
  import: mayCall(managers)
    .route({ method: 'POST', path: '/tags/import', summary: 'Add many tags; those that are there stay as they are' })
    .input(
      z.object({
        tags: z
          .array(z.object({ name: z.string().max(2000), description: z.string().max(5000).default('') }))
          .min(1)
          .max(mostTags),
      }),
    )
    .output(Imported),
  usage: mayCall(team)
    .route({ method: 'GET', path: '/tags/usage', summary: 'How much each tag is used; one that nothing uses is left out' })
    .output(z.object({ usage: z.array(TagUsage) })),
  followers: mayCall(managers)
    .route({ method: 'GET', path: '/tags/{key}/followers', summary: 'What would follow if this tag became another' })
    .input(ByKey)
    .output(Followers),
  merge: mayCall(managers)
    .route({
      method: 'POST',
      path: '/tags/{key}/merge',
      summary: 'Make this tag another one: tickets, rules, macros and views follow, and it is gone',
    })
    .input(ByKey.extend({ into: Key }))
    .output(Followers.extend({ tag: Tag })),
}
