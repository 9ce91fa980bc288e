/**
 * FAQs as the team writes them. Words: an *FAQ* is one question with its answer in each language; a *category* is a heading above
 * some of them.
 */
import { sql } from 'kysely'
import type { Faq, FaqCategory, FaqList, FaqTexts } from '../../shared/faqs.ts'
import { reason } from '../../shared/refusals.ts'
import type { Db, Tx } from '../platform/db.ts'
import { notFound, refused } from '../platform/errors.ts'
import { readSetting, shop } from '../platform/settings.ts'

const mostFaqs = 500
const mostCategories = 100
/** The numbers beside an FAQ are of so many days. */
const days = 30

/** All of them in the shopper's order: categories first to last, and FAQs without one at the end. */
export async function listFaqs(db: Db): Promise<FaqList> {
  const categories = await db.selectFrom('faqCategories').select(['id', 'names']).orderBy('position').orderBy('id').execute()
  return { categories, faqs: await readFaqs(db) }
}

async function readFaqs(db: Db, id?: string): Promise<Faq[]> {
  const { rows } = await sql<Faq>`
    select f.id, f.category_id as "categoryId", f.is_published as "isPublished", f.texts, f.updated_at as "updatedAt",
      p.picks, p.helped, p."notHelped"
    from faqs f left join faq_categories c on c.id = f.category_id cross join lateral (
      select count(*) filter (where is_helpful is null)::int as picks, count(*) filter (where is_helpful)::int as helped,
        count(*) filter (where not is_helpful)::int as "notHelped"
      from faq_picks where faq_id = f.id and at > now() - make_interval(days => ${days})) p
    where ${id ?? null}::uuid is null or f.id = ${id ?? null}::uuid
    order by c.position nulls last, c.id, f.position, f.id`.execute(db)
  return rows
}

async function getFaq(tx: Tx, id: string): Promise<Faq> {
  const [faq] = await readFaqs(tx, id)
  if (!faq) throw notFound('FAQ')
  return faq
}

/** Writes an FAQ; it stands last. */
export async function createFaq(tx: Tx, wish: { categoryId: string | null; isPublished: boolean; texts: FaqTexts }): Promise<Faq> {
  await checkCategory(tx, wish.categoryId)
  checkTexts(wish.texts)
  const { count, last } = await tx
    .selectFrom('faqs')
    .select([sql<number>`count(*)::int`.as('count'), sql<number>`coalesce(max(position), 0)`.as('last')])
    .executeTakeFirstOrThrow()
  if (count >= mostFaqs) throw refused(reason('faqs_full', { most: mostFaqs }))
  const { id } = await tx
    .insertInto('faqs')
    .values({ ...wish, texts: JSON.stringify(wish.texts), name: await nameOf(tx, questions(wish.texts)), position: last + 1 })
    .returning('id')
    .executeTakeFirstOrThrow()
  return getFaq(tx, id)
}

/** Changes an FAQ. */
export async function changeFaq(
  tx: Tx,
  id: string,
  { categoryId, isPublished, texts }: { categoryId?: string | null; isPublished?: boolean; texts?: FaqTexts },
): Promise<Faq> {
  if (categoryId !== undefined) await checkCategory(tx, categoryId)
  if (texts) checkTexts(texts)
  const { numUpdatedRows } = await tx
    .updateTable('faqs')
    .set({
      updatedAt: sql`now()`,
      ...(categoryId !== undefined && { categoryId }),
      ...(isPublished !== undefined && { isPublished }),
      ...(texts && { texts: JSON.stringify(texts), name: await nameOf(tx, questions(texts)) }),
    })
    .where('id', '=', id)
    .executeTakeFirst()
  if (numUpdatedRows === 0n) throw notFound('FAQ')
  return getFaq(tx, id)
}

/** Removes an FAQ; chats that showed it keep its words. */
export async function removeFaq(tx: Tx, id: string): Promise<void> {
  const { numDeletedRows } = await tx.deleteFrom('faqs').where('id', '=', id).executeTakeFirst()
  if (numDeletedRows === 0n) throw notFound('FAQ')
}

/** Puts those that are named in their order, before what is not named. */
export async function arrangeFaqs(
  tx: Tx,
  { categoryIds, faqs }: { categoryIds: string[]; faqs: { id: string; categoryId: string | null }[] },
): Promise<void> {
  await sql`update faq_categories c set position = o.place - 1000 from unnest(${categoryIds}::uuid[]) with ordinality o (id, place) where c.id = o.id`.execute(
    tx,
  )
  await sql`
    update faqs f set position = o.place - 1000, category_id = o.category_id
    from unnest(${faqs.map(({ id }) => id)}::uuid[], ${faqs.map(({ categoryId }) => categoryId)}::uuid[]) with ordinality o (id, category_id, place)
    where f.id = o.id and (o.category_id is null or exists (select from faq_categories c where c.id = o.category_id))`.execute(tx)
}

/** Makes a category; it stands last. */
export async function createCategory(tx: Tx, names: FaqCategory['names']): Promise<FaqCategory> {
  const { count, last } = await tx
    .selectFrom('faqCategories')
    .select([sql<number>`count(*)::int`.as('count'), sql<number>`coalesce(max(position), 0)`.as('last')])
    .executeTakeFirstOrThrow()
  if (count >= mostCategories) throw refused(reason('faqs_full', { most: mostCategories }))
  return tx
    .insertInto('faqCategories')
    .values({ names: JSON.stringify(names), name: await nameOf(tx, names), position: last + 1 })
    .returning(['id', 'names'])
    .executeTakeFirstOrThrow()
}

/** Names a category anew. */
export async function changeCategory(tx: Tx, id: string, names: FaqCategory['names']): Promise<FaqCategory> {
  const changed = await tx
    .updateTable('faqCategories')
    .set({ names: JSON.stringify(names), name: await nameOf(tx, names) })
    .where('id', '=', id)
    .returning(['id', 'names'])
    .executeTakeFirst()
  if (!changed) throw notFound('category')
  return changed
}

/** Removes a category; its FAQs stay, in none. */
export async function removeCategory(tx: Tx, id: string): Promise<void> {
  const { numDeletedRows } = await tx.deleteFrom('faqCategories').where('id', '=', id).executeTakeFirst()
  if (numDeletedRows === 0n) throw notFound('category')
}

async function checkCategory(tx: Tx, id: string | null): Promise<void> {
  if (id === null) return
  const category = await tx.selectFrom('faqCategories').select('id').where('id', '=', id).executeTakeFirst()
  if (!category) throw notFound('category')
}

function checkTexts(texts: FaqTexts): void {
  if (Object.keys(texts).length === 0) throw refused(reason('faq_empty'))
}

const questions = (texts: FaqTexts): FaqCategory['names'] =>
  Object.fromEntries(Object.entries(texts).map(([language, text]) => [language, text?.question ?? '']))

/** By which the team knows it: in the shop's language, or in whatever there is. */
async function nameOf(tx: Tx, names: FaqCategory['names']): Promise<string> {
  const { language } = await readSetting(tx, shop)
  return names[language] ?? Object.values(names)[0] ?? ''
}
