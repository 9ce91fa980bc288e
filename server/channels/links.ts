/** Short addresses on our own domain for the links in a text, with their clicks counted (R169). */
import { randomInt } from 'node:crypto'
import type { FastifyInstance } from 'fastify'
import { sql } from 'kysely'
import { changed, inTransaction, type Tx } from '../platform/db.ts'
import type { Platform } from '../platform/platform.ts'

const alphabet = 'ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz23456789'
/** Nobody guesses one: they may lead to an order. */
const codeLength = 9
// A full stop or bracket at the end is the sentence's.
const addresses = /https?:\/\/[^\s<>"']+[^\s<>"'.,;:!?)\]}]/gi

/** How long a short address is, in characters. */
export const shortLength = ({ publicUrl }: Pick<Platform, 'publicUrl'>): number => `${publicUrl}/l/`.length + codeLength

/** The text with its long links made short; the same message always gets the same ones, so that a repeat is the same text. */
export async function shorten({ db, publicUrl }: Pick<Platform, 'db' | 'publicUrl'>, messageId: string, text: string): Promise<string> {
  const found = new Set(text.match(addresses) ?? [])
  const short = new Map<string, string>()
  for (const url of found) {
    if (!URL.canParse(url) || url.length <= shortLength({ publicUrl }) || url.startsWith(`${publicUrl}/l/`)) continue
    const { code } = await db
      .insertInto('links')
      .values({ messageId, url, code: newCode() })
      .onConflict((conflict) => conflict.columns(['messageId', 'url']).doUpdateSet({ url }))
      .returning('code')
      .executeTakeFirstOrThrow()
    short.set(url, `${publicUrl}/l/${code}`)
  }
  return text.replace(addresses, (url) => short.get(url) ?? url)
}

const newCode = () => Array.from({ length: codeLength }, () => alphabet[randomInt(alphabet.length)]).join('')

/** One click on a link that somebody else made short; told again, it counts once. */
export async function countClick(tx: Tx, messageId: string, url: string, at: Date): Promise<void> {
  await sql`
    insert into links as l (message_id, url, code, clicks, clicked_at) values (${messageId}, ${url}, ${newCode()}, 1, ${at})
    on conflict (message_id, url) do update set clicks = l.clicks + 1, clicked_at = greatest(l.clicked_at, ${at}::timestamptz)
    where l.clicked_at is distinct from ${at}::timestamptz`.execute(tx)
}

/** They look at every link to show a picture of it; nobody has clicked. */
const machines = /bot\b|crawl|spider|preview|facebookexternalhit|whatsapp|slurp/i

/** Mounts `/l/<code>`: anyone may follow it, and it leads only to what stood in that message. */
export function mountLinks(app: FastifyInstance, platform: Platform): void {
  app.get('/l/:code', async (request, reply) => {
    const { code: asked } = request.params as { code: string }
    const code = /^[A-Za-z0-9]+$/.test(asked) ? asked : ''
    const isPerson = request.method === 'GET' && !machines.test(request.headers['user-agent'] ?? '')
    const url = isPerson ? await click(platform, code) : await urlOf(platform, code)
    reply.header('cache-control', 'no-store').header('referrer-policy', 'no-referrer').header('x-robots-tag', 'noindex')
    return url ? reply.redirect(url, 302) : reply.status(404).type('text/plain; charset=utf-8').send('This link leads nowhere.')
  })
}

const urlOf = async ({ db }: Platform, code: string) =>
  (await db.selectFrom('links').select('url').where('code', '=', code).executeTakeFirst())?.url

const click = ({ db }: Platform, code: string) =>
  inTransaction(db, async (tx) => {
    const { rows } = await sql<{ url: string; ticketId: string }>`
      update links set clicks = clicks + 1, clicked_at = now() from messages m where code = ${code} and m.id = message_id
      returning url, m.ticket_id as "ticketId"`.execute(tx)
    for (const { ticketId } of rows) changed(tx, `ticket:${ticketId}`)
    return rows[0]?.url
  })
