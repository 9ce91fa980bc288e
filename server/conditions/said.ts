/** The condition `words`: what was said in a ticket, by the index of everything ever said (server/tickets/searchIndex.ts). */
import { type RawBuilder, sql } from 'kysely'
import { type Wanted, wantedOf } from '../../shared/searchWords.ts'
import type { Condition } from './condition.ts'
import { listOf } from './kinds.ts'

/** Words that begin so and so, where they are known; otherwise the index looks for the beginning itself. */
export type Completions = ReadonlyMap<string, readonly string[]>
const none: Completions = new Map()

/** What is wanted as PostgreSQL asks the index (a tsquery in text): all of it in one message. */
export function tsqueryOf(wanted: readonly Wanted[], completions: Completions = none): string {
  return wanted
    .map(({ words, isPrefix }) =>
      words
        .map(({ forms, gap }, index) => {
          const isBeginning = isPrefix && index === words.length - 1
          const asked = forms.flatMap((form) =>
            isBeginning ? (completions.get(form)?.map(quoted) ?? [`${quoted(form)}:*`]) : [quoted(form)],
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
  sql: (test) => {
    const any = sql<boolean>`(${sql.join(
      listOf(test).map((value) => isSaid(wantedOf(String(value)))),
      sql` or `,
    )})`
    return test.operator === 'match' ? any : sql<boolean>`not ${any}`
  },
  read: () => sql`(select left(string_agg(m.text, ' … ' order by m.created_at), 200) from messages m where m.ticket_id = t.id)`,
}
