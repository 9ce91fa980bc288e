/** Pointing at the words that decided a sentiment: the panel asks, the thread shows. */

export interface Attention {
  ticketId: string
  /** Which quote of the evidence. */
  quote: number
}

const listeners = new Set<(attention: Attention) => void>()

/** Asks the ticket's thread to show this quote. */
export function pointAt(attention: Attention): void {
  for (const listener of listeners) listener(attention)
}

/** Calls when somebody points at a quote. */
export function listenToPointing(listener: (attention: Attention) => void): () => void {
  listeners.add(listener)
  return () => {
    listeners.delete(listener)
  }
}
