/** Comparing the people a mail goes to with those that follow from the customer's message. */
import type { Draft } from '../tickets/drafts.ts'

type RecipientSet = NonNullable<Draft['recipients']>
const everyone = ({ to, cc, bcc }: RecipientSet) => [...to, ...cc, ...bcc]

/** Does it look like an address? The server looks closer. */
export const isAddress = (text: string): boolean => /^[^\s@<>,;"]+@[^\s@<>,;"]+\.[^\s@<>,;"]+$/.test(text)

/** Who was added to the derived set and who was left out of it. */
export function changesOf(derived: RecipientSet, chosen: RecipientSet): { added: string[]; left: string[] } {
  const before = everyone(derived)
  const after = everyone(chosen)
  return { added: after.filter((one) => !before.includes(one)), left: before.filter((one) => !after.includes(one)) }
}

/** Are both the same people in the same places? */
export const sameSet = (one: RecipientSet, two: RecipientSet): boolean =>
  JSON.stringify([one.to, one.cc, one.bcc]) === JSON.stringify([two.to, two.cc, two.bcc])

/** May a mail go to this set? */
export const isSendable = (set: RecipientSet): boolean => set.to.length > 0 && everyone(set).every(isAddress)
