/** The demo shop's team. Everyone has the same password, which the welcome page shows. */
import type { Role } from '../../../shared/words.ts'

export const demoPassword = 'nordvik-demo'

export interface DemoAgent {
  key: string
  name: string
  role: Role
  language: 'en' | 'nl' | 'es' | 'sv'
  availability: 'online' | 'away'
  teams: ('Front desk' | 'Seniors' | 'VIP')[]
}

export const demoAgents: DemoAgent[] = [
  { key: 'maja', name: 'Maja Lindqvist', role: 'owner', language: 'en', availability: 'online', teams: ['Front desk', 'Seniors', 'VIP'] },
  { key: 'sanne', name: 'Sanne de Wit', role: 'manager', language: 'nl', availability: 'online', teams: ['Front desk', 'Seniors'] },
  { key: 'diego', name: 'Diego Salas', role: 'agent', language: 'es', availability: 'online', teams: ['Front desk'] },
  { key: 'elin', name: 'Elin Berg', role: 'agent', language: 'sv', availability: 'away', teams: ['Front desk', 'VIP'] },
  { key: 'tom', name: 'Tom Okafor', role: 'agent', language: 'en', availability: 'online', teams: ['Front desk'] },
  { key: 'ingrid', name: 'Ingrid Voss', role: 'admin', language: 'en', availability: 'away', teams: ['Seniors'] },
]
export const demoTeams = ['Front desk', 'Seniors', 'VIP'] as const

/** The agent's address. */
export const addressOf = (key: string): string => `${key}@nordvik.example`
