/**
 * The program in which the Warmlines of the stories run, one after the other: what they share is the code, loaded once. It does
 * what hosted.ts tells it, and ends with whoever began it.
 */
import { readConfig } from '../../server/platform/config.ts'
import { start, type Warmline } from '../../server/start.ts'
import type { Answer, Wish } from './hosted.ts'

let running: Warmline | undefined

async function stop(): Promise<void> {
  const stopping = running
  running = undefined
  await stopping?.stop()
}

async function act(wish: Wish): Promise<Answer> {
  await stop()
  if (!wish.environment) return {}
  running = await start(readConfig(wish.environment))
  return { url: running.platform.publicUrl, mailPort: running.platform.inboundPort }
}

const answer = (said: Answer) => process.send?.(said)
process.on('message', (wish: Wish) => act(wish).then(answer, (error: unknown) => answer({ error: String(error) })))
const end = () =>
  stop().then(
    () => process.exit(0),
    () => process.exit(1),
  )
process.on('disconnect', end)
process.on('SIGTERM', end)
