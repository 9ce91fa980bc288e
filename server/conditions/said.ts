/** The conditions `words` and `text`: what was said in a ticket, by the index of everything ever said (server/tickets/searchIndex.ts). */
import { type RawBuilder, sql } from 'kysely'
import { inARow, type Wanted, wantedOf } from '../../shared/searchWords.ts'
import type { Condition, Who } from './condition.ts'
import { listOf, withOpposites } from './kinds.ts'

/** Words that begin so and so, where they are known; otherwise the index looks for the beginning itself. */
export type Completions = ReadonlyMap<string, readonly string[]>
const none: Completions = new Map()

/** What is wanted as PostgreSQL asks the index (a tsquery in text): all of it in one message; `weight` D: in what was said itself. */
export function tsqueryOf(wanted: readonly Wanted[], completions: Completions = none, weight: '' | 'D' = ''): string {
  const exactly = (word: string) => (weight ? `${quoted(word)}:${weight}` : quoted(word))
  return wanted
    .map(({ words, isPrefix }) =>
      words
        .map(({ forms, gap }, index) => {
          const isBeginning = isPrefix && index === words.length - 1
          const asked = forms.flatMap((form) =>
            isBeginning ? (completions.get(form)?.map(exactly) ?? [`${quoted(form)}:*${weight}`]) : [exactly(form)],
          )
          const any = asked.length === 1 ? asked[0] : `(${[...new Set(asked)].join(' | ')})`
          return index === 0 ? any : `<${gap}> ${any}`
        })
        .join(' '),
    )
    .map((row) => `(${row})`)
    .join(' & ')
}
// Letters, numbers and marks only: nothing to escape.
const quoted = (word: string) => `'${word}'`

/** What is "true" is no join to PostgreSQL: it is asked of each ticket as it comes, and the rest not at all. */
const any = (tests: RawBuilder<boolean>[], { inOrder }: Who): RawBuilder<boolean> => {
  const one = sql<boolean>`(${sql.join(tests, sql` or `)})`
  return inOrder ? sql<boolean>`(${one} is true)` : one
}

/** Is what is wanted in some message of `tickets t`? */
const isSaid = (wanted: readonly Wanted[]): RawBuilder<boolean> =>
  sql<boolean>`exists (select 1 from search_docs d where d.ticket_id = t.id and d.words @@ ${tsqueryOf(wanted)}::tsquery)`

export const said: Condition = {
  field: 'words',
  group: 'Ticket',
  label: 'Words in everything said',
  kind: 'text',
  operators: ['match', 'not_match'],
  refuse: (value) => (wantedOf(String(value)).length === 0 ? 'holds no word to look for' : undefined),
  sql: withOpposites((test, who) =>
    any(
      listOf(test).map((value) => isSaid(wantedOf(String(value)))),
      who,
    ),
  ),
  read: () => sql`(select left(string_agg(m.text, ' … ' order by m.created_at), 200) from messages m where m.ticket_id = t.id)`,
}

const byCustomer = sql`m.ticket_id = t.id and m.direction = 'in' and not m.is_note`

/** The words of `text` stand in a row in something the customer wrote; what is no word, as an emoji, is looked for as it is. */
function isWritten(text: string): RawBuilder<boolean> {
  const row = inARow(text)
  if (!row) return sql<boolean>`exists (select 1 from messages m where ${byCustomer} and strpos(m.text, ${text.trim()}) > 0)`
  return sql<boolean>`exists (select 1 from search_docs d join messages m on m.id = d.message_id
    where d.ticket_id = t.id and ${byCustomer} and d.words @@ ${tsqueryOf([row], none, 'D')}::tsquery)`
}

export const written: Condition = {
  field: 'text',
  group: 'Ticket',
  label: 'Words of the customer’s messages',
  kind: 'text',
  operators: ['contains', 'not_contains'],
  refuse: (value) => (String(value).trim() === '' ? 'is empty' : undefined),
  sql: withOpposites((test, who) => any(listOf(test).map(String).map(isWritten), who)),
  read: () =>
    sql`(select left(string_agg(m.text, ' … ' order by m.created_at), 200) from messages m where m.ticket_id = t.id and m.direction = 'in' and not m.is_note)`,
}

/** The fields that ask the index, which follows a message within a second or two. */
export const indexed: readonly string[] = [said.field, written.field]
