import type { Agent } from '../api.ts'
import { may } from '../session.ts'

const pages = ['profile', 'team', 'teams', 'tags', 'rules', 'model', 'keys'] as const
export type Page = (typeof pages)[number]

/** The settings pages an agent can use: people, the model and API keys are for those who administrate. */
export const pagesFor = (agent: Agent): Page[] =>
  pages.filter((page) => may(agent, 'administrate') || (page !== 'model' && page !== 'keys'))
