/** The hub as shoppers' browsers ask it, without a browser. */
import { randomUUID } from 'node:crypto'
import { call } from '@orpc/server'
import { signIdentity } from '../server/hub/identity.ts'
import { hubRoutes } from '../server/hub/procedures.ts'
import { hubSecret } from '../server/hub/secret.ts'
import { findShopper } from '../server/hub/sessions.ts'
import type { CallContext, Caller } from '../server/rpc.ts'
import { openAuth } from '../server/team/auth.ts'
import { openTestPlatform } from './platform.ts'

export type TestHub = Awaited<ReturnType<typeof openTestHub>>

/** Opens a platform, and a way for shoppers to be signed in and to write. */
export async function openTestHub() {
  const { platform, close } = await openTestPlatform()
  const auth = openAuth(platform)
  const contextOf = (caller?: Caller, ip = '203.0.113.9'): { context: CallContext } => ({ context: { platform, auth, caller, ip } })
  /** Whose session this is. */
  const callerOf = async (token: string) => {
    const caller = await findShopper(platform.db, token)
    if (!caller) throw new Error('the session is of no use')
    return caller
  }
  return {
    platform,
    close,
    contextOf,
    callerOf,
    /** Somebody whom the shop has signed in. */
    async shopper(sub: string = randomUUID(), email?: string) {
      const identity = await signIdentity({ sub, name: 'Ana', ...(email && { email }) }, await hubSecret(platform))
      return callerOf((await call(hubRoutes.signIn, { identity }, contextOf())).token)
    },
    write: (caller: Caller, more: object = {}) => call(hubRoutes.write, { id: randomUUID(), text: 'Hello?', ...more }, contextOf(caller)),
  }
}
