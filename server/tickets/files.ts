/** Which files go with a message: those its writer uploaded, and copies of a macro's. */
import { sql } from 'kysely'
import type { Attachment } from '../../shared/messages.ts'
import { reason } from '../../shared/refusals.ts'
import type { Db, Tx } from '../platform/db.ts'
import { refused } from '../platform/errors.ts'
import { attachmentOf } from './messages.ts'
import { contentIdOf } from './written.ts'

const gone = () => refused(reason('file_gone'))

/** The files that an agent may send now, in the order named. Refuses where one is gone. */
export async function sendable(db: Db, ids: readonly string[], agentId: string): Promise<Attachment[]> {
  if (ids.length === 0) return []
  const rows = await db
    .selectFrom('attachments')
    .select(['id', 'name', 'mimeType', 'size', 'contentId', 'isInline'])
    .where('id', '=', sql<string>`any(${ids}::uuid[])`)
    .where('messageId', 'is', null)
    .where((test) => test.or([test('uploadedBy', '=', agentId), test('macroId', 'is not', null)]))
    .execute()
  return [...new Set(ids)].map((id) => {
    const row = rows.find((one) => one.id === id)
    if (!row) throw gone()
    return attachmentOf(row)
  })
}

/** Gives a message its files, in this order; a macro keeps its own. `pictureIds` stand as pictures in the text. */
export async function attach(
  tx: Tx,
  messageId: string,
  attachmentIds: readonly string[],
  pictureIds: readonly string[],
  agentId: string,
): Promise<void> {
  const ids = [...new Set(attachmentIds)]
  if (ids.length === 0) return
  const { rows } = await sql`
    with own as (
      update attachments set message_id = ${messageId}, position = array_position(${ids}::uuid[], id), is_inline = id = any(${pictureIds}::uuid[]),
        content_id = case when id = any(${pictureIds}::uuid[]) then ${sql.raw(`id || '${contentIdOf('')}'`)} else content_id end
      where id = any(${ids}::uuid[]) and message_id is null and macro_id is null and uploaded_by = ${agentId} returning id
    ), copied as (
      insert into attachments (message_id, uploaded_by, name, mime_type, size, content_id, is_inline, file, position)
      select ${messageId}, ${agentId}, name, mime_type, size,
        case when id = any(${pictureIds}::uuid[]) then ${sql.raw(`id || '${contentIdOf('')}'`)} end, id = any(${pictureIds}::uuid[]), file, array_position(${ids}::uuid[], id)
      from attachments where id = any(${ids}::uuid[]) and macro_id is not null returning id
    ) select id from own union all select id from copied`.execute(tx)
  if (rows.length !== ids.length) throw gone()
}
