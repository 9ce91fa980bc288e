/** Who changed which setting or permission, and from what to what. */
import { z } from 'zod'
import { admins, mayCall } from './who.ts'

const auditSubjects = [
  'setting',
  'agent',
  'invitation',
  'team',
  'key',
  'tag',
  'rule',
  'view',
  'macro',
  'blocked',
  'faq',
  'faq_category',
] as const

export const AuditEntry = z.object({
  id: z.uuid(),
  at: z.coerce.date(),
  actor: z.object({ kind: z.enum(['agent', 'api', 'system']), id: z.uuid().nullable(), name: z.string() }),
  /** The network address it came from; null: from within. */
  address: z.string().nullable(),
  what: z.enum(['created', 'changed', 'removed']),
  subject: z.string(),
  subjectId: z.string(),
  name: z.string(),
  /** Only what differs; secrets are never in it. */
  before: z.record(z.string(), z.unknown()),
  after: z.record(z.string(), z.unknown()),
})
export type AuditEntry = z.infer<typeof AuditEntry>

const Wanted = z.object({
  /** An agent's id, or `system`. */
  by: z.union([z.uuid(), z.literal('system')]).optional(),
  subject: z.enum(auditSubjects).optional(),
  from: z.coerce.date().optional(),
  until: z.coerce.date().optional(),
})
export type WantedAudit = z.infer<typeof Wanted>

export const audit = {
  list: mayCall(admins)
    .route({ method: 'GET', path: '/audit', summary: 'Changes of settings and permissions, newest first' })
    .input(Wanted.extend({ before: z.uuid().optional(), limit: z.number().int().min(1).max(200).default(50) }))
    .output(z.object({ entries: z.array(AuditEntry), hasMore: z.boolean() })),
  export: mayCall(admins)
    .route({ method: 'GET', path: '/audit/export', summary: 'The same as CSV, at most 50,000 lines' })
    .input(Wanted)
    .output(z.object({ csv: z.string(), lines: z.number().int() })),
}
