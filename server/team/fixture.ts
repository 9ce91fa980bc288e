/** What the team room's tests share: an installation with sign-in over HTTP, and a browser that keeps its cookies. */
import { createRouterClient } from '@orpc/server'
import Fastify from 'fastify'
import type { Role } from '../../shared/words.ts'
import { makeSignIn } from '../../test/agents.ts'
import { openTestPlatform } from '../../test/platform.ts'
import type { Platform } from '../platform/platform.ts'
import { openAuth } from './auth.ts'
import { findCaller } from './caller.ts'
import { teamRoutes } from './procedures.ts'
import { mountAuth } from './routes.ts'

export const password = 'correct horse battery'

/** Opens an installation of its own; `publicUrl` as people reach it. */
export async function openTeam({ publicUrl = 'http://127.0.0.1:3000' } = {}) {
  const { platform: opened, close } = await openTestPlatform()
  const disconnected: string[] = []
  const platform: Platform = { ...opened, publicUrl, live: { ...opened.live, disconnectAgent: (id) => void disconnected.push(id) } }
  // The clock of the limits stands still unless a test moves it: a slow machine changes no result.
  let now = Date.now()
  const auth = openAuth(platform, () => now)
  const app = Fastify({ trustProxy: true })
  mountAuth(app, auth)
  await app.ready()

  let count = 0
  const addAgent = async (role: Role = 'agent') => {
    const email = `${role}${++count}@shop.example`
    const id = await makeSignIn(platform.db, auth, { name: `${role} ${count}`, email, password, role })
    return { id, email, role }
  }

  /** Everything an agent may call, as that agent; or as nobody. */
  const as = (agent?: { id: string; email: string; role: Role }) =>
    createRouterClient(teamRoutes, {
      context: {
        platform,
        auth,
        ip: '203.0.113.7',
        caller: agent && {
          kind: 'agent',
          agentId: agent.id,
          name: agent.email,
          role: agent.role,
          email: agent.email,
          language: 'en',
          by: 'session',
        },
      },
    })

  /** The queued mails to an address, oldest first. */
  const mailsTo = async (address: string): Promise<{ subject: string; text: string }[]> => {
    const { rows } = await platform.pool.query(
      `select payload from graphile_worker._private_jobs as jobs join graphile_worker._private_tasks as tasks on tasks.id = jobs.task_id
       where tasks.identifier = 'mail' and payload ->> 'to' = $1 order by jobs.id`,
      [address],
    )
    return rows.map((row) => row.payload)
  }

  /** A browser at an address of its own. */
  const openBrowser = (address = '203.0.113.7') => {
    const cookies = new Map<string, string>()
    const cookie = () => [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const send = async (method: 'GET' | 'POST', path: string, body?: object, headers: Record<string, string> = {}) => {
      const answer = await app.inject({
        method,
        url: `/api/auth${path}`,
        headers: {
          'x-forwarded-for': address,
          origin: new URL(publicUrl).origin,
          ...(cookies.size > 0 && { cookie: cookie() }),
          ...headers,
        },
        ...(body && { payload: body }),
      })
      for (const { name, value, maxAge } of answer.cookies) {
        if (maxAge === 0) cookies.delete(name)
        else cookies.set(name, encodeURIComponent(value))
      }
      return answer
    }
    return {
      cookie,
      cookies,
      get: (path: string) => send('GET', path),
      post: (path: string, body: object = {}, headers: Record<string, string> = {}) => send('POST', path, body, headers),
      signIn: (email: string, tried = password) => send('POST', '/sign-in/email', { email, password: tried }),
      caller: (method = 'GET', headers: Record<string, string> = {}) =>
        findCaller(auth, { method, headers: { cookie: cookie(), ...headers } }),
    }
  }

  return {
    platform,
    auth,
    app,
    addAgent,
    wait: (seconds: number) => {
      now += seconds * 1000
    },
    as,
    mailsTo,
    openBrowser,
    disconnected,
    async close() {
      await app.close()
      await close()
    },
  }
}
