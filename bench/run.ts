/** `npm run bench [part …] [--quick]`: measures, prints the tables, and writes them into docs/benchmarks.md. */
import { bulk } from './bulk.ts'
import { burst } from './burst.ts'
import { hubs } from './hubs.ts'
import { inbound } from './inbound.ts'
import { lists } from './lists.ts'
import { machine, watchHost } from './machine.ts'
import { model } from './model.ts'
import { parsing } from './parsing.ts'
import { markdownOf, type Part, writeBetween } from './report.ts'
import { screen } from './screen.ts'
import { scroll } from './scroll.ts'
import { search } from './search.ts'
import { shop } from './shop.ts'
import { sizes } from './sizes.ts'
import { start } from './start.ts'
import { views } from './views.ts'
import { closeAll } from './warmline.ts'

const parts: Part[] = [inbound, burst, parsing, screen, lists, views, scroll, search, bulk, model, hubs, start, sizes, shop]

const asked = process.argv.slice(2).filter((word) => !word.startsWith('--'))
const isQuick = process.argv.includes('--quick')
const unknown = asked.find((name) => !parts.some((part) => part.name === name))
if (unknown) {
  process.stderr.write(`There is no part "${unknown}". There are: ${parts.map((part) => part.name).join(', ')}.\n`)
  process.exit(1)
}
for (const end of ['SIGINT', 'SIGTERM', 'uncaughtException'] as const)
  process.once(end, (cause: unknown) => {
    process.stderr.write(`${cause instanceof Error ? cause.stack : cause}\n`)
    closeAll().finally(() => process.exit(1))
  })

const command = (name: string) => `npm run bench ${name}${isQuick ? ' -- --quick' : ''}`
try {
  for (const part of parts.filter(({ name }) => asked.length === 0 || asked.includes(name))) {
    process.stderr.write(`${part.name} …\n`)
    const taken = await watchHost()
    const tables = await part.run({ isQuick })
    const text = [...tables.map(markdownOf), `\`${command(part.name)}\` on ${await machine()}${await taken()}.`].join('\n\n')
    process.stdout.write(`${text}\n\n`)
    // A quick run is for looking; the page keeps what was measured in full.
    if (!isQuick) await writeBetween(part.name, text)
  }
} finally {
  await closeAll()
}
