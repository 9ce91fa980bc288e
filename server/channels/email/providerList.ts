/**
 * What a mail provider says it has received for us. Postmark lists every inbound message of a server; Mailgun's logs have every
 * message that a route took up; SendGrid keeps no list of what it handed over.
 */
import { z } from 'zod'
import type { Connected } from '../connected.ts'
import { askProvider, type Listed, type Span } from './askProvider.ts'
import { listAtMailgun } from './mailgunLogs.ts'

const mostPages = 40

/** Whose list can be asked, with a key. */
export const hasList = (way: string): way is keyof typeof lists => Object.hasOwn(lists, way)

/** All that came there in this span; `recipients` are the addresses that the connection is known to be written to by. Throws in the provider's words. */
export const listAt = (connection: Connected, span: Span, recipients: readonly string[]): Promise<Listed[]> => {
  const way = connection.text('way')
  if (!hasList(way)) throw new Error(`${way} keeps no list.`)
  return lists[way](connection, span, recipients)
}

const lists = { postmark: listAtPostmark, mailgun: listAtMailgun }

const Inbound = z.object({
  TotalCount: z.number(),
  InboundMessages: z.array(z.object({ MessageID: z.string(), Status: z.string(), Date: z.string().nullish() })),
})

/** https://postmarkapp.com/developer/api/messages-api#inbound-message-search */
async function listAtPostmark(connection: Connected, { since, until }: Span): Promise<Listed[]> {
  const base = connection.text('apiUrl') || 'https://api.postmarkapp.com'
  const headers = { accept: 'application/json', 'x-postmark-server-token': connection.secret('apiKey') }
  const found: Listed[] = []
  const count = 500
  for (let page = 0; page < mostPages; page++) {
    const query = new URLSearchParams({ count: String(count), offset: String(page * count), fromdate: since.toISOString().slice(0, 10) })
    const { InboundMessages: messages, TotalCount: total } = Inbound.parse(
      await askProvider(`${base}/messages/inbound?${query}`, { headers }),
    )
    for (const { MessageID: id, Status, Date: at } of messages) {
      const status = Status.toLowerCase()
      // What the shop's own rules there block was never to come; days are the finest that it can be asked for.
      const cameAt = new Date(at ?? '')
      if (status === 'blocked' || status === 'queued' || status === 'scheduled' || cameAt < since || cameAt > until) continue
      const retry = () =>
        askProvider(`${base}/messages/inbound/${encodeURIComponent(id)}/retry`, { method: 'PUT', headers }).then(() => undefined)
      found.push({ id, ...(status === 'failed' && { again: retry }) })
    }
    if (messages.length === 0 || (page + 1) * count >= total) return found
  }
  throw new Error('The list is too long.')
}
