import type { Agent } from '../api.ts'
import { may } from '../session.ts'

const pages = [
  'profile',
  'notifications',
  'shop',
  'email',
  'hub',
  'team',
  'teams',
  'tags',
  'macros',
  'rules',
  'blocked',
  'model',
  'keys',
] as const
export type Page = (typeof pages)[number]

const forAdmins: readonly Page[] = ['shop', 'email', 'hub', 'model', 'keys']

/** The settings pages an agent can use: the shop itself, the model and API keys are for those who administrate. */
export const pagesFor = (agent: Agent): Page[] => pages.filter((page) => may(agent, 'administrate') || !forAdmins.includes(page))
