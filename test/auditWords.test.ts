import { afterAll, beforeAll, expect, test } from 'vitest'
import english from '../desk/words/audit/en.json' with { type: 'json' }
import { openTestDatabase } from './database.ts'

let database: Awaited<ReturnType<typeof openTestDatabase>>
beforeAll(async () => {
  database = await openTestDatabase()
})
afterAll(() => database.close())

test('each column that the audit log can name has a name on the screen', async () => {
  const { rows } = await database.pool.query<{ table: string; column: string; names: string[] }>(`
    select c.table_name as table, c.column_name as column, string_to_array(encode(t.tgargs, 'escape'), '\\000') as names
    from pg_trigger t join pg_proc p on p.oid = t.tgfoid join information_schema.columns c on c.table_name = t.tgrelid::regclass::text
    where p.proname = 'audit_row' and c.table_schema = 'public'`)
  expect(rows.length).toBeGreaterThan(30)
  const isSaid = ({ table, column, names }: (typeof rows)[number]) => {
    const columns = names.slice(3).filter(Boolean)
    if (['id', 'created_at', 'updated_at'].includes(column) || (column === 'key' && table !== 'invitations')) return false
    return columns[0] === '*' ? !columns.includes(column) : columns.includes(column)
  }
  const nameless = rows.filter((row) => isSaid(row) && !(`audit.field.${row.column}` in english))
  expect(nameless.map(({ table, column }) => `${table}.${column}`)).toEqual([])
})
