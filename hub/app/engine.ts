/** The hub's one piece of state and everything that moves it; the screen only draws it. */
import {
  endChat,
  fileUrl,
  isRefusal,
  markSeen,
  type Refusal,
  readChat,
  readSettings,
  type SentChat,
  type SentMessage,
  type Session,
} from './api.ts'
import { tellLoader } from './bridge.ts'
import { type Live, openLive } from './live.ts'
import { type Outbox, openOutbox, type Pending } from './outbox.ts'
import { forgetSession, openSession, subjectOf } from './session.ts'

export interface State {
  settings: { shopName: string; welcome: string }
  /** `asking` until the shop has said who is here; `refused`: what it said does not hold. */
  who: 'asking' | 'nobody' | 'refused' | 'shopper'
  signInUrl: string | undefined
  shopperName: string
  isOnline: boolean
  isOpen: boolean
  /** Undefined: not looked yet. */
  chat: SentChat | null | undefined
  pending: Pending[]
  /** Who writes just now. */
  writing: string | undefined
  /** The ended chat that was put away to begin another. */
  putAway: string | undefined
}

const empty: Pick<State, 'who' | 'shopperName' | 'chat' | 'pending' | 'writing' | 'putAway'> = {
  who: 'asking',
  shopperName: '',
  chat: undefined,
  pending: [],
  writing: undefined,
  putAway: undefined,
}

export interface Engine {
  state(): State
  subscribe(listener: () => void): () => void
  identify(token: string | null | undefined, signInUrl: string | undefined): void
  shown(isOpen: boolean): void
  write(text: string): void
  retry(id: string): void
  discard(id: string): void
  typing(isTyping: boolean): void
  /** An address of a file in the chat. */
  file(id: string): Promise<string | undefined>
  /** False: it could not be ended. */
  end(): Promise<boolean>
  beginNew(): void
}

const pollMilliseconds = 5000
const typingMilliseconds = 6000

/** Starts with nobody and waits to be told who is here. */
export function openEngine(): Engine {
  let state: State = { ...empty, settings: { shopName: '', welcome: '' }, signInUrl: undefined, isOnline: true, isOpen: false }
  const listeners = new Set<() => void>()
  let identity: string | undefined
  let session: Session | undefined
  let outbox: Outbox | undefined
  let live: Live | undefined
  let isSigningIn = false
  let hasAskedAgain = false
  let looking: Promise<void> | undefined
  let isLookWanted = false
  const fileUrls = new Map<string, string>()
  let writingTimer: ReturnType<typeof setTimeout> | undefined

  const set = (change: Partial<State>) => {
    state = { ...state, ...change }
    for (const listener of listeners) listener()
  }

  const loadSettings = async () => {
    const settings = await readSettings()
    if (isRefusal(settings)) setTimeout(loadSettings, pollMilliseconds)
    else set({ settings })
  }

  /** Forgets the shopper: nothing of one is ever shown to the next. */
  const leave = () => {
    live?.close()
    outbox?.close()
    for (const url of fileUrls.values()) URL.revokeObjectURL(url)
    fileUrls.clear()
    live = outbox = session = undefined
    tellLoader({ warmline: 'unread', count: 0 })
  }

  const enter = async () => {
    if (!identity || session || isSigningIn) return
    const mine = identity
    isSigningIn = true
    const answer = await openSession(mine)
    isSigningIn = false
    if (identity !== mine) return void enter()
    if (isRefusal(answer)) return notIn(answer)
    session = answer
    hasAskedAgain = false
    outbox = openOutbox(answer.shopper.id, {
      token: () => session?.token,
      changed: () => set({ pending: outbox?.all() ?? [] }),
      sent: placed,
      held,
    })
    set({ who: 'shopper', shopperName: answer.shopper.name, pending: outbox.all() })
    await look()
    outbox?.flush()
  }

  const notIn = (refusal: Refusal) => {
    if (refusal.status === 401) return refused()
    set({ isOnline: refusal.status !== 0 })
    setTimeout(enter, (refusal.data?.retryAfterSeconds ?? 5) * 1000)
  }

  /** The session or the token is of no use any more: once we ask the shop for a fresh one. */
  const refused = () => {
    forgetSession()
    leave()
    identity = undefined
    if (hasAskedAgain) return set({ ...empty, who: 'refused' })
    hasAskedAgain = true
    set({ ...empty })
    tellLoader({ warmline: 'identify' })
  }

  const held = (refusal: Refusal) => {
    if (refusal.status === 401) refused()
    else if (refusal.status === 0) set({ isOnline: false })
  }

  /** Looks at the chat as it is now; asked again meanwhile, it looks once more after. */
  const look = (): Promise<void> => {
    isLookWanted = true
    looking ??= (async () => {
      while (isLookWanted && session) {
        isLookWanted = false
        const asked = session
        const answer = await readChat(asked.token)
        if (asked !== session) continue
        if (isRefusal(answer)) held(answer)
        else {
          set({ chat: answer.chat, isOnline: true, ...(answer.chat?.id !== state.putAway && { putAway: undefined }) })
          if (answer.chat && !answer.chat.isClosed) connect().watch(answer.chat.id)
          receive()
        }
      }
    })().finally(() => {
      looking = undefined
    })
    return looking
  }

  const connect = (): Live => {
    live ??= openLive(session?.token ?? '', {
      changed: () => void look(),
      connected(isConnected) {
        if (isConnected) outbox?.flush()
        else {
          set({ writing: undefined })
          // Only the socket may be lost: an ordinary look tells.
          look()
        }
      },
      typing(chatId, name, isTyping) {
        if (chatId !== state.chat?.id) return
        clearTimeout(writingTimer)
        if (isTyping) writingTimer = setTimeout(() => set({ writing: undefined }), typingMilliseconds)
        set({ writing: isTyping ? name : undefined })
      },
    })
    return live
  }

  /** Says to the shop what is on the screen, or to the page how much waits for it. */
  const receive = () => {
    const { chat } = state
    const unseen = chat?.messages.filter((one) => one.from === 'shop' && one.state !== 'seen').length ?? 0
    const isShown = state.isOpen && document.visibilityState === 'visible' && chat?.id !== state.putAway
    if (isShown && chat && session && unseen > 0) markSeen(session.token, chat.id)
    tellLoader({ warmline: 'unread', count: isShown ? 0 : unseen })
  }

  /** The server has it: it takes its place in the chat, or shows that there is a new one. */
  const placed = (chatId: string, message: SentMessage) => {
    const { chat } = state
    set({ isOnline: true, putAway: undefined })
    if (chat?.id !== chatId) return void look()
    if (!chat.messages.some((one) => one.id === message.id)) set({ chat: { ...chat, messages: [...chat.messages, message] } })
  }

  const tryAgain = () => {
    if (identity && !session) enter()
    else if (!identity && state.who === 'asking') tellLoader({ warmline: 'identify' })
    else look().then(() => outbox?.flush())
  }
  addEventListener('online', tryAgain)
  addEventListener('offline', () => set({ isOnline: false }))
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible' && state.isOpen) tryAgain()
  })
  // Where no socket gets through (some office networks), a chat on the screen is looked at every few seconds.
  setInterval(() => {
    if (state.isOpen && document.visibilityState === 'visible' && !live?.isConnected()) tryAgain()
  }, pollMilliseconds)
  loadSettings()

  return {
    state: () => state,
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    identify(token, signInUrl) {
      set({ signInUrl: /^https?:\/\//.test(signInUrl ?? '') ? signInUrl : undefined })
      if (token === undefined) return
      if (token && session && identity && subjectOf(token) === subjectOf(identity)) {
        identity = token
        return
      }
      leave()
      if (token === null) forgetSession()
      identity = token ?? undefined
      set({ ...empty, who: token === null ? 'nobody' : 'asking' })
      enter()
    },
    shown(isOpen) {
      set({ isOpen })
      receive()
      if (isOpen && session) {
        connect()
        look()
      }
    },
    write(text) {
      const isFresh = !state.chat || state.chat.isClosed
      outbox?.add(text, isFresh ? null : (state.chat?.id ?? null))
    },
    retry: (id) => outbox?.retry(id),
    discard: (id) => outbox?.discard(id),
    typing(isTyping) {
      if (state.chat && !state.chat.isClosed) live?.typing(state.chat.id, isTyping)
    },
    async file(id) {
      if (!session) return undefined
      const { token } = session
      const known = fileUrls.get(id) ?? (await fileUrl(token, id))
      if (known) fileUrls.set(id, known)
      return known
    },
    async end() {
      if (!state.chat || !session) return false
      const answer = await endChat(session.token, state.chat.id)
      await look()
      return !isRefusal(answer)
    },
    beginNew: () => set({ putAway: state.chat?.id }),
  }
}
