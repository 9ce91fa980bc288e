/** Who is here: told by the shop's token, or begun by an email address; and what happens when it is somebody else. */
import { isRefusal, type Refusal, type Session } from './api.ts'
import { keepBeginning, nothingYet } from './beginning.ts'
import { tellLoader } from './bridge.ts'
import { forgetDraft } from './draft.ts'
import { beginVisit, forgetSession, forgetShopper, keptVisit, openSession, subjectOf } from './session.ts'
import { nobodyYet } from './state.ts'
import type { Store } from './store.ts'

export interface Shopper {
  session(): Session | undefined
  /** What the shop says of who is here; undefined: it could not be asked. */
  identify(token: string | null | undefined, signInUrl: string | undefined): void
  /** Begins by an email address; answers why not, undefined when it has begun. */
  visit(email: string, name: string): Promise<{ status: number } | undefined>
  /** A visitor comes back to the tab in which they began; where the shop takes no visitors any more, they do not. */
  returnVisitor(): void
  /** Tries again what could not be done on a lost connection. False: there is nothing to try, somebody is here. */
  tryAgain(): boolean
  /** The server refused something to this session; what comes back to one that has ended meanwhile says nothing of the next. */
  held(refusal: Refusal, to: Session): void
}

interface Wires {
  came(session: Session): Promise<void>
  /** Nothing of one shopper is ever shown to the next. */
  left(): void
}

/** Starts with nobody and waits to be told. */
export function openShopper({ state, set }: Store, { came, left }: Wires): Shopper {
  let identity: string | undefined
  let session: Session | undefined
  let isSigningIn = false
  let hasAskedAgain = false
  const begin = (beginning = nothingYet) => set({ beginning: keepBeginning(beginning) })

  const leave = () => {
    left()
    if (session) begin()
    session = undefined
  }

  const welcome = async (answer: Session, isVisitor: boolean) => {
    session = answer
    const { id, name } = answer.shopper
    const { shopperId } = state().beginning
    begin({ ...(shopperId && shopperId !== id ? nothingYet : state().beginning), shopperId: id })
    set({ who: 'shopper', isVisitor, shopperName: name })
    await came(answer)
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

  const notIn = (refusal: Refusal) => {
    if (refusal.status === 401) return refused()
    set({ isOnline: refusal.status !== 0 })
    setTimeout(enter, (refusal.data?.retryAfterSeconds ?? 5) * 1000)
  }

  /** The session or the token is of no use any more: once we ask the shop for a fresh one. */
  const refused = () => {
    const { isVisitor } = state()
    forgetSession()
    leave()
    identity = undefined
    if (isVisitor) return set({ ...nobodyYet, who: 'nobody' })
    if (hasAskedAgain) return set({ ...nobodyYet, who: 'refused' })
    hasAskedAgain = true
    set({ ...nobodyYet })
    tellLoader({ warmline: 'identify' })
  }

  const shopper: Shopper = {
    session: () => session,
    identify(token, signInUrl) {
      set({ signInUrl: /^https?:\/\//.test(signInUrl ?? '') ? signInUrl : undefined })
      if (token === undefined) return
      if (token === null && session && state().isVisitor) return
      if (token && session && identity && subjectOf(token) === subjectOf(identity)) {
        identity = token
        return
      }
      if (session) forgetDraft(session.shopper.id)
      leave()
      if (token === null) {
        forgetShopper()
        if (state().beginning.shopperId && !keptVisit()) begin()
      }
      identity = token ?? undefined
      set({ ...nobodyYet, who: token === null ? 'nobody' : 'asking' })
      shopper.returnVisitor()
      enter()
    },
    async visit(email, name) {
      const answer = await beginVisit(email, name)
      if (isRefusal(answer)) return { status: answer.status }
      await welcome(answer, true)
      return undefined
    },
    returnVisitor() {
      const { who, settings } = state()
      if (who !== 'nobody' || session || settings?.loginStatus !== 'visitors') return
      const kept = keptVisit()
      if (kept) welcome(kept, true)
    },
    tryAgain() {
      if (session || state().who === 'nobody') return false
      if (identity) enter()
      else if (state().who === 'asking') tellLoader({ warmline: 'identify' })
      return true
    },
    held(refusal, to) {
      if (to !== session) return
      if (refusal.status === 401) refused()
      else if (refusal.status === 0) set({ isOnline: false })
    },
  }
  return shopper
}
