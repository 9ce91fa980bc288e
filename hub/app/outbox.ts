/**
 * Messages on their way. Each has its id from the moment it is written and is kept until the server has it, so that a
 * lost connection, a reload or a second tab sends it later, and once.
 */
import { type Begun, isRefusal, type Refusal, type SentMessage, write } from './api.ts'
import { keep, readKept } from './kept.ts'

export interface Pending {
  id: string
  text: string
  chatId: string | null
  createdAt: string
  begun?: Begun
  /** Why the server will not have it; only a person can do something then. */
  problem?: string
}

export interface Outbox {
  all(): Pending[]
  add(text: string, chatId: string | null, begun?: Begun): void
  retry(id: string): void
  discard(id: string): void
  /** Sends what waits, in order; stops at the first that cannot be sent now. */
  flush(): Promise<void>
  /** Stops trying; what waits is still kept. */
  close(): void
}

interface Wires {
  token(): string | undefined
  changed(): void
  /** The server has it; it is shown as on its way until what this answers with has come true. */
  sent(chatId: string, message: SentMessage): unknown
  /** It could not be sent now; it stays. */
  held(refusal: Refusal): void
}

/** The outbox of one shopper. */
export function openOutbox(shopperId: string, wires: Wires): Outbox {
  const key = `warmline:outbox:${shopperId}`
  let memory: Pending[] = readKept<Pending[]>('localStorage', key) ?? []
  let isFlushing = false
  let timer: ReturnType<typeof setTimeout> | undefined

  /** Another tab may have sent or added some meanwhile. */
  const change = (edit: (pending: Pending[]) => Pending[]) => {
    memory = edit(readKept<Pending[]>('localStorage', key) ?? memory)
    keep('localStorage', key, memory.length > 0 ? memory : undefined)
    wires.changed()
  }
  const without = (id: string) => change((pending) => pending.filter((one) => one.id !== id))
  const later = (seconds: number) => {
    clearTimeout(timer)
    timer = setTimeout(() => outbox.flush(), seconds * 1000)
  }

  const outbox: Outbox = {
    all: () => memory,
    add(text, chatId, begun) {
      const message = { id: crypto.randomUUID(), text, chatId, createdAt: new Date().toISOString(), ...(begun && { begun }) }
      change((pending) => [...pending, message])
      outbox.flush()
    },
    retry(id) {
      change((pending) => pending.map(({ problem, ...one }) => (one.id === id ? one : problem ? { ...one, problem } : one)))
      outbox.flush()
    },
    discard: without,
    async flush() {
      if (isFlushing) return
      isFlushing = true
      try {
        for (let next = first(memory); next; next = first(memory)) {
          const { id, text, chatId, begun } = next
          const token = wires.token()
          if (!token) break
          const answer = await write(token, { id, text, chatId, ...begun })
          if (!isRefusal(answer)) {
            await wires.sent(answer.chatId, answer.message)
            without(id)
          } else if ([400, 409, 413, 422].includes(answer.status)) {
            change((pending) => pending.map((one) => (one.id === id ? { ...one, problem: answer.message || '?' } : one)))
          } else {
            later(answer.data?.retryAfterSeconds ?? 5)
            wires.held(answer)
            break
          }
        }
      } finally {
        isFlushing = false
      }
    },
    close: () => clearTimeout(timer),
  }
  return outbox
}

const first = (pending: Pending[]) => pending.find((one) => one.problem === undefined)
