/** What each background job does, and which of them a clock starts. */
import { tellBroken } from './channels/broken.ts'
import { sendLetter } from './channels/email/ownLetter.ts'
import { channels } from './channels/list.ts'
import { sayOutside } from './channels/say.ts'
import { watchConnections } from './channels/watch.ts'
import { chatArrived, chatWaits } from './hub/chatArrived.ts'
import { chatsQuiet } from './hub/chatsQuiet.ts'
import { followUp } from './hub/followUp.ts'
import { inTransaction } from './platform/db.ts'
import type { Platform } from './platform/platform.ts'
import type { JobTasks, Schedule } from './platform/worker.ts'
import { push } from './team/push.ts'
import { tell } from './team/tell.ts'
import { arrived } from './tickets/arrived.ts'
import { fetchFile } from './tickets/awaitedFiles.ts'
import { workBulk } from './tickets/bulkWork.ts'
import { deliver } from './tickets/deliver.ts'
import { askProfile } from './tickets/profile.ts'
import { release } from './tickets/release.ts'
import { retain } from './tickets/retain.ts'
import { wake } from './tickets/snooze.ts'
import { applyLater, takeIn } from './tickets/takeIn.ts'
import { tellRead } from './tickets/tellRead.ts'
import { drainUnassigned } from './triage/drain.ts'
import { learnSpam } from './triage/shopSpam.ts'
import { triage } from './triage/triage.ts'

/** Every task of the worker, by the name of its job. */
export const tasksOf = (platform: Platform): JobTasks => ({
  incoming: ({ payloadId }, { attempt }) => takeIn(platform, payloadId, attempt),
  triage: (payload, { signal }) => triage(platform, payload, { signal }),
  learnSpam: ({ ticketId }) => learnSpam(platform.db, ticketId),
  deliver: ({ messageId }, { attempt, maxAttempts }) => deliver(platform, messageId, attempt >= maxAttempts),
  profile: (payload) => askProfile(platform, payload),
  tellRead: (payload) => tellRead(platform, payload),
  facts: ({ payloadId }, { attempt, maxAttempts }) => applyLater(platform, payloadId, attempt >= maxAttempts),
  fetchFile: ({ awaitedFileId }, { attempt, maxAttempts }) => fetchFile(platform, awaitedFileId, attempt >= maxAttempts),
  say: (payload, { attempt }) => sayOutside(platform, payload, attempt > 1),
  arrived: (payload) => arrived(platform, payload),
  chatArrived: (payload) => chatArrived(platform, payload),
  chatWaits: (payload) => chatWaits(platform, payload),
  chatsQuiet: () => chatsQuiet(platform),
  followUp: ({ ticketId }) => followUp(platform, ticketId),
  release: ({ heldReplyId }) => release(platform.db, heldReplyId),
  mail: async (letter) => {
    await sendLetter(platform, letter)
  },
  tell: ({ agentId }) => tell(platform, agentId),
  push: (payload) => push(platform, payload),
  drain: async () => {
    await drainUnassigned(platform)
  },
  bulk: ({ runId }, { signal }) => workBulk(platform.db, runId, signal),
  health: () => watchConnections(platform),
  broken: ({ connectionId, words }) => tellBroken(platform, connectionId, words),
  reconcile: async () => {
    for (const channel of channels) await channel.reconcile?.(platform)
  },
  retain: () => retain(platform),
  wake: async () => {
    await inTransaction(platform.db, wake)
  },
})

/** The jobs that a clock starts, in UTC. */
export const schedules: Schedule[] = [
  { task: 'wake', match: '* * * * *' },
  { task: 'chatsQuiet', match: '* * * * *' },
  { task: 'drain', match: '* * * * *' },
  { task: 'health', match: '7 * * * *' },
  { task: 'reconcile', match: '23 * * * *' },
  { task: 'retain', match: '40 2 * * *' },
]
