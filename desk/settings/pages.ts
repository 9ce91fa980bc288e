import type { Agent } from '../api.ts'
import { may } from '../session.ts'
import { allPages, type Page } from './pageNames.ts'

const forAdmins: readonly Page[] = ['shop', 'channels', 'email', 'hub', 'model', 'keys', 'audit', 'ledger']

/** The settings pages an agent can use: the shop itself, the model and API keys are for those who administrate. */
export const pagesFor = (agent: Agent): Page[] => allPages.filter((page) => may(agent, 'administrate') || !forAdmins.includes(page))
