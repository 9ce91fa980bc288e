/** Who may call a procedure. There is no default: a procedure without an answer does not compile. */
import { oc } from '@orpc/contract'
import { roles } from './lists.ts'
import type { Role } from './words.ts'

export type Who = Role | 'shopper' | 'public'
export type Meta = { who: readonly [Who, ...Who[]] }

/** Everyone with a role. */
export const team = roles
/** Those who set the helpdesk up. */
export const managers = ['owner', 'admin', 'manager'] as const
export const admins = ['owner', 'admin'] as const

/** The only way to begin a procedure: say who may call it, then its route and shapes. */
export function mayCall(who: readonly [Who, ...Who[]]) {
  return oc.$meta<Meta>({ who }).errors({
    UNAUTHORIZED: { status: 401 },
    FORBIDDEN: { status: 403 },
    NOT_FOUND: { status: 404 },
    CONFLICT: { status: 409 },
    UNPROCESSABLE: { status: 422 },
    TOO_MANY_REQUESTS: { status: 429 },
  })
}
