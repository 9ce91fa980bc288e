import { type AnyProcedure, call, traverseContractProcedures } from '@orpc/server'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { contract } from '../../shared/contract.ts'
import { roles } from '../../shared/lists.ts'
import { openTeam } from './fixture.ts'
import { teamRoutes } from './procedures.ts'

let team: Awaited<ReturnType<typeof openTeam>>
beforeAll(async () => {
  team = await openTeam()
})
afterAll(() => team.close())

test('every procedure of the team refuses nobodies and the roles it does not name, before it reads what they sent', async () => {
  const seen: string[] = []
  const { start, me, agents, teams, invitations, apiKeys } = contract
  traverseContractProcedures({ router: { start, me, agents, teams, invitations, apiKeys }, path: [] }, ({ path }) => {
    seen.push(path.join('.'))
  })
  const implemented: { path: string; procedure: AnyProcedure }[] = Object.entries(teamRoutes).flatMap(([room, procedures]) =>
    Object.entries(procedures).map(([name, procedure]) => ({ path: `${room}.${name}`, procedure })),
  )
  expect(implemented.map(({ path }) => path).sort()).toEqual(seen.sort())

  const agent = await team.addAgent()
  for (const { path, procedure } of implemented) {
    const { who } = procedure['~orpc'].meta
    if (who.includes('public')) continue
    for (const role of [undefined, ...roles]) {
      if (role && who.includes(role)) continue
      const caller =
        role && ({ kind: 'agent', agentId: agent.id, name: '', role, email: agent.email, language: 'en', by: 'session' } as const)
      const answer = await call(
        procedure,
        { nonsense: true },
        {
          context: { platform: team.platform, auth: team.auth, ip: '203.0.113.7', caller },
        },
      ).then(
        () => 'let in',
        (error) => error.code,
      )
      expect(`${path} by ${role}: ${answer}`).toBe(`${path} by ${role}: ${role ? 'FORBIDDEN' : 'UNAUTHORIZED'}`)
    }
  }
})
