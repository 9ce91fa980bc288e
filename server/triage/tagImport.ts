/** Taking in a list of tags, in one statement, with one line in the audit log. */
import { sql } from 'kysely'
import { tagKey } from '../../shared/tagKey.ts'
import type { ImportedTags } from '../../shared/tags.ts'
import { changed, type Tx } from '../platform/db.ts'

interface Wish {
  name: string
  description: string
}

const longestName = 120
const longestDescription = 500

/**
 * Adds those tags that are new, by key and by name, whatever their capitals. The model does not put them on tickets by itself
 * until somebody says so: it is asked about every tag that it may.
 */
export async function importTags(tx: Tx, wished: Wish[]): Promise<ImportedTags> {
  const chosen = new Map<string, Wish & { key: string }>()
  const names = new Set<string>()
  const repeated: string[] = []
  const refused: ImportedTags['refused'] = []
  for (const wish of wished) {
    const [name, description] = [wish.name.trim(), wish.description.trim()]
    const key = tagKey(name)
    if (name.length > longestName || description.length > longestDescription)
      refused.push({ name: name.slice(0, longestName), why: 'too_long' })
    else if (!key) refused.push({ name, why: 'no_letter' })
    else if (chosen.has(key) || names.has(name.toLowerCase())) repeated.push(name)
    else {
      chosen.set(key, { key, name, description })
      names.add(name.toLowerCase())
    }
  }
  const added = await insert(tx, [...chosen.values()])
  const there = [...chosen.values()].flatMap(({ key, name }) => (added.has(key) ? [] : name))
  return { added: added.size, there, repeated, refused }
}

async function insert(tx: Tx, tags: (Wish & { key: string })[]): Promise<Set<string>> {
  const was = await sql<{ actor: string }>`select coalesce(current_setting('warmline.actor', true), '') as actor`.execute(tx)
  // Thousands of lines would bury the rest of the log: one says it all.
  await sql`select set_config('warmline.actor', '{"kind": "silent"}', true)`.execute(tx)
  const { rows } = await sql<{ key: string }>`
    insert into tags (key, name, description, is_auto)
    select w.key, w.name, w.description, false from jsonb_to_recordset(${JSON.stringify(tags)}::jsonb) as w (key text, name text, description text)
    where not exists (select 1 from tags t where lower(t.name) = lower(w.name))
    on conflict (key) do nothing returning key`.execute(tx)
  await sql`select set_config('warmline.actor', ${was.rows[0]?.actor ?? ''}, true)`.execute(tx)
  const added = new Set(rows.map(({ key }) => key))
  if (rows.length > 0) {
    const names = tags.flatMap(({ key, name }) => (added.has(key) ? name : []))
    await sql`select audit_write('created', 'tag', '', ${`${rows.length} tags`}, '{}', ${JSON.stringify({ names })}::jsonb)`.execute(tx)
    changed(tx, 'tags')
  }
  return added
}
