/**
 * Turning two-factor on or off, or changing the password, puts another session in place of the present one. What was asked
 * meanwhile with the old cookie is refused, although nobody has signed out: it is asked once more with the new one.
 */

const lock = 'warmline.session'
let turning: Promise<unknown> = Promise.resolve()

/** The browser's locks, which count in every tab; there are none on an address without https. */
const locks = (): LockManager | undefined => navigator.locks

/** Does what may put another session in place of this one. */
export function turnSession<T>(does: () => Promise<T>): Promise<T> {
  const turn: Promise<T> = locks()?.request(lock, does) ?? does()
  turning = turn.catch(() => undefined)
  return turn
}

/** Waits until no session is being replaced, in this tab or another. */
async function turned(): Promise<void> {
  await turning
  await locks()?.request(lock, { mode: 'shared' }, () => undefined)
}

/** Fetches. What is refused because nobody is signed in has done nothing, so it may be asked a second time. */
export async function fetchSignedIn(request: Request, init: RequestInit): Promise<Response> {
  const again = request.clone()
  const answer = await fetch(request, init)
  if (answer.status !== 401) return answer
  await turned()
  return fetch(again, init)
}
