import type { Agent } from '../api.ts'
import { may } from '../session.ts'

/** Every settings page, in their order. */
export const allPages = [
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
  'views',
  'rules',
  'blocked',
  'model',
  'keys',
  'audit',
] as const
export type Page = (typeof allPages)[number]

const forAdmins: readonly Page[] = ['shop', 'email', 'hub', 'model', 'keys', 'audit']

/** The settings pages an agent can use: the shop itself, the model and API keys are for those who administrate. */
export const pagesFor = (agent: Agent): Page[] => allPages.filter((page) => may(agent, 'administrate') || !forAdmins.includes(page))
