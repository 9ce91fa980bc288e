/** Understanding and routing: tags, rules, and the model that reads. */
import { z } from 'zod'
import { Filter } from './filter.ts'
import { admins, managers, mayCall, team } from './who.ts'
import { Finding } from './words.ts'

export const Tag = z.object({
  key: z.string(),
  name: z.string(),
  description: z.string(),
  keywords: z.array(z.string()),
  isAuto: z.boolean(),
})
export type Tag = z.infer<typeof Tag>

/** One thing a rule does: the action's key and what it takes. */
export const ActionCall = z.object({ action: z.string().max(40), input: z.record(z.string(), z.unknown()) })
export type ActionCall = z.infer<typeof ActionCall>

export const Rule = z.object({
  id: z.uuid(),
  name: z.string(),
  filter: Filter,
  actions: z.array(ActionCall),
  isEnabled: z.boolean(),
  position: z.number().int(),
})
export type Rule = z.infer<typeof Rule>

/** What the desk needs to draw an action's form. */
export const ActionShape = z.object({
  action: z.string(),
  label: z.string(),
  input: z.array(z.object({ name: z.string(), label: z.string(), kind: z.enum(['team', 'agent', 'tags', 'priority', 'hours', 'text']) })),
})
export type ActionShape = z.infer<typeof ActionShape>

/** The record of one routing, kept on the ticket's timeline as `data` of a `routed` entry. */
export const RuleTrace = z.object({
  tried: z.array(
    z.object({
      ruleId: z.uuid(),
      name: z.string(),
      matched: z.boolean(),
      tests: z.array(z.object({ field: z.string(), operator: z.string(), value: z.unknown(), actual: z.unknown(), passed: z.boolean() })),
    }),
  ),
  outcome: z.enum(['rule', 'round_robin', 'nobody_online', 'already_assigned']),
  actions: z.array(ActionCall),
})
export type RuleTrace = z.infer<typeof RuleTrace>

/** Which model reads: the built-in one, or one reached over the network. */
export const ModelSettings = z.object({
  provider: z.enum(['built-in', 'openai-compatible', 'anthropic']),
  baseUrl: z.string().nullable(),
  model: z.string().nullable(),
  hasKey: z.boolean(),
  /** True where the environment decides, so that the page cannot. */
  isFixed: z.boolean(),
})
export type ModelSettings = z.infer<typeof ModelSettings>

/** Who may edit routing rules: everyone with a role, or managers and above. */
export const RuleEditors = z.enum(['everyone', 'managers'])
export type RuleEditors = z.infer<typeof RuleEditors>

const Name = z.string().trim().min(1).max(120)
const ById = z.object({ id: z.uuid() })
const Key = z.string().regex(/^[\p{Ll}\p{Lo}\p{N}][\p{Ll}\p{Lo}\p{M}\p{N}-]{0,59}$/u, 'small letters, digits and dashes')

export const tags = {
  list: mayCall(team)
    .route({ method: 'GET', path: '/tags', summary: 'The account’s tags' })
    .output(z.object({ tags: z.array(Tag) })),
  create: mayCall(team)
    .route({ method: 'POST', path: '/tags', summary: 'Create a tag', successStatus: 201 })
    .input(
      z.object({
        key: Key,
        name: Name,
        description: z.string().max(500).default(''),
        keywords: z.array(z.string().max(60)).max(50).default([]),
        isAuto: z.boolean().default(true),
      }),
    )
    .output(Tag),
  change: mayCall(managers)
    .route({ method: 'PATCH', path: '/tags/{key}', summary: 'Change a tag' })
    .input(
      z.object({
        key: Key,
        name: Name.optional(),
        description: z.string().max(500).optional(),
        keywords: z.array(z.string().max(60)).max(50).optional(),
        isAuto: z.boolean().optional(),
      }),
    )
    .output(Tag),
  remove: mayCall(managers)
    .route({ method: 'DELETE', path: '/tags/{key}', summary: 'Delete a tag, also from its tickets' })
    .input(z.object({ key: Key }))
    .output(z.object({ key: z.string() })),
}

// D2: all four roles may use sentiment in rules and edit them, unless the account keeps that to managers (`editors`).
export const rules = {
  list: mayCall(team)
    .route({ method: 'GET', path: '/rules', summary: 'Routing rules in order; the first match wins' })
    .output(z.object({ rules: z.array(Rule) })),
  actions: mayCall(team)
    .route({ method: 'GET', path: '/rules/actions', summary: 'Every action a rule can take' })
    .output(z.object({ actions: z.array(ActionShape) })),
  create: mayCall(team)
    .route({ method: 'POST', path: '/rules', summary: 'Add a rule at the end', successStatus: 201 })
    .input(z.object({ name: Name, filter: Filter, actions: z.array(ActionCall).min(1).max(10), isEnabled: z.boolean().default(true) }))
    .output(Rule),
  change: mayCall(team)
    .route({ method: 'PATCH', path: '/rules/{id}', summary: 'Change a rule, or move it' })
    .input(
      ById.extend({
        name: Name.optional(),
        filter: Filter.optional(),
        actions: z.array(ActionCall).min(1).max(10).optional(),
        isEnabled: z.boolean().optional(),
        position: z.number().int().min(0).optional(),
      }),
    )
    .output(Rule),
  remove: mayCall(team)
    .route({ method: 'DELETE', path: '/rules/{id}', summary: 'Delete a rule' })
    .input(ById)
    .output(z.object({ id: z.uuid() })),
  editors: mayCall(team)
    .route({ method: 'GET', path: '/settings/rules', summary: 'Who may edit routing rules' })
    .output(z.object({ editors: RuleEditors })),
  changeEditors: mayCall(admins)
    .route({ method: 'PUT', path: '/settings/rules', summary: 'Let everyone edit routing rules, or managers and above only' })
    .input(z.object({ editors: RuleEditors }))
    .output(z.object({ editors: RuleEditors })),
}

export const model = {
  get: mayCall(admins)
    .route({ method: 'GET', path: '/settings/model', summary: 'Which model reads new conversations' })
    .output(ModelSettings),
  change: mayCall(admins)
    .route({ method: 'PUT', path: '/settings/model', summary: 'Choose the model; the key is stored encrypted and never shown' })
    .input(
      z.object({
        provider: z.enum(['built-in', 'openai-compatible', 'anthropic']),
        baseUrl: z.url().nullable().default(null),
        model: z.string().max(200).nullable().default(null),
        key: z.string().max(1000).optional(),
      }),
    )
    .output(ModelSettings),
  test: mayCall(admins)
    .route({ method: 'POST', path: '/settings/model/test', summary: 'Let the chosen model read a sentence now' })
    .input(z.object({ text: z.string().min(1).max(5000) }))
    .output(
      z.object({
        label: z.string(),
        score: z.number(),
        reason: z.string(),
        finding: Finding.nullable(),
        evidence: z.array(z.string()),
        model: z.string(),
        milliseconds: z.number(),
        problem: z.string().nullable(),
      }),
    ),
}
