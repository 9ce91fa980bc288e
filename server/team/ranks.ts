/** Roles from most to least powerful, and what follows from the order. */
import { roles } from '../../shared/lists.ts'
import type { Role } from '../../shared/words.ts'

/** Is the one role at least as powerful as the other? */
export const isAtLeast = (role: Role, other: Role): boolean => roles.indexOf(role) <= roles.indexOf(other)
