/**
 * The facts that a row of a list can show besides who wrote and by which channel. Apart from the shapes, so that a page has
 * the list without the schema library.
 */
export const columns = [
  'number',
  'order_value',
  'sentiment',
  'subject',
  'preview',
  'priority',
  'tags',
  'team',
  'language',
  'message_count',
  'created',
  'status',
  'waiting',
  'assignee',
] as const
export type Column = (typeof columns)[number]

/** What rows show where nobody chose. */
export const usualColumns: readonly Column[] = ['sentiment', 'subject', 'preview', 'status', 'waiting', 'assignee']
