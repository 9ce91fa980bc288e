/** The hub's one piece of state and everything that moves it; the screen only draws it. */
import {
  endChat,
  fileUrl,
  isRefusal,
  leaveEmail,
  mailTranscript,
  markSeen,
  notePage,
  pickFaq,
  type Refusal,
  rate,
  readChat,
  readFaqs,
  readOrders,
  readSettings,
  type SentMessage,
  type Session,
} from './api.ts'
import { type Beginning, keepBeginning, nothingYet, readBeginning, withPick } from './beginning.ts'
import { isPreview, language, tellLoader } from './bridge.ts'
import { keep, readKept } from './kept.ts'
import { type Live, openLive } from './live.ts'
import { type Outbox, openOutbox } from './outbox.ts'
import { beginVisit, forgetSession, forgetShopper, keptVisit, openSession, subjectOf } from './session.ts'
import { type Engine, hasOpenChat, nobodyYet, type State, tabOf } from './state.ts'

const pollMilliseconds = 5000
const typingMilliseconds = 6000
const tabKey = 'warmline:tab'

/** Starts with nobody and waits to be told who is here. */
export function openEngine(): Engine {
  let state: State = {
    ...nobodyYet,
    settings: undefined,
    signInUrl: undefined,
    isOnline: true,
    isOpen: false,
    tab: readKept<State['tab']>('sessionStorage', tabKey),
    beginning: readBeginning(),
    draft: '',
  }
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
  let place: { url: string; title: string } | undefined

  const set = (change: Partial<State>) => {
    state = { ...state, ...change }
    for (const listener of listeners) listener()
  }

  const loadSettings = async () => {
    const settings = await readSettings(language)
    if (isRefusal(settings)) setTimeout(loadSettings, pollMilliseconds)
    else {
      set({ settings })
      returnVisitor()
    }
  }
  const begin = (beginning: Beginning) => set({ beginning: keepBeginning(beginning) })
  const choose = (tab: State['tab']) => {
    keep('sessionStorage', tabKey, tab)
    set({ tab })
    receive()
  }

  /** Forgets the shopper: nothing of one is ever shown to the next. */
  const leave = () => {
    live?.close()
    outbox?.close()
    for (const url of fileUrls.values()) URL.revokeObjectURL(url)
    fileUrls.clear()
    if (session) begin(nothingYet)
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
    hasAskedAgain = false
    await welcome(answer, false)
  }

  /** A visitor comes back to the tab in which they began; where the shop takes no visitors any more, they do not. */
  const returnVisitor = () => {
    if (state.who !== 'nobody' || session || state.settings?.loginStatus !== 'visitors') return
    const kept = keptVisit()
    if (kept) welcome(kept, true)
  }

  const welcome = async (answer: Session, isVisitor: boolean) => {
    session = answer
    const { shopperId } = state.beginning
    begin({ ...(shopperId && shopperId !== answer.shopper.id ? nothingYet : state.beginning), shopperId: answer.shopper.id })
    outbox = openOutbox(answer.shopper.id, {
      token: () => session?.token,
      changed: () => set({ pending: outbox?.all() ?? [] }),
      sent: placed,
      held,
    })
    set({ who: 'shopper', isVisitor, shopperName: answer.shopper.name, pending: outbox.all() })
    if (place) notePage(answer.token, place)
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
    const { isVisitor } = state
    forgetSession()
    leave()
    identity = undefined
    if (isVisitor) return set({ ...nobodyYet, who: 'nobody' })
    if (hasAskedAgain) return set({ ...nobodyYet, who: 'refused' })
    hasAskedAgain = true
    set({ ...nobodyYet })
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
    const isShown = state.isOpen && document.visibilityState === 'visible' && chat?.id !== state.putAway && tabOf(state) === 'chat'
    if (isShown && chat && session && unseen > 0) markSeen(session.token, chat.id)
    tellLoader({ warmline: 'unread', count: isShown ? 0 : unseen })
  }

  /** The server has it: it takes its place in the chat, or shows that there is a new one. */
  const placed = async (chatId: string, message: SentMessage) => {
    const { chat, beginning } = state
    set({ isOnline: true })
    if (chat?.id !== chatId) {
      if (beginning.chatId !== chatId) tellLoader({ warmline: 'event', name: 'chatstart' })
      begin({ ...beginning, chatId })
      // The chat before it stays away until this one is there.
      await look()
    } else if (!chat.messages.some((one) => one.id === message.id)) set({ chat: { ...chat, messages: [...chat.messages, message] } })
    set({ putAway: undefined })
  }

  /** What comes before a new chat; of the one that it became already there is nothing left to say. */
  const unlessBegun = (): Beginning => (state.beginning.chatId ? { ...nothingYet, shopperId: state.beginning.shopperId } : state.beginning)

  /** Does something with the chat, and looks how it is then. */
  const ofChat = async (does: (token: string, chatId: string) => Promise<unknown>): Promise<boolean> => {
    if (!state.chat || !session) return false
    const answer = await does(session.token, state.chat.id)
    await look()
    return !isRefusal(answer)
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
  if (!isPreview) loadSettings()

  return {
    state: () => state,
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    identify(token, signInUrl) {
      set({ signInUrl: /^https?:\/\//.test(signInUrl ?? '') ? signInUrl : undefined })
      if (token === undefined) return
      if (token === null && session && state.isVisitor) return
      if (token && session && identity && subjectOf(token) === subjectOf(identity)) {
        identity = token
        return
      }
      leave()
      if (token === null) {
        forgetShopper()
        if (state.beginning.shopperId && !keptVisit()) begin(nothingYet)
      }
      identity = token ?? undefined
      set({ ...nobodyYet, who: token === null ? 'nobody' : 'asking' })
      returnVisitor()
      enter()
    },
    page(page) {
      place = page
      if (session) notePage(session.token, page)
    },
    preview(view) {
      set({ ...nobodyYet, who: 'shopper', chat: null, isOpen: true, settings: view })
    },
    shown(isOpen, tab) {
      set({ isOpen })
      if (tab === 'home' || tab === 'orders' || tab === 'chat') choose(tab)
      receive()
      if (isOpen && session) {
        connect()
        look()
      }
    },
    choose,
    write(text) {
      if (state.chat && hasOpenChat(state)) return outbox?.add(text, state.chat.id)
      const { picks, order } = state.beginning
      outbox?.add(text, null, {
        faqs: picks.map(({ id, at }) => ({ id, at })),
        ...(order && { orderId: order.id }),
        language,
      })
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
    async faqs(search) {
      if (isPreview) return undefined
      const answer = await readFaqs(language, search)
      return isRefusal(answer) ? undefined : answer
    },
    async orders() {
      if (!session) return undefined
      const answer = await readOrders(session.token)
      if (!isRefusal(answer)) return answer.orders
      held(answer)
      return undefined
    },
    pick({ id, question, answer }) {
      begin(withPick(unlessBegun(), { id, question, answer, at: new Date().toISOString() }))
      pickFaq(id, null)
      choose('chat')
    },
    helped() {
      const last = state.beginning.picks.at(-1)
      if (last) pickFaq(last.id, true)
      begin({ ...state.beginning, hasHelped: true })
    },
    go(step) {
      const { beginning } = state
      const last = beginning.picks.at(-1)
      if (step === 'person' && beginning.step === 'answer' && last && !beginning.hasHelped) pickFaq(last.id, false)
      begin({ ...beginning, step })
    },
    helpWith({ id, number }) {
      if (hasOpenChat(state)) set({ draft: `${number}: ` })
      else {
        set({ putAway: state.chat?.id })
        begin({ ...unlessBegun(), step: 'person', order: { id, number } })
      }
      choose('chat')
    },
    async visit(email, name) {
      const answer = await beginVisit(email, name)
      if (isRefusal(answer)) return { status: answer.status }
      await welcome(answer, true)
      return undefined
    },
    leaveEmail: (email) => ofChat((token, chatId) => leaveEmail(token, chatId, email)),
    rate: (isGood, words) => ofChat((token, chatId) => rate(token, chatId, isGood, words)),
    async transcript() {
      if (!state.chat || !session) return undefined
      const answer = await mailTranscript(session.token, state.chat.id)
      return isRefusal(answer) ? undefined : answer.email
    },
    async end() {
      const hasEnded = await ofChat(endChat)
      if (hasEnded) tellLoader({ warmline: 'event', name: 'chatend' })
      return hasEnded
    },
    beginNew() {
      set({ putAway: state.chat?.id })
      begin({ ...nothingYet, shopperId: session?.shopper.id })
    },
  }
}
