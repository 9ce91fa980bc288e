/**
 * The rules of the house, enforced: a room of server/ imports from itself or from one earlier in the list, so a cycle
 * between rooms cannot be written; the browser's folders never reach into server/; only platform/db.ts (and what starts or
 * measures a database) knows the driver; only platform/config.ts reads the environment.
 */
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { cruise, type IConfiguration, type ICruiseResult } from 'dependency-cruiser'

/** The rooms, in order. */
const rooms = ['platform', 'conditions', 'team', 'customers', 'commerce', 'channels', 'tickets', 'triage', 'views', 'hub', 'trial']
const roots = ['shared', 'server', 'desk', 'hub', 'trial', 'bench', 'test'].filter((folder) => readdirSync('.').includes(folder))

const upward = rooms.map((room, index) => ({
  name: `${room} imports only from earlier rooms`,
  severity: 'error' as const,
  from: { path: `^server/${room}/`, pathNot: '\\.test\\.ts$' },
  to: {
    path: rooms
      .slice(index + 1)
      .map((later) => `^server/${later}/`)
      .concat('^server/(app|start|work|main)\\.ts$'),
  },
}))

const rules: NonNullable<IConfiguration['forbidden']> = [
  ...upward.filter((rule) => rule.to.path.length > 0),
  { name: 'no cycles', severity: 'error', from: {}, to: { circular: true, dependencyTypesNot: ['type-only'] } },
  {
    name: 'browsers stay out of the server',
    severity: 'error',
    from: { path: '^(desk|hub|trial)/', pathNot: '\\.test\\.tsx?$' },
    to: { path: '^server/' },
  },
  { name: 'shared knows nobody', severity: 'error', from: { path: '^shared/' }, to: { path: '^(server|desk|hub|trial)/' } },
  {
    name: 'the product does not lean on its tests',
    severity: 'error',
    from: { path: '^(shared|server|desk|hub|trial)/', pathNot: '\\.test\\.tsx?$|fixture\\.ts$|fake\\.ts$' },
    to: { path: '^test/' },
  },
  {
    name: 'only platform/db imports the driver',
    severity: 'error',
    from: { path: '^server/', pathNot: '^server/platform/(db|migrate|metrics|jobs|worker|platform|postgres/)|\\.test\\.ts$' },
    to: { path: 'node_modules/pg/' },
  },
]

const { output } = await cruise(roots, {
  ruleSet: { forbidden: rules },
  validate: true,
  parser: 'swc',
  tsPreCompilationDeps: true,
  doNotFollow: { path: 'node_modules' },
  exclude: { path: '(^|/)dist/' },
})
const result = output as ICruiseResult
const files = roots
  .flatMap((folder) => readdirSync(folder, { recursive: true, withFileTypes: true }))
  .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name) && !/dist\b/.test(entry.parentPath))
const read = result.modules.filter((module) => /\.tsx?$/.test(module.source) && !module.source.includes('node_modules'))

for (const violation of result.summary.violations) console.error(`${violation.rule.name}: ${violation.from} → ${violation.to}`)
// A parser that understands nothing finds no violations either: insist that it read every file.
const unread = files.map((entry) => join(entry.parentPath, entry.name)).filter((file) => !read.some((module) => module.source === file))
if (unread.length > 0)
  console.error(`not read: ${unread.slice(0, 5).join(', ')}${unread.length > 5 ? ` and ${unread.length - 5} more` : ''}`)

const environment = await readersOfTheEnvironment()
for (const file of environment) console.error(`only platform/config.ts and main.ts read the environment: ${file}`)
console.log(`${read.length} files read, ${result.summary.violations.length} violations`)
process.exit(result.summary.violations.length + unread.length + environment.length > 0 ? 1 : 0)

async function readersOfTheEnvironment(): Promise<string[]> {
  const { readFile } = await import('node:fs/promises')
  const mine = files
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((file) => file.startsWith('server/') && !/server\/(main|platform\/config)\.ts$|\.test\.ts$/.test(file))
  const texts = await Promise.all(mine.map((file) => readFile(file, 'utf8')))
  return mine.filter((_, index) => texts[index]?.includes('process.env'))
}
