/** The start: read the configuration, bring up the database, migrate, open every room, and say where to go. */

import { readConfig } from './platform/config.ts'
import { messageOf } from './platform/errors.ts'
import { start } from './start.ts'

const starting = (async () => start(readConfig(process.env), (line) => process.stdout.write(`${line}\n`)))()
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
