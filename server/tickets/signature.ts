/** Signatures: an agent's own, or else the shop's, filled for the ticket and put below each mail. */
import { z } from 'zod'
import { cleanOwnHtml } from '../channels/email/html.ts'
import { changed, type Db, type Tx } from '../platform/db.ts'
import { refused } from '../platform/errors.ts'
import { readSetting, type Setting, writeSetting } from '../platform/settings.ts'
import { cleanTemplate, fill, problemOf } from './fill.ts'
import { valuesOf } from './macroValues.ts'
import { textOf } from './written.ts'

const shopSignature: Setting<{ html: string }> = { key: 'signature', shape: z.object({ html: z.string() }), initial: { html: '' } }

/** An agent's own signature and the shop's, as they were written. */
export async function readSignatures(db: Db, agentId: string): Promise<{ own: string; shop: string }> {
  const { signature } = await db.selectFrom('agents').select('signature').where('id', '=', agentId).executeTakeFirstOrThrow()
  return { own: signature, shop: (await readSetting(db, shopSignature)).html }
}

/** Changes an agent's own; empty: the shop's is used. */
export async function changeSignature(tx: Tx, agentId: string, html: string): Promise<string> {
  const signature = checked(html)
  await tx.updateTable('agents').set({ signature }).where('id', '=', agentId).execute()
  changed(tx, 'team')
  return signature
}

/** Changes the shop's. */
export async function changeShopSignature(tx: Tx, html: string): Promise<string> {
  const signature = checked(html)
  await writeSetting(tx, shopSignature, { html: signature })
  changed(tx, 'team')
  return signature
}

function checked(html: string): string {
  const problem = problemOf(html)
  if (problem) throw refused(problem)
  const cleaned = cleanTemplate(html)
  return textOf(cleaned) || /<img/i.test(cleaned) ? cleaned : ''
}

const edges = /(<\/?(?:p|div|li|ul|ol|blockquote|h[1-6])\b[^>]*>|<br\b[^>]*>)/gi

/** What stands below this agent's mail on a ticket; null: nothing. A line whose variable has no value is left out. */
export async function signatureFor(db: Db, agentId: string, ticketId: string): Promise<string | null> {
  const { own, shop } = await readSignatures(db, agentId)
  const template = own || shop
  if (!template) return null
  const { html } = fill(template, await valuesOf(db, agentId, ticketId))
  const lines = html.split(edges).map((part, index) => (index % 2 === 0 && part.includes('data-missing=') ? '' : part))
  return cleanOwnHtml(lines.join('').replace(/<p>\s*<\/p>/g, '')) || null
}
