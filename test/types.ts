/** `npm run types`: makes server/platform/schema.gen.ts anew from the migrated schema. */
import { execFileSync } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { migrate } from '../server/platform/migrate.ts'
import { startPostgres } from '../server/platform/postgres/embedded.ts'

const folder = await mkdtemp(join(tmpdir(), 'warmline-types-'))
const server = await startPostgres(folder, ['fsync=off'])
try {
  await migrate(server.url)
  execFileSync(
    'kysely-codegen',
    [
      '--dialect',
      'postgres',
      '--url',
      server.url,
      '--camel-case',
      '--numeric-parser',
      'number',
      '--type-mapping',
      '{"int8":"number"}',
      '--default-schema',
      'public',
      '--include-pattern',
      'public.*',
      '--out-file',
      'server/platform/schema.gen.ts',
    ],
    { stdio: 'inherit' },
  )
} finally {
  await server.stop()
  await rm(folder, { recursive: true, force: true })
}
