/** The whole HTTP app over a test platform, asked without a network, and people who sign in to it. */
import Fastify, { type FastifyInstance } from 'fastify'
import { mount } from '../server/app.ts'
import { openMetrics } from '../server/platform/metrics.ts'
import { openAuth } from '../server/team/auth.ts'
import type { Role } from '../shared/words.ts'
import { makeSignIn } from './agents.ts'
import { openTestPlatform } from './platform.ts'

export interface TestApp {
  world: Awaited<ReturnType<typeof openTestPlatform>>
  app: FastifyInstance
  /** Adds somebody to the team; answers their id and the cookie of their session. */
  signIn(name: string, role: Role): Promise<{ id: string; cookie: string }>
  close(): Promise<void>
}

export async function openTestApp(): Promise<TestApp> {
  const world = await openTestPlatform()
  const { platform } = world
  const auth = openAuth(platform)
  const app = Fastify()
  await mount(
    app,
    platform,
    auth,
    openMetrics(platform.pool, () => platform.live),
  )
  return {
    world,
    app,
    async signIn(name, role) {
      const who = { email: `${name.toLowerCase()}@shop.example`, password: 'correct horse battery' }
      const id = await makeSignIn(platform.db, auth, { name, role, ...who })
      const answer = await app.inject({
        method: 'POST',
        url: '/api/auth/sign-in/email',
        payload: who,
        headers: { origin: platform.publicUrl },
      })
      return { id, cookie: answer.cookies.map((one) => `${one.name}=${encodeURIComponent(one.value)}`).join('; ') }
    },
    async close() {
      await app.close()
      await world.close()
    },
  }
}
