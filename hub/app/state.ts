/** What the hub knows, and what can be done with it. */
import type { HubTab } from '../../shared/hubSetup.ts'
import type { HubFaqs, SentChat, SentOrder, SentView } from './api.ts'
import type { Beginning } from './beginning.ts'
import type { Pending } from './outbox.ts'
import type { Attached, Problem, Progress } from './uploads.ts'

export interface State {
  /** Undefined: not known yet. */
  settings: SentView | undefined
  /** `asking` until the shop has said who is here; `refused`: what it said does not hold. */
  who: 'asking' | 'nobody' | 'refused' | 'shopper'
  /** Here by an email address alone. */
  isVisitor: boolean
  signInUrl: string | undefined
  shopperName: string
  isOnline: boolean
  isOpen: boolean
  /** Chosen by the shopper or the shop's page; undefined: whatever fits. */
  tab: HubTab | undefined
  /** Undefined: not looked yet. */
  chat: SentChat | null | undefined
  pending: Pending[]
  /** Who writes just now. */
  writing: string | undefined
  /** The ended chat that was put away to begin another. */
  putAway: string | undefined
  beginning: Beginning
  /** Pictures in the composer. */
  tray: Attached[]
  /** How far pictures are on their way, by id. */
  progress: Progress
  /** The server has asked us to write more slowly. */
  isSlowed: boolean
}

export const nobodyYet: Pick<
  State,
  'who' | 'isVisitor' | 'shopperName' | 'chat' | 'pending' | 'writing' | 'putAway' | 'tray' | 'progress' | 'isSlowed'
> = {
  who: 'asking',
  isVisitor: false,
  shopperName: '',
  chat: undefined,
  pending: [],
  writing: undefined,
  putAway: undefined,
  tray: [],
  progress: {},
  isSlowed: false,
}

/** Is there a chat that goes on? */
export const hasOpenChat = ({ chat }: State): boolean => chat !== null && chat !== undefined && !chat.isClosed

/** The tabs that this shopper sees: a chat that goes on keeps its own, whatever the settings say by now. */
export function tabsOf(state: State): HubTab[] {
  const { settings, who, isVisitor } = state
  if (!settings) return []
  const order: HubTab[] = ['home', 'orders', 'chat']
  return order.filter((tab) => {
    if (tab === 'chat' && hasOpenChat(state)) return true
    if (!settings.tabs.includes(tab)) return false
    if (tab === 'chat') return settings.loginStatus !== 'signed_in' || who === 'shopper'
    return tab === 'home' || !isVisitor
  })
}

/** The tab that is shown. */
export function tabOf(state: State): HubTab | undefined {
  const tabs = tabsOf(state)
  if (state.tab && tabs.includes(state.tab)) return state.tab
  return hasOpenChat(state) ? 'chat' : tabs[0]
}

export interface Engine {
  state(): State
  subscribe(listener: () => void): () => void
  identify(token: string | null | undefined, signInUrl: string | undefined): void
  shown(isOpen: boolean, tab: string | undefined): void
  /** The shopper is on this page of the shop. */
  page(page: { url: string; title: string }): void
  /** Shows the hub with this set-up, as a shopper would see it. */
  preview(view: SentView): void
  choose(tab: HubTab): void
  /** Sends this with the pictures in the composer. */
  write(text: string): void
  /** What stands in the composer when it opens. */
  draft(): string
  keepDraft(text: string): void
  /** Puts pictures into the composer; answers why not all of them. */
  attach(files: File[]): Promise<Problem | undefined>
  detach(id: string): void
  /** An address of a picture that is not with the server yet. */
  picture(id: string): Promise<string | undefined>
  retry(id: string): void
  discard(id: string): void
  typing(isTyping: boolean): void
  /** An address of a file in the chat. */
  file(id: string): Promise<string | undefined>
  /** Undefined: they cannot be had now. */
  faqs(search: string): Promise<HubFaqs | undefined>
  orders(): Promise<SentOrder[] | undefined>
  pick(faq: HubFaqs['faqs'][number]): void
  helped(): void
  /** On to the FAQs once more, or to a person. */
  go(step: Beginning['step']): void
  /** A chat about this order. */
  helpWith(order: Pick<SentOrder, 'id' | 'number'>): void
  /** Begins by an email address; answers why not, undefined when it has begun. */
  visit(email: string, name: string): Promise<{ status: number } | undefined>
  /** False: it could not be done. */
  leaveEmail(email: string): Promise<boolean>
  rate(isGood: boolean, words: string): Promise<boolean>
  /** The address to which it goes; undefined: it could not be sent. */
  transcript(): Promise<string | undefined>
  /** False: it could not be ended. */
  end(): Promise<boolean>
  beginNew(): void
}
