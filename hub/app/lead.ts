/** What leads to a chat: the FAQs that are picked, the order that it is about, and a new one after the last. */
import { pickFaq } from './api.ts'
import { type Beginning, keepBeginning, nothingYet, withPick } from './beginning.ts'
import { draftWith } from './draft.ts'
import type { Shopper } from './shopper.ts'
import { type Engine, hasOpenChat } from './state.ts'
import type { Store } from './store.ts'

/** The steps before a first message. */
export function openLead({ state, set }: Store, shopper: Shopper, choose: Engine['choose']) {
  const begin = (beginning: Beginning) => set({ beginning: keepBeginning(beginning) })
  /** What comes before a new chat; of the one that it became already there is nothing left to say. */
  const unlessBegun = (): Beginning => {
    const { beginning } = state()
    return beginning.chatId ? { ...nothingYet, shopperId: beginning.shopperId } : beginning
  }
  return {
    pick({ id, question, answer }) {
      begin(withPick(unlessBegun(), { id, question, answer, at: new Date().toISOString() }))
      pickFaq(id, null)
      choose('chat')
    },
    helped() {
      const { beginning } = state()
      const last = beginning.picks.at(-1)
      if (last) pickFaq(last.id, true)
      begin({ ...beginning, hasHelped: true })
    },
    go(step) {
      const { beginning } = state()
      const last = beginning.picks.at(-1)
      if (step === 'person' && beginning.step === 'answer' && last && !beginning.hasHelped) pickFaq(last.id, false)
      begin({ ...beginning, step })
    },
    helpWith({ id, number }) {
      const session = shopper.session()
      if (hasOpenChat(state()) && session) draftWith(session.shopper.id, `${number}: `)
      else {
        set({ putAway: state().chat?.id })
        begin({ ...unlessBegun(), step: 'person', order: { id, number } })
      }
      choose('chat')
    },
    beginNew() {
      set({ putAway: state().chat?.id })
      begin({ ...nothingYet, shopperId: shopper.session()?.shopper.id })
    },
  } satisfies Partial<Engine>
}
