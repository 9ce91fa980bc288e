/** The actions that end a turn: close, snooze, and a note for the team. */
import { sql } from 'kysely'
import { z } from 'zod'
import { changed } from '../platform/db.ts'
import { type Action, define } from './action.ts'
import { change } from './change.ts'

const hourMs = 3_600_000
const mostHours = 24 * 365

export const statusActions: Action[] = [
  define({
    action: 'close',
    label: 'Close',
    inputs: [],
    assigns: false,
    shape: z.strictObject({}),
    async run(tx, ticketId, _, why) {
      const ticket = await tx.selectFrom('tickets').select('status').where('id', '=', ticketId).executeTakeFirst()
      if (!ticket || ticket.status === 'closed') return false
      await change(tx, ticketId, why, { status: 'closed' })
      return true
    },
  }),
  define({
    action: 'snooze',
    label: 'Snooze for',
    inputs: [{ name: 'hours', label: 'Hours', kind: 'hours' }],
    assigns: false,
    // A macro says how long; a person who sends and snoozes says until when.
    shape: z.union([z.strictObject({ hours: z.number().positive().max(mostHours) }), z.strictObject({ until: z.iso.datetime() })]),
    async run(tx, ticketId, input, why) {
      const ticket = await tx.selectFrom('tickets').select('status').where('id', '=', ticketId).executeTakeFirst()
      const until = 'until' in input ? new Date(input.until) : new Date(Date.now() + input.hours * hourMs)
      // A reply that waited longer than the snooze was meant to last: there is nothing left to put off.
      if (!ticket || ticket.status === 'closed' || until.getTime() <= Date.now()) return false
      await change(tx, ticketId, why, { status: 'snoozed', snoozedUntil: until })
      return true
    },
  }),
  define({
    action: 'note',
    label: 'Add a note',
    inputs: [{ name: 'text', label: 'Note', kind: 'text' }],
    assigns: false,
    shape: z.strictObject({ text: z.string().trim().min(1).max(5000) }),
    async run(tx, ticketId, { text }, why) {
      const isAgent = why.kind === 'agent' || why.kind === 'api'
      const { numAffectedRows } = await sql`
        with kept as (
          insert into messages (ticket_id, channel, direction, is_note, author_kind, author_id, author_name, text, state)
          select id, channel, 'out', true, ${isAgent ? 'agent' : 'system'}, ${isAgent ? why.id : null}::uuid, ${why.name}, ${text.replaceAll('\u0000', '')}, 'sent'
          from tickets where id = ${ticketId}
          returning ticket_id)
        update tickets t set message_count = message_count + 1, updated_at = now() from kept where t.id = kept.ticket_id`.execute(tx)
      changed(tx, `ticket:${ticketId}`)
      return (numAffectedRows ?? 0n) > 0n
    },
  }),
]
