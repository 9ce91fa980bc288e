/** Everything the API offers, on one page. The server implements it, the desk and the hub call it, the OpenAPI document is printed from it. */
import type { ContractRouter } from '@orpc/contract'
import { audit } from './audit.ts'
import { blockedSenders } from './blocks.ts'
import { bulk } from './bulk.ts'
import { chats } from './chats.ts'
import { connections } from './connections.ts'
import { consents } from './consents.ts'
import { customers } from './customers.ts'
import { drafts } from './drafts.ts'
import { faqs } from './faqs.ts'
import { followers } from './follow.ts'
import { heldReplies } from './heldReplies.ts'
import { hours } from './hours.ts'
import { hub } from './hub.ts'
import { ledger } from './ledger.ts'
import { macros } from './macros.ts'
import { merges } from './merge.ts'
import { notifications, push } from './notifications.ts'
import { recipients } from './recipients.ts'
import { related } from './related.ts'
import { search } from './search.ts'
import { settings } from './settings.ts'
import { signatures } from './signatures.ts'
import { tagWork } from './tags.ts'
import { agents, apiKeys, invitations, me, start, teams } from './team.ts'
import { templates } from './templates.ts'
import { tickets } from './tickets.ts'
import { model, rules, tags } from './triage.ts'
import { views } from './views.ts'
import type { Meta } from './who.ts'

export const contract = {
  start,
  me,
  agents,
  teams,
  invitations,
  apiKeys,
  notifications,
  hours,
  audit,
  push,
  tickets,
  templates,
  followers,
  recipients,
  drafts,
  heldReplies,
  macros,
  signatures,
  search,
  merges,
  related,
  chats,
  faqs,
  blockedSenders,
  bulk,
  customers,
  consents,
  connections,
  ledger,
  views,
  tags: { ...tags, ...tagWork },
  rules,
  model,
  settings,
  hub,
} satisfies ContractRouter<Meta>
