/** The start: read the configuration, bring up the database, migrate, open every room, and say where to go. */

import { readConfig } from './platform/config.ts'
import { messageOf } from './platform/errors.ts'
import { start } from './start.ts'

try {
  const warmline = await start(readConfig(process.env), (line) => process.stdout.write(`${line}\n`))
  let isStopping = false
  const stop = async () => {
    if (isStopping) return
    isStopping = true
    // Requests and jobs in flight end first; after 20 s whatever still hangs is left to the next start.
    setTimeout(() => process.exit(1), 20_000).unref()
    await warmline.stop()
    process.exit(0)
  }
  process.on('SIGTERM', stop)
  process.on('SIGINT', stop)
} catch (error) {
  process.stderr.write(`Warmline did not start. ${messageOf(error)}\n`)
  process.exit(1)
}
