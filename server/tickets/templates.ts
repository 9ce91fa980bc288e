/** The templates of which a reply can be made: as the vendor listed them, kept for a while, and checked before one is sent. */
import type { Content } from '../../shared/content.ts'
import { reason } from '../../shared/refusals.ts'
import { type FilledTemplate, fillTemplate, type Template, type TemplateChoice, textOfTemplate } from '../../shared/templates.ts'
import type { Standing } from '../channels/channel.ts'
import { findConnected } from '../channels/connected.ts'
import { channelOf } from '../channels/list.ts'
import type { Db, Tx } from '../platform/db.ts'
import { messageOf, notFound, refused } from '../platform/errors.ts'
import type { Platform } from '../platform/platform.ts'
import { standingOf } from './mayReply.ts'

/** A list is asked for anew after so many milliseconds. */
const freshFor = 10 * 60_000

export interface TemplateList {
  templates: Template[]
  readAt: Date | null
  /** The vendor could not be asked: this is what it said before. */
  isOld: boolean
}

/** The templates of a ticket's connection, with those that cannot go out now marked. */
export async function templatesFor(platform: Platform, ticketId: string, isFresh: boolean): Promise<TemplateList> {
  const ticket = await ticketOf(platform.db, ticketId)
  const { templates: ask } = channelOf(ticket.channel)
  const connection = await findConnected(platform, ticket.connectionId)
  if (!ask || !connection) return { templates: [], readAt: null, isOld: false }
  const { consents } = await standingOf(platform.db, ticket)
  const marked = (templates: Template[]) =>
    templates.map((template) => ({ ...template, whyNot: template.whyNot ?? whyNot(template, consents) }))

  const kept = await platform.db.selectFrom('templateLists').selectAll().where('connectionId', '=', connection.id).executeTakeFirst()
  if (kept && !isFresh && Date.now() - kept.readAt.getTime() < freshFor)
    return { templates: marked(kept.templates), readAt: kept.readAt, isOld: false }
  try {
    const templates = await ask(platform, connection)
    const readAt = new Date()
    const list = { templates: JSON.stringify(templates), readAt }
    await platform.db
      .insertInto('templateLists')
      .values({ connectionId: connection.id, ...list })
      .onConflict((conflict) => conflict.column('connectionId').doUpdateSet(list))
      .execute()
    return { templates: marked(templates), readAt, isOld: false }
  } catch (error) {
    platform.log.warn({ connectionId: connection.id, error: messageOf(error) }, 'the templates could not be listed')
    if (!kept) throw refused(reason('templates_unread', { words: messageOf(error).slice(0, 300) }))
    return { templates: marked(kept.templates), readAt: kept.readAt, isOld: true }
  }
}

/** A template of a ticket's connection with its values in place. */
export async function previewTemplate(platform: Platform, ticketId: string, choice: TemplateChoice): Promise<FilledTemplate> {
  const { templates } = await templatesFor(platform, ticketId, false)
  const template = templates.find((one) => isChosen(one, choice))
  if (!template) throw refused(reason('template_unknown', { name: choice.name }))
  return fillTemplate(template, choice.values)
}

/** The template of a message or wish, as its connection's vendor last listed it. */
export async function findTemplate(
  db: Db,
  connectionId: string | null,
  choice: Pick<TemplateChoice, 'name' | 'language'>,
): Promise<Template | undefined> {
  if (!connectionId) return undefined
  const list = await db.selectFrom('templateLists').select('templates').where('connectionId', '=', connectionId).executeTakeFirst()
  return list?.templates.find((one) => isChosen(one, choice))
}

/** What a reply that is made of a template says and holds. Refuses what cannot go out, with the reason. */
export async function checkTemplate(
  tx: Tx,
  { channel, connectionId }: { channel: string; connectionId: string | null },
  consents: Standing['consents'],
  choice: TemplateChoice,
  attachmentIds: string[] = [],
): Promise<{ text: string; content: Content }> {
  if (!channelOf(channel).templates) throw refused(reason('template_none'))
  const template = await findTemplate(tx, connectionId, choice)
  if (!template) throw refused(reason('template_unknown', { name: choice.name }))
  const why = template.whyNot ?? whyNot(template, consents)
  if (why === 'consent') throw refused(reason('template_consent'))
  if (why) throw refused(reason('template_unusable', { name: choice.name }))
  await checkFile(tx, template, attachmentIds)
  const filled = fillTemplate(template, choice.values)
  if (filled.missing.length > 0) throw refused(reason('template_values', { names: filled.missing.map(({ name }) => name).join(', ') }))
  const { name, language } = template
  return {
    text: textOfTemplate(filled),
    content: { kind: 'template', name, language, values: choice.values.slice(0, template.variables.length) },
  }
}

const headerTypes = { image: /^image\/(jpeg|png)$/, video: /^video\/(mp4|3gpp)$/, document: /^application\/pdf$/ }

/** The one file that stands above it, where it has one; no other goes with a template. */
async function checkFile(tx: Tx, { headerFile }: Template, attachmentIds: string[]): Promise<void> {
  if (!headerFile) {
    if (attachmentIds.length > 0) throw refused(reason('files_none'))
    return
  }
  const files =
    attachmentIds.length === 1 ? await tx.selectFrom('attachments').select('mimeType').where('id', 'in', attachmentIds).execute() : []
  if (!files.some(({ mimeType }) => headerTypes[headerFile].test(mimeType))) throw refused(reason('template_file'))
}

/** Advertising goes to those alone who have agreed to it. */
const whyNot = ({ category }: Template, { marketing }: Standing['consents']): Template['whyNot'] =>
  category === 'marketing' && !marketing ? 'consent' : null

const isChosen = (one: Pick<Template, 'name' | 'language'>, choice: Pick<TemplateChoice, 'name' | 'language'>) =>
  one.name === choice.name && one.language === choice.language

async function ticketOf(db: Db, id: string) {
  const ticket = await db
    .selectFrom('tickets')
    .select(['channel', 'status', 'identityId', 'connectionId', 'lastInboundAt'])
    .where('id', '=', id)
    .executeTakeFirst()
  if (!ticket) throw notFound('ticket')
  return ticket
}
