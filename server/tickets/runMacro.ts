/** Does what a macro does to a ticket, without writing to the customer. */
import type { ActionCall } from '../../shared/triage.ts'
import { changed, type Tx } from '../platform/db.ts'
import { notFound } from '../platform/errors.ts'
import { actions, fitting } from './actions.ts'
import { countUses, getMacro } from './macros.ts'
import type { Author } from './reply.ts'
import { type Actor, note } from './timeline.ts'

/** Runs the macro's actions; answers those that changed something. The timeline names the macro. */
export async function runMacro(tx: Tx, author: Author, ticketId: string, macroId: string): Promise<ActionCall[]> {
  const ticket = await tx.selectFrom('tickets').select('id').where('id', '=', ticketId).forUpdate().executeTakeFirst()
  if (!ticket) throw notFound('ticket')
  const macro = await getMacro(tx, author.agentId, macroId)
  const actor: Actor = { kind: author.by === 'api-key' ? 'api' : 'agent', id: author.agentId, name: author.name }
  await countUses(tx, author.agentId, [macro.id])
  await note(tx, ticketId, 'macro', actor, { macroId: macro.id, name: macro.name })
  const done: ActionCall[] = []
  for (const call of await fitting(tx, macro.actions))
    if (await actions.get(call.action)?.run(tx, ticketId, call.input, actor)) done.push(call)
  changed(tx, 'tickets', `ticket:${ticketId}`)
  return done
}
