/** FAQs as shoppers find them: those of their language, in order or by words, and what was picked. */
import { sql } from 'kysely'
import type { HubFaqs } from '../../shared/hub.ts'
import type { ScreenLanguage } from '../../shared/words.ts'
import { languageOf } from '../channels/webchat/setup.ts'
import type { Db } from '../platform/db.ts'
import { notFound } from '../platform/errors.ts'
import { readSetting, shop } from '../platform/settings.ts'

/** So alike to a searched word one of the question must be; two neighbouring letters may be swapped as well. */
const leastAlike = 0.45
const mostFound = 20

/** Is there any that shoppers may see? */
export async function hasFaqs(db: Db): Promise<boolean> {
  const row = await db
    .selectFrom('faqs')
    .select('id')
    .where('isPublished', '=', true)
    .where('texts', '!=', sql<never>`'{}'`)
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}

/**
 * The published ones of the language that a page names; where there are none in it, of the shop's. With words: those that hold
 * them, or something like them, the best first.
 */
export async function findFaqs(db: Db, { language: named, search = '' }: { language?: string; search?: string }): Promise<HubFaqs> {
  const { language: shops } = await readSetting(db, shop)
  const language = await spoken(db, languageOf(named, shops), shops)
  const words = search
    .trim()
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean)
    .slice(0, 8)
  const { rows } = await sql<HubFaqs['faqs'][number]>`
    select id, category_id as "categoryId", question, answer from (
      select f.id, f.category_id, f.position, c.position as category_position, f.texts->${language}->>'question' as question, f.texts->${language}->>'answer' as answer,
        (select coalesce(sum(greatest(
            case when search_name(f.texts->${language}->>'question') ~ ('\\m' || w) then 2
              when search_name(f.texts->${language}->>'answer') ~ ('\\m' || w) then 1 else 0 end,
            case when exists (select from generate_series(1, least(length(w) - 1, 15)) i where search_name(f.texts->${language}->>'question')
              ~ ('\\m' || left(w, i - 1) || substr(w, i + 1, 1) || substr(w, i, 1) || substr(w, i + 2))) then 0.9 else 0 end,
            case when word_similarity(w, search_name(f.texts->${language}->>'question')) >= ${leastAlike}
              then word_similarity(w, search_name(f.texts->${language}->>'question')) else 0 end)), 0)
          from (select search_name(word) as w from unnest(${words}::text[]) word) typed where length(w) > 1) as score
      from faqs f left join faq_categories c on c.id = f.category_id
      where f.is_published and f.texts ? ${language}
    ) f where ${words.length} = 0 or score > 0
    order by case when ${words.length} > 0 then -score end, category_position nulls last, category_id, position, id
    limit ${words.length > 0 ? mostFound : 500}`.execute(db)
  const categories = await db.selectFrom('faqCategories').select(['id', 'names']).orderBy('position').orderBy('id').execute()
  return {
    language,
    categories: categories
      .filter(({ id }) => rows.some(({ categoryId }) => categoryId === id))
      .map(({ id, names }) => ({ id, name: names[language] ?? names[shops] ?? Object.values(names)[0] ?? '' })),
    faqs: rows,
  }
}

async function spoken(db: Db, wished: ScreenLanguage, shops: ScreenLanguage): Promise<ScreenLanguage> {
  const some = await db
    .selectFrom('faqs')
    .select('id')
    .where('isPublished', '=', true)
    .where(sql<boolean>`texts ? ${wished}`)
    .limit(1)
    .executeTakeFirst()
  return some ? wished : shops
}

/** Counts a pick, or what was said of its answer; a draft cannot be picked. */
export async function pickFaq(db: Db, id: string, isHelpful: boolean | null): Promise<void> {
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('faqPicks')
    .columns(['faqId', 'isHelpful'])
    .expression((from) =>
      from
        .selectFrom('faqs')
        .select(['id', sql<boolean | null>`${isHelpful}::boolean`.as('isHelpful')])
        .where('id', '=', id)
        .where('isPublished', '=', true),
    )
    .executeTakeFirst()
  if (!numInsertedOrUpdatedRows) throw notFound('FAQ')
}
