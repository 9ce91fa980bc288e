/** The team room's part of the API: contract, permission, call. */
import { agentOf, os } from '../rpc.ts'
import { changeAgent, changeMe, getMe, listAgents } from './agents.ts'
import { createApiKey, listApiKeys, revokeApiKey } from './apiKeys.ts'
import { createOwner, readStart } from './firstRun.ts'
import { acceptInvitation, getInvitation, invite, listInvitations, revokeInvitation } from './invitations.ts'
import { changeTeam, createTeam, listTeams, removeTeam } from './teams.ts'

export const teamRoutes = {
  start: {
    state: os.start.state.handler(({ context }) => readStart(context.platform)),
    owner: os.start.owner.handler(({ context, input }) => createOwner(context.platform, context.auth, input)),
  },
  me: {
    get: os.me.get.handler(({ context }) => getMe(context.platform.db, agentOf(context).agentId)),
    change: os.me.change.handler(({ context, input }) => changeMe(context.platform, context.auth, agentOf(context).agentId, input)),
  },
  agents: {
    list: os.agents.list.handler(async ({ context }) => ({ agents: await listAgents(context.platform.db) })),
    change: os.agents.change.handler(({ context, input }) => changeAgent(context.platform, context.auth, agentOf(context), input)),
  },
  teams: {
    list: os.teams.list.handler(async ({ context }) => ({ teams: await listTeams(context.platform.db) })),
    create: os.teams.create.handler(({ context, input }) => createTeam(context.platform.db, input)),
    change: os.teams.change.handler(({ context, input }) => changeTeam(context.platform.db, input)),
    remove: os.teams.remove.handler(({ context, input }) => removeTeam(context.platform.db, input.id)),
  },
  invitations: {
    list: os.invitations.list.handler(async ({ context }) => ({ invitations: await listInvitations(context.platform.db) })),
    create: os.invitations.create.handler(({ context, input }) => invite(context.platform, agentOf(context), input)),
    revoke: os.invitations.revoke.handler(({ context, input }) => revokeInvitation(context.platform.db, input.id)),
    find: os.invitations.find.handler(({ context, input }) => getInvitation(context.platform.db, input.token)),
    accept: os.invitations.accept.handler(({ context, input }) => acceptInvitation(context.platform, context.auth, input)),
  },
  apiKeys: {
    list: os.apiKeys.list.handler(async ({ context }) => ({ apiKeys: await listApiKeys(context.platform.db) })),
    create: os.apiKeys.create.handler(({ context, input }) => createApiKey(context.auth, agentOf(context), input.name)),
    revoke: os.apiKeys.revoke.handler(({ context, input }) => revokeApiKey(context.auth, input.id)),
  },
}
