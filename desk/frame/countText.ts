import { amount } from '../time.ts'

/** The API counts no further than 1000, so beyond 999 the screen says `999+`. */
export const countText = (count: number): string => (count > 999 ? '999+' : amount(count))
