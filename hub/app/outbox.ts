/**
 * Messages on their way. Each has its id from the moment it is written and is kept until the server has it, so that a
 * lost connection, a reload or a second tab sends it later, and once.
 */
import { alone } from './alone.ts'
import { type Begun, isRefusal, type Refusal, type SentMessage, write } from './api.ts'
import { keep, readKept } from './kept.ts'
import type { Attached } from './uploads.ts'

export interface Pending {
  id: string
  text: string
  chatId: string | null
  createdAt: string
  begun?: Begun
  files?: Attached[]
  /** Why the server will not have it, as it names the reason (empty: it names none); only a person can do something then. */
  problem?: string
}

export interface Outbox {
  all(): Pending[]
  add(text: string, chatId: string | null, begun?: Begun, files?: Attached[]): void
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
  /** Sends a picture where the server does not have it yet. */
  upload(file: Attached): Promise<Refusal | undefined>
  /** The server has lost the pictures of a message: they are to be sent once more. */
  lost(files: Attached[]): void
  /** The server has it; it is shown as on its way until what this answers with has come true. */
  sent(chatId: string, message: SentMessage): unknown
  /** A message has gone for good, sent or discarded: nobody needs its pictures here any more. */
  gone(files: Attached[]): void
  /** Another tab has written, or sent what was written. */
  elsewhere(): void
  /** It could not be sent now; it stays. */
  held(refusal: Refusal): void
}

/** The outbox of one shopper, the same in all of their tabs; one of them sends at a time. */
export function openOutbox(shopperId: string, wires: Wires): Outbox {
  const key = `warmline:outbox:${shopperId}`
  let memory: Pending[] = readKept<Pending[]>('localStorage', key) ?? []
  let isFlushing = false
  let isWanted = false
  let isClosed = false
  let timer: ReturnType<typeof setTimeout> | undefined

  /** Another tab may have sent or added some meanwhile. */
  const reread = () => {
    memory = readKept<Pending[]>('localStorage', key) ?? []
  }
  const change = (edit: (pending: Pending[]) => Pending[]) => {
    reread()
    memory = edit(memory)
    keep('localStorage', key, memory.length > 0 ? memory : undefined)
    wires.changed()
  }
  const without = (id: string) => {
    const files = memory.find((one) => one.id === id)?.files ?? []
    change((pending) => pending.filter((one) => one.id !== id))
    wires.gone(files)
  }
  const failed = (id: string, problem: string) => change((pending) => pending.map((one) => (one.id === id ? { ...one, problem } : one)))
  const later = (seconds: number) => {
    clearTimeout(timer)
    timer = setTimeout(() => outbox.flush(), seconds * 1000)
  }

  const send = async (token: string, { id, text, chatId, begun, files = [] }: Pending, isAgain = false): ReturnType<typeof write> => {
    for (const file of files) {
      const refusal = await wires.upload(file)
      if (refusal) return refusal
    }
    const attachmentIds = files.map((file) => file.id)
    const answer = await write(token, { id, text, chatId, ...begun, ...(files.length > 0 && { attachmentIds }) })
    if (!isRefusal(answer) || isAgain || answer.data?.problem !== 'file_gone') return answer
    wires.lost(files)
    return send(token, { id, text, chatId, createdAt: '', files, ...(begun && { begun }) }, true)
  }

  const sendAll = async () => {
    reread()
    wires.changed()
    for (let next = first(memory); next && !isClosed; next = first(memory)) {
      const token = wires.token()
      if (!token) break
      const { id } = next
      const answer = await send(token, next)
      if (!isRefusal(answer)) {
        await wires.sent(answer.chatId, answer.message)
        without(id)
      } else if ([400, 409, 413, 422].includes(answer.status)) failed(id, answer.data?.problem ?? '')
      else {
        later(answer.data?.retryAfterSeconds ?? 5)
        wires.held(answer)
        break
      }
    }
  }

  // The other tabs of the shopper.
  const heard = (event: StorageEvent) => {
    if (event.key !== key) return
    reread()
    wires.changed()
    wires.elsewhere()
  }
  globalThis.addEventListener?.('storage', heard)

  const outbox: Outbox = {
    all: () => memory,
    add(text, chatId, begun, files = []) {
      const message = { id: crypto.randomUUID(), text, chatId, createdAt: new Date().toISOString() }
      change((pending) => [...pending, { ...message, ...(begun && { begun }), ...(files.length > 0 && { files }) }])
      outbox.flush()
    },
    retry(id) {
      change((pending) => pending.map(({ problem, ...one }) => (one.id === id ? one : problem ? { ...one, problem } : one)))
      outbox.flush()
    },
    discard: without,
    async flush() {
      isWanted = first(memory) !== undefined
      if (isFlushing || !isWanted) return
      isFlushing = true
      try {
        while (isWanted && !isClosed) {
          isWanted = false
          await alone(key, sendAll)
        }
      } finally {
        isFlushing = false
      }
    },
    close() {
      isClosed = true
      clearTimeout(timer)
      globalThis.removeEventListener?.('storage', heard)
    },
  }
  return outbox
}

const first = (pending: Pending[]) => pending.find((one) => one.problem === undefined)
