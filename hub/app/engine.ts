/** The hub's parts put together: who is here, their chat, what is on its way; the screen only draws it. */
import { endChat, isRefusal, leaveEmail, mailTranscript, notePage, rate, readFaqs, readOrders, type Session } from './api.ts'
import { readBeginning } from './beginning.ts'
import { isPreview, language, locale, tellLoader, timeZone } from './bridge.ts'
import { keepTrying } from './connection.ts'
import { keepDraft, readDraft } from './draft.ts'
import { openFiles } from './files.ts'
import { keep, readKept } from './kept.ts'
import { openLead } from './lead.ts'
import { type Outbox, openOutbox } from './outbox.ts'
import { openSettings } from './settings.ts'
import { openShopper } from './shopper.ts'
import { type Engine, hasOpenChat, nobodyYet, type State } from './state.ts'
import { openStore } from './store.ts'
import { openTalk } from './talk.ts'
import { openUploads, type Uploads } from './uploads.ts'

const tabKey = 'warmline:tab'

/** Starts with nobody and waits to be told who is here. */
export function openEngine(): Engine {
  const store = openStore({
    ...nobodyYet,
    settings: undefined,
    signInUrl: undefined,
    isOnline: true,
    isOpen: false,
    tab: readKept<State['tab']>('sessionStorage', tabKey),
    beginning: readBeginning(),
  })
  const { state, set } = store
  let outbox: Outbox | undefined
  let uploads: Uploads | undefined
  let place: { url: string; title: string } | undefined

  const came = async (session: Session) => {
    const { token, shopper: who } = session
    uploads = openUploads({
      token: () => shopper.session()?.token,
      progress: (file, share) => {
        const { [file]: _, ...others } = state().progress
        set({ progress: share === undefined ? others : { ...others, [file]: share } })
      },
    })
    const { send, lost, forget } = uploads
    outbox = openOutbox(who.id, {
      token: () => shopper.session()?.token,
      changed: () => set({ pending: outbox?.all() ?? [] }),
      upload: send,
      lost,
      gone: (files) => {
        for (const file of files) forget(file.id)
      },
      sent: talk.placed,
      // A chat that has begun there is heard of from here on, too.
      elsewhere: () => {
        if (!hasOpenChat(state())) talk.look()
      },
      held(refusal) {
        set({ isSlowed: refusal.status === 429 })
        shopper.held(refusal, session)
      },
    })
    set({ pending: outbox.all(), tray: readDraft(who.id).files })
    if (place) notePage(token, place)
    await talk.look()
    outbox?.flush()
  }
  const left = () => {
    talk.close()
    outbox?.close()
    uploads?.close()
    files.forget()
    outbox = uploads = undefined
    tellLoader({ warmline: 'unread', count: 0 })
  }
  const shopper = openShopper(store, { came, left })
  const talk = openTalk(store, shopper, () => outbox?.flush())
  const files = openFiles(shopper)
  const settings = openSettings(store, shopper.returnVisitor)

  const choose = (tab: State['tab']) => {
    keep('sessionStorage', tabKey, tab)
    set({ tab })
    talk.receive()
  }
  const setTray = (tray: State['tray']) => {
    const session = shopper.session()
    if (session) keepDraft(session.shopper.id, { files: tray })
    set({ tray })
  }
  /** Does something with the chat, and looks how it is then. */
  const ofChat = async (does: (token: string, chatId: string) => Promise<unknown>): Promise<boolean> => {
    const { chat } = state()
    const session = shopper.session()
    if (!chat || !session) return false
    const answer = await does(session.token, chat.id)
    await talk.look()
    return !isRefusal(answer)
  }

  keepTrying(store, talk, () => {
    if (!shopper.tryAgain()) talk.look().then(() => outbox?.flush())
  })
  if (!isPreview) settings.begin()

  return {
    state,
    subscribe: store.subscribe,
    identify: shopper.identify,
    visit: shopper.visit,
    choose,
    ...openLead(store, shopper, choose),
    page(page) {
      place = page
      const session = shopper.session()
      if (session) notePage(session.token, page)
    },
    preview(view) {
      set({ ...nobodyYet, who: 'shopper', chat: null, isOpen: true, settings: view })
    },
    shown(isOpen, tab) {
      set({ isOpen })
      if (tab === 'home' || tab === 'orders' || tab === 'chat') choose(tab)
      settings.renew()
      talk.receive()
      if (isOpen && shopper.session()) {
        talk.connect()
        talk.look()
      }
    },
    write(text) {
      const { chat, tray, beginning } = state()
      setTray([])
      if (chat && hasOpenChat(state())) return outbox?.add(text, chat.id, { timeZone }, tray)
      const { picks, order } = beginning
      const faqs = picks.map(({ id, at }) => ({ id, at }))
      outbox?.add(text, null, { faqs, ...(order && { orderId: order.id }), language: locale, timeZone }, tray)
    },
    draft() {
      const session = shopper.session()
      return session ? readDraft(session.shopper.id).text : ''
    },
    keepDraft(text) {
      const session = shopper.session()
      if (session) keepDraft(session.shopper.id, { text })
    },
    async attach(wished) {
      const before = uploads
      const { taken = [], problem } = (await uploads?.attach(wished, state().tray.length)) ?? {}
      // Somebody else may have come meanwhile.
      if (before === uploads && taken.length > 0) setTray([...state().tray, ...taken])
      return problem
    },
    detach(id) {
      setTray(state().tray.filter((one) => one.id !== id))
      uploads?.forget(id)
    },
    picture: async (id) => uploads?.preview(id),
    retry: (id) => outbox?.retry(id),
    discard: (id) => outbox?.discard(id),
    typing: talk.typing,
    file: files.address,
    async faqs(search) {
      if (isPreview) return undefined
      const answer = await readFaqs(language, search)
      return isRefusal(answer) ? undefined : answer
    },
    async orders() {
      const session = shopper.session()
      if (!session) return undefined
      const answer = await readOrders(session.token)
      if (!isRefusal(answer)) return answer.orders
      shopper.held(answer, session)
      return undefined
    },
    leaveEmail: (email) => ofChat((token, chatId) => leaveEmail(token, chatId, email)),
    rate: (isGood, words) => ofChat((token, chatId) => rate(token, chatId, isGood, words)),
    async transcript() {
      const { chat } = state()
      const session = shopper.session()
      if (!chat || !session) return undefined
      const answer = await mailTranscript(session.token, chat.id)
      return isRefusal(answer) ? undefined : answer.email
    },
    async end() {
      const hasEnded = await ofChat(endChat)
      if (hasEnded) tellLoader({ warmline: 'event', name: 'chatend' })
      return hasEnded
    },
  }
}
