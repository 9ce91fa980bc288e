/** The one way onto the team: an invitation, the first-run page, the operator's environment and the demo all end here. */
import { reason } from '../../shared/refusals.ts'
import type { Role, ScreenLanguage } from '../../shared/words.ts'
import { changed, isUniqueViolation, type Tx } from '../platform/db.ts'
import { conflict } from '../platform/errors.ts'
import type { AvailabilityKey } from './availability.ts'

export interface NewAgent {
  name: string
  email: string
  /** From `auth.hashPassword`, which takes a tenth of a second: hash before the transaction. */
  passwordHash: string
  role: Role
  availability?: AvailabilityKey
  language?: ScreenLanguage
}

/** One spelling of an address, so that nobody exists twice. */
export const plainAddress = (email: string): string => email.trim().toLowerCase()

/** Adds an agent with a password, in the default team; returns the id. Throws a conflict when the address is taken. */
export async function join(tx: Tx, { name, email, passwordHash, role, availability = 'away', language = 'en' }: NewAgent): Promise<string> {
  const { id } = await tx
    .insertInto('agents')
    .values({ name, email: plainAddress(email), emailVerified: true, role, availability, language })
    .returning('id')
    .executeTakeFirstOrThrow()
    .catch((error) => {
      throw isUniqueViolation(error) ? conflict(reason('address_taken')) : error
    })
  // `credential` and the agent's own id are how the library marks an account with a password.
  await tx.insertInto('signInAccounts').values({ agentId: id, accountId: id, providerId: 'credential', password: passwordHash }).execute()
  await tx
    .insertInto('teamMembers')
    .values({ teamId: await defaultTeam(tx), agentId: id })
    .execute()
  changed(tx, 'team')
  return id
}

/** The team that new tickets go to when no rule says otherwise; made with the first agent. */
async function defaultTeam(tx: Tx): Promise<string> {
  const find = () => tx.selectFrom('teams').select('id').where('isDefault', '=', true).executeTakeFirst()
  const found = await find()
  if (found) return found.id
  const made = await tx
    .insertInto('teams')
    .values({ name: 'Support', isDefault: true })
    .onConflict((taken) => taken.doNothing())
    .returning('id')
    .executeTakeFirst()
  return (
    made?.id ??
    (await tx.updateTable('teams').set({ isDefault: true }).where('name', '=', 'Support').returning('id').executeTakeFirstOrThrow()).id
  )
}
