/** The chat as the shop has it: looked at again at every hint, seen when it is on the screen, announced when it is not. */
import { isRefusal, markSeen, readChat, type SentMessage } from './api.ts'
import { keepBeginning } from './beginning.ts'
import { tellLoader } from './bridge.ts'
import { type Live, openLive } from './live.ts'
import { ring } from './ring.ts'
import type { Shopper } from './shopper.ts'
import { tabOf } from './state.ts'
import type { Store } from './store.ts'

const typingMilliseconds = 6000

export interface Talk {
  /** Looks at the chat as it is now; asked again meanwhile, it looks once more after. */
  look(): Promise<void>
  /** Hears of changes from now on. */
  connect(): Live
  isConnected(): boolean
  /** Among so many milliseconds everybody's next attempts are spread, so that they do not come all at once. */
  spread(): number
  /** Says to the shop what is on the screen, or to the page how much waits for it. */
  receive(): void
  /** The server has a message of ours: it takes its place in the chat, or shows that there is a new one. */
  placed(chatId: string, message: SentMessage): Promise<void>
  typing(isTyping: boolean): void
  close(): void
}

/** Follows the chat of whoever is here; `connected`: what waits can be sent. */
export function openTalk({ state, set }: Store, shopper: Shopper, connected: () => void): Talk {
  let live: Live | undefined
  let looking: Promise<void> | undefined
  let isLookWanted = false
  let writingTimer: ReturnType<typeof setTimeout> | undefined
  /** The newest message of the shop's that this tab knows of: another one is news. */
  let newest: { id: string | undefined } | undefined

  const lookNow = async () => {
    for (let session = shopper.session(); isLookWanted && session; session = shopper.session()) {
      isLookWanted = false
      const answer = await readChat(session.token)
      if (session !== shopper.session()) {
        isLookWanted = true
        continue
      }
      if (isRefusal(answer)) shopper.held(answer, session)
      else {
        set({ chat: answer.chat, isOnline: true, ...(answer.chat?.id !== state().putAway && { putAway: undefined }) })
        if (answer.chat && !answer.chat.isClosed) talk.connect().watch(answer.chat.id)
        talk.receive()
      }
    }
  }

  const announce = (isShown: boolean) => {
    const { chat } = state()
    const last = chat?.messages.findLast(({ from }) => from === 'shop')
    const isNews = newest !== undefined && last !== undefined && last.id !== newest.id && last.state !== 'seen'
    newest = { id: last?.id }
    if (isNews && !isShown) ring(last.id)
  }

  const talk: Talk = {
    look() {
      isLookWanted = true
      looking ??= lookNow().finally(() => {
        looking = undefined
      })
      return looking
    },
    connect() {
      live ??= openLive(shopper.session()?.token ?? '', {
        changed: () => void talk.look(),
        connected(isConnected) {
          if (isConnected) return connected()
          set({ writing: undefined })
          // Only the socket may be lost: an ordinary look tells.
          setTimeout(talk.look, Math.random() * talk.spread())
        },
        typing(chatId, name, isTyping) {
          if (chatId !== state().chat?.id) return
          clearTimeout(writingTimer)
          if (isTyping) writingTimer = setTimeout(() => set({ writing: undefined }), typingMilliseconds)
          set({ writing: isTyping ? name : undefined })
        },
      })
      return live
    },
    isConnected: () => live?.isConnected() === true,
    spread: () => live?.spread() ?? 0,
    receive() {
      const { chat, isOpen, putAway } = state()
      const session = shopper.session()
      const unseen = chat?.messages.filter((one) => one.from === 'shop' && one.state !== 'seen').length ?? 0
      const isShown = isOpen && document.visibilityState === 'visible' && chat?.id !== putAway && tabOf(state()) === 'chat'
      if (isShown && chat && session && unseen > 0) markSeen(session.token, chat.id)
      tellLoader({ warmline: 'unread', count: isShown ? 0 : unseen })
      if (chat !== undefined) announce(isShown)
    },
    async placed(chatId, message) {
      const { chat, beginning } = state()
      set({ isOnline: true, isSlowed: false })
      if (chat?.id !== chatId) {
        if (beginning.chatId !== chatId) tellLoader({ warmline: 'event', name: 'chatstart' })
        set({ beginning: keepBeginning({ ...beginning, chatId }) })
        // The chat before it stays away until this one is there.
        await talk.look()
      } else if (!chat.messages.some((one) => one.id === message.id)) set({ chat: { ...chat, messages: [...chat.messages, message] } })
      set({ putAway: undefined })
    },
    typing(isTyping) {
      const { chat } = state()
      if (chat && !chat.isClosed) live?.typing(chat.id, isTyping)
    },
    close() {
      live?.close()
      clearTimeout(writingTimer)
      live = newest = undefined
    },
  }
  return talk
}
