/** The team: agents, their roles and availability, the teams they are in, and how they are invited. */
import { z } from 'zod'
import { TimeZone } from './timeZone.ts'
import { admins, team as everyone, managers, mayCall } from './who.ts'
import { Role, ScreenLanguage } from './words.ts'

const Availability = z.enum(['online', 'away'])

export const Agent = z.object({
  id: z.uuid(),
  name: z.string(),
  email: z.string(),
  role: Role,
  availability: Availability,
  language: ScreenLanguage,
  /** IANA; null until a desk has said where its agent is. */
  timeZone: z.string().nullable(),
  teamIds: z.array(z.uuid()),
  isActive: z.boolean(),
  hasTwoFactor: z.boolean(),
})
export type Agent = z.infer<typeof Agent>

/** Oneself, with what is one's own affair. */
export const Me = Agent.extend({ hasUnreadNotices: z.boolean() })
export type Me = z.infer<typeof Me>

export const Team = z.object({ id: z.uuid(), name: z.string(), isDefault: z.boolean(), agentIds: z.array(z.uuid()) })
export type Team = z.infer<typeof Team>

export const Invitation = z.object({ id: z.uuid(), email: z.string(), role: Role, createdAt: z.coerce.date(), expiresAt: z.coerce.date() })
export type Invitation = z.infer<typeof Invitation>

export const ApiKey = z.object({
  id: z.uuid(),
  name: z.string(),
  start: z.string(),
  agentId: z.uuid(),
  createdAt: z.coerce.date(),
  lastUsedAt: z.coerce.date().nullable(),
})
export type ApiKey = z.infer<typeof ApiKey>

const ById = z.object({ id: z.uuid() })
const Name = z.string().trim().min(1).max(120)
const Password = z.string().min(10).max(200)

/** The first-run page asks this before anyone can sign in. */
export const start = {
  state: mayCall(['public'])
    .route({ method: 'GET', path: '/start', summary: 'Has this installation an owner yet, and is the demo on?' })
    .output(
      z.object({
        hasOwner: z.boolean(),
        isDemo: z.boolean(),
        demoSignIns: z.array(z.object({ name: z.string(), email: z.string(), password: z.string(), role: Role })),
      }),
    ),
  owner: mayCall(['public'])
    .route({ method: 'POST', path: '/start/owner', summary: 'Create the owner; refused once there is one', successStatus: 201 })
    .input(z.object({ name: Name, email: z.email(), password: Password }))
    .output(z.object({ id: z.uuid() })),
}

export const me = {
  get: mayCall(everyone).route({ method: 'GET', path: '/me', summary: 'Who is signed in' }).output(Me),
  change: mayCall(everyone)
    .route({ method: 'PATCH', path: '/me', summary: 'Change own name, language, time zone, availability or notices' })
    .input(
      z.strictObject({
        name: Name.optional(),
        language: ScreenLanguage.optional(),
        timeZone: TimeZone.optional(),
        availability: Availability.optional(),
        hasUnreadNotices: z.boolean().optional(),
      }),
    )
    .output(Me),
}

export const agents = {
  list: mayCall(everyone)
    .route({ method: 'GET', path: '/agents', summary: 'Everyone on the team' })
    .output(z.object({ agents: z.array(Agent) })),
  change: mayCall(admins)
    .route({
      method: 'PATCH',
      path: '/agents/{id}',
      summary: 'Change an agent’s role, deactivate, or turn lost two-factor off; the last owner stays',
    })
    .input(ById.extend({ role: Role.optional(), isActive: z.boolean().optional(), hasTwoFactor: z.literal(false).optional() }))
    .output(Agent),
}

export const teams = {
  list: mayCall(everyone)
    .route({ method: 'GET', path: '/teams', summary: 'Every team and who is in it' })
    .output(z.object({ teams: z.array(Team) })),
  create: mayCall(managers)
    .route({ method: 'POST', path: '/teams', summary: 'Create a team', successStatus: 201 })
    .input(z.object({ name: Name, agentIds: z.array(z.uuid()).max(500).default([]) }))
    .output(Team),
  change: mayCall(managers)
    .route({ method: 'PATCH', path: '/teams/{id}', summary: 'Rename a team, change its members, make it the default' })
    .input(ById.extend({ name: Name.optional(), agentIds: z.array(z.uuid()).max(500).optional(), isDefault: z.literal(true).optional() }))
    .output(Team),
  remove: mayCall(managers)
    .route({ method: 'DELETE', path: '/teams/{id}', summary: 'Remove a team; the default one stays' })
    .input(ById)
    .output(z.object({ id: z.uuid() })),
}

export const invitations = {
  list: mayCall(admins)
    .route({ method: 'GET', path: '/invitations', summary: 'Invitations not yet accepted' })
    .output(z.object({ invitations: z.array(Invitation) })),
  create: mayCall(admins)
    .route({ method: 'POST', path: '/invitations', summary: 'Invite someone by mail', successStatus: 201 })
    .input(z.object({ email: z.email(), role: Role.exclude(['owner']) }))
    .output(Invitation),
  revoke: mayCall(admins)
    .route({ method: 'DELETE', path: '/invitations/{id}', summary: 'Take an invitation back' })
    .input(ById)
    .output(z.object({ id: z.uuid() })),
  find: mayCall(['public'])
    .route({ method: 'GET', path: '/invitations/by-token/{token}', summary: 'What an invitation link is for' })
    .input(z.object({ token: z.string().max(200) }))
    .output(z.object({ email: z.string(), role: Role })),
  accept: mayCall(['public'])
    .route({
      method: 'POST',
      path: '/invitations/by-token/{token}',
      summary: 'Accept an invitation: name and password',
      successStatus: 201,
    })
    .input(z.object({ token: z.string().max(200), name: Name, password: Password }))
    .output(z.object({ id: z.uuid(), email: z.string() })),
}

export const apiKeys = {
  list: mayCall(admins)
    .route({ method: 'GET', path: '/api-keys', summary: 'API keys, without their secret' })
    .output(z.object({ apiKeys: z.array(ApiKey) })),
  create: mayCall(admins)
    .route({ method: 'POST', path: '/api-keys', summary: 'Make an API key that acts as the caller; shown once', successStatus: 201 })
    .input(z.object({ name: Name }))
    .output(ApiKey.extend({ key: z.string() })),
  revoke: mayCall(admins)
    .route({ method: 'DELETE', path: '/api-keys/{id}', summary: 'Revoke an API key' })
    .input(ById)
    .output(z.object({ id: z.uuid() })),
}
