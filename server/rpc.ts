/**
 * The one door of the API: every procedure passes here, after its caller is known and before its input is read.
 * A room's procedures are written as `os.tickets.get.handler(…)`; what they may assume stands in `CallContext`.
 */
import { implement } from '@orpc/server'
import { contract } from '../shared/contract.ts'
import type { Meta } from '../shared/who.ts'
import { actAs } from './platform/acting.ts'
import { forbidden, unauthorized } from './platform/errors.ts'
import type { Platform } from './platform/platform.ts'
import type { Auth } from './team/auth.ts'
import type { AgentCaller } from './team/caller.ts'

/** A shopper in the hub, known by a hub session. */
export interface ShopperCaller {
  kind: 'shopper'
  customerId: string
  name: string
  /** The shop's own id of this shopper; of a visitor ours. */
  shopperId: string
  /** Gave an email address in place of signing in, which proves nothing (D12). */
  isVisitor: boolean
}

export type Caller = AgentCaller | ShopperCaller

export interface CallContext {
  platform: Platform
  auth: Auth
  caller: Caller | undefined
  /** The client's address, for limits. */
  ip: string
}

const called = implement(contract).$context<CallContext>()

/** The parts of the contract that change settings or permissions: what they do is done in the caller's name (the audit log). */
export const audited: ReadonlySet<string> = new Set([
  'me',
  'agents',
  'teams',
  'invitations',
  'apiKeys',
  'hours',
  'tags',
  'rules',
  'model',
  'settings',
  'views',
  'macros',
  'blockedSenders',
  'signatures',
  'connections',
  'ledger',
  'faqs',
])

/** Refuses whoever the procedure does not name. */
const refuseOthers = called.middleware(({ procedure, context, next, path }) => {
  const { meta, route } = procedure['~orpc']
  const { who } = meta as Meta
  const { caller, ip } = context
  if (!who.includes('public')) {
    if (!caller) throw unauthorized()
    if (!who.includes(caller.kind === 'agent' ? caller.role : 'shopper')) throw forbidden()
  }
  if (caller?.kind !== 'agent' || (route.method ?? 'POST') === 'GET' || !audited.has(path[0] ?? '')) return next()
  return actAs({ kind: caller.by === 'api-key' ? 'api' : 'agent', id: caller.agentId, name: caller.name, address: ip }, next)
})

export const os = called.use(refuseOthers)

/**
 * The same for answers of many rows that a mapper writes out field by field: they are sent as they are. Elsewhere the
 * contract's shape is held against every answer, which keeps in what a wider row would let out; here a test does so.
 */
export const mapped = called.$config({ initialOutputValidationIndex: Number.NaN }).use(refuseOthers)

/** The agent who calls; for procedures that only the team may call. */
export function agentOf(context: CallContext): AgentCaller {
  if (context.caller?.kind !== 'agent') throw unauthorized()
  return context.caller
}

/** The shopper who calls; for the hub's procedures. */
export function shopperOf(context: CallContext): ShopperCaller {
  if (context.caller?.kind !== 'shopper') throw unauthorized()
  return context.caller
}
