/** A connected channel for tests: the platform with its webhooks on a free port, and the jobs that messages leave behind. */
import type { AddressInfo } from 'node:net'
import Fastify from 'fastify'
import { Logger, runOnce } from 'graphile-worker'
import { sql } from 'kysely'
import { tellBroken } from '../server/channels/broken.ts'
import { createConnection } from '../server/channels/connections.ts'
import { sayOutside } from '../server/channels/say.ts'
import { mountWebhooks } from '../server/channels/webhooks.ts'
import type { Jobs } from '../server/jobs.ts'
import type { Platform } from '../server/platform/platform.ts'
import { accept } from '../server/tickets/accept.ts'
import { sendOutgoingFile } from '../server/tickets/attachments.ts'
import { fetchFile } from '../server/tickets/awaitedFiles.ts'
import { deliver } from '../server/tickets/deliver.ts'
import { askProfile } from '../server/tickets/profile.ts'
import { applyLater, takeIn } from '../server/tickets/takeIn.ts'
import { tellRead } from '../server/tickets/tellRead.ts'
import type { Values } from '../shared/connections.ts'
import type { ChannelKey } from '../shared/words.ts'
import { openTestPlatform } from './platform.ts'

export interface ConnectedWorld {
  platform: Platform
  /** Connects an address whose vendor is at `apiUrl`; answers its id and where its webhook listens. */
  connect(channel: ChannelKey, values: Values, apiUrl: string): Promise<{ id: string; webhookUrl: string }>
  /** Runs what is due among the jobs of channels, until nothing is left; a failed one comes again by its own clock. */
  work(): Promise<void>
  /** Makes what waits for its time due now. */
  hurry(): Promise<void>
  close(): Promise<void>
}

const quiet = new Logger(() => () => undefined)

/** Opens it; to be closed in afterAll. */
export async function openConnectedWorld(): Promise<ConnectedWorld> {
  const { platform, close } = await openTestPlatform()
  const app = Fastify()
  await mountWebhooks(app, platform, accept)
  app.get('/files/out/:id', async (request, reply) => {
    const { until, proof } = request.query as { until: string; proof: string }
    return sendOutgoingFile(platform, { id: (request.params as { id: string }).id, until, proof }, reply)
  })
  await app.listen({ port: 0, host: '127.0.0.1' })
  const port = (app.server.address() as AddressInfo).port
  platform.publicUrl = `http://127.0.0.1:${port}`
  const task =
    <Name extends keyof Jobs>(run: (payload: Jobs[Name], attempt: number, isLast: boolean) => Promise<unknown>) =>
    async (payload: unknown, { job }: { job: { attempts: number; max_attempts: number } }) => {
      await run(payload as Jobs[Name], job.attempts, job.attempts >= job.max_attempts)
    }
  const taskList = {
    incoming: task<'incoming'>(({ payloadId }, attempt) => takeIn(platform, payloadId, attempt)),
    facts: task<'facts'>(({ payloadId }, _, isLast) => applyLater(platform, payloadId, isLast)),
    profile: task<'profile'>((payload) => askProfile(platform, payload)),
    tellRead: task<'tellRead'>((payload) => tellRead(platform, payload)),
    fetchFile: task<'fetchFile'>(({ awaitedFileId }, _, isLast) => fetchFile(platform, awaitedFileId, isLast)),
    deliver: task<'deliver'>(({ messageId }, _, isLast) => deliver(platform, messageId, isLast)),
    broken: task<'broken'>(({ connectionId, words }) => tellBroken(platform, connectionId, words)),
    say: task<'say'>((payload) => sayOutside(platform, payload)),
  }
  return {
    platform,
    async connect(channel, values, apiUrl) {
      const { id, webhookUrl } = await createConnection(platform, { channel, name: '', values })
      await sql`update connections set settings = settings || ${JSON.stringify({ apiUrl })}::jsonb where id = ${id}`.execute(platform.db)
      return { id, webhookUrl: webhookUrl ?? '' }
    },
    work: () => runOnce({ pgPool: platform.pool, taskList, noHandleSignals: true, logger: quiet }),
    async hurry() {
      await sql`update graphile_worker._private_jobs set run_at = now()`.execute(platform.db)
    },
    async close() {
      await app.close()
      await close()
    },
  }
}
