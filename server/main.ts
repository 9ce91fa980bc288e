/** The start: read the configuration, bring up the database, migrate, open every room, and say where to go. */

import { enableCompileCache } from 'node:module'
import { readConfig } from './platform/config.ts'
import { messageOf } from './platform/errors.ts'

// Before the rooms are loaded: from the second start on their types need not be stripped nor their code compiled again. `npm start`
// names the cache before this file is loaded, which then spares what strips types altogether.
enableCompileCache()

const starting = (async () => {
  // A wrong value is told before the rooms are loaded.
  const config = readConfig(process.env)
  const { start } = await import('./start.ts')
  return start(config, (line) => process.stdout.write(`${line}\n`))
})()
let isStopping = false
function stop(): void {
  if (isStopping) return
  isStopping = true
  // Requests and jobs in flight end first; after 20 s whatever still hangs is left to the next start.
  setTimeout(() => process.exit(1), 20_000).unref()
  starting
    .then((warmline) => warmline.stop())
    .then(
      () => process.exit(0),
      () => process.exit(1),
    )
}
// Also while it starts: an embedded database must not be left behind.
process.on('SIGTERM', stop)
process.on('SIGINT', stop)

starting.catch((error: unknown) => {
  process.stderr.write(`Warmline did not start. ${messageOf(error)}\n`)
  process.exit(1)
})
