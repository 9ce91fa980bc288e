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
  'hours',
  'tags',
  'macros',
  'rules',
  'blocked',
  'model',
  'keys',
  'audit',
] as const
export type Page = (typeof pages)[number]

const forAdmins: readonly Page[] = ['shop', 'email', 'hub', 'model', 'keys', 'audit']

/** The settings pages an agent can use: the shop itself, the model and API keys are for those who administrate. */
export const pagesFor = (agent: Agent): Page[] => pages.filter((page) => may(agent, 'administrate') || !forAdmins.includes(page))
