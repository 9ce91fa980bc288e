/** The account's tags: those that the model may put on tickets by itself, and those that only people use. */
import { sql } from 'kysely'
import { reason } from '../../shared/refusals.ts'
import type { Tag } from '../../shared/triage.ts'
import { changed, type Db, isUniqueViolation, type Tx } from '../platform/db.ts'
import { conflict, notFound } from '../platform/errors.ts'
import { commonTags } from './commonTags.ts'

/** As many as the contract lets a tag have. */
const mostKeywords = 50
const columns = ['key', 'name', 'description', 'keywords', 'isAuto'] as const

/** Every tag, by name. */
export const listTags = (db: Db): Promise<Tag[]> => db.selectFrom('tags').select(columns).orderBy('name').execute()

/** Creates a tag; its key is for good. */
export async function createTag(tx: Tx, tag: Tag): Promise<Tag> {
  try {
    const row = await tx.insertInto('tags').values(tag).returning(columns).executeTakeFirstOrThrow()
    changed(tx, 'tags')
    return row
  } catch (error) {
    throw isUniqueViolation(error) ? conflict(reason('tag_exists', { tag: tag.key })) : error
  }
}

/** Changes what a tag is called and how it is recognised. */
export async function changeTag(tx: Tx, key: string, wish: Partial<Omit<Tag, 'key'>>): Promise<Tag> {
  const row = await tx
    .updateTable('tags')
    .set({ ...wish, key })
    .where('key', '=', key)
    .returning(columns)
    .executeTakeFirst()
  if (!row) throw notFound('tag')
  changed(tx, 'tags')
  return row
}

/** Deletes a tag, also from its tickets. Filters that name it find nothing from then on. */
export async function removeTag(tx: Tx, key: string): Promise<void> {
  const gone = await tx.deleteFrom('tags').where('key', '=', key).returning('key').executeTakeFirst()
  if (!gone) throw notFound('tag')
  await sql`update tickets set tags = array_remove(tags, ${key}) where tags && array[${key}]::text[]`.execute(tx)
  changed(tx, 'tags', 'tickets')
}

/** Deletes a tag of which nothing is left but its words: those go over to the other. */
export async function absorbTag(tx: Tx, from: string, into: string): Promise<Tag> {
  const gone = await tx.deleteFrom('tags').where('key', '=', from).returning('keywords').executeTakeFirst()
  const tag = await tx.selectFrom('tags').select(columns).where('key', '=', into).executeTakeFirst()
  if (!gone || !tag) throw notFound('tag')
  return changeTag(tx, into, { keywords: [...new Set([...tag.keywords, ...gone.keywords])].slice(0, mostKeywords) })
}

/** Creates the tags common to online stores, for a new installation; those that are there stay as they are. */
export async function seedTags(tx: Tx): Promise<void> {
  await tx
    .insertInto('tags')
    .values(commonTags)
    .onConflict((conflict) => conflict.column('key').doNothing())
    .execute()
}
