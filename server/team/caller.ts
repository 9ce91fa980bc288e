/** Who asks: the agent behind a session cookie or an API key. */
import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import { Role, ScreenLanguage } from '../../shared/words.ts'
import type { Auth } from './auth.ts'
import { isOwnPageOrProgram } from './origins.ts'
import type { Found } from './remembered.ts'
import { apiKeyPrefix } from './tables.ts'

export interface AgentCaller {
  kind: 'agent'
  agentId: string
  name: string
  role: Role
  email: string
  language: ScreenLanguage
  by: 'session' | 'api-key'
}

export interface AskingRequest {
  method: string
  headers: Record<string, string | string[] | undefined>
}

const harmless = new Set(['GET', 'HEAD', 'OPTIONS'])

/**
 * Finds the agent who makes a request, or undefined. On a request that changes something, a cookie counts only from our
 * own pages and from programs: another page may make a browser send it along.
 */
export async function findCaller(auth: Auth, { method, headers }: AskingRequest): Promise<AgentCaller | undefined> {
  const { authorization, cookie } = headers
  if (typeof authorization === 'string' && /^bearer /i.test(authorization)) {
    const key = authorization.slice('Bearer '.length).trim()
    return key.startsWith(apiKeyPrefix) ? auth.remembered.get(key, () => findByApiKey(auth, key)) : undefined
  }
  const session = typeof cookie === 'string' ? cookieNamed(auth.sessionCookie, cookie) : undefined
  if (!session) return undefined
  if (!harmless.has(method) && !isOwnPageOrProgram(headers, auth.origins())) return undefined
  return auth.remembered.get(session, () => findBySession(auth, session))
}

/** `name=value` of a cookie, as it stands in the header. */
function cookieNamed(name: string, cookies: string): string | undefined {
  return cookies
    .split(';')
    .map((cookie) => cookie.trim())
    .find((cookie) => cookie.startsWith(`${name}=`))
}

async function findBySession(auth: Auth, cookie: string): Promise<Found<AgentCaller> | undefined> {
  const found = await auth.library.api.getSession({ headers: new Headers({ cookie }), query: { disableRefresh: true } })
  if (!found || found.user.deactivatedAt) return undefined
  const caller = callerFrom({ ...found.user, agentId: found.user.id }, 'session')
  return caller && { caller, expiresAt: found.session.expiresAt }
}

// One query instead of the library's verification, which writes on every call and takes a database that is down for a wrong key.
async function findByApiKey(auth: Auth, key: string): Promise<Found<AgentCaller> | undefined> {
  const hash = createHash('sha256').update(key).digest('base64url')
  const { rows } = await sql<{ agentId: string; name: string; role: string; email: string; language: string; expiresAt: Date | null }>`
    with used as (
      update api_keys set last_request = now()
      where key = ${hash} and (last_request is null or last_request < now() - interval '1 minute')
    )
    select agents.id as agent_id, agents.name, agents.role, agents.email, agents.language, api_keys.expires_at
    from api_keys join agents on agents.id = api_keys.agent_id
    where api_keys.key = ${hash} and api_keys.enabled and agents.deactivated_at is null
      and (api_keys.expires_at is null or api_keys.expires_at > now())`.execute(auth.db)
  const caller = rows[0] && callerFrom(rows[0], 'api-key')
  return caller && { caller, expiresAt: rows[0]?.expiresAt ?? undefined }
}

/** Nobody without one of our roles gets in. */
function callerFrom(
  agent: { agentId: string; name: string; role: string; email: string; language: string },
  by: AgentCaller['by'],
): AgentCaller | undefined {
  const role = Role.safeParse(agent.role)
  if (!role.success) return undefined
  const { agentId, name, email } = agent
  return { kind: 'agent', agentId, name, role: role.data, email, language: ScreenLanguage.catch('en').parse(agent.language), by }
}
