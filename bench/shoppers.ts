/** Shoppers with a hub session each, who write by HTTP as the hub in the shop's page does. */
import { randomBytes, randomUUID } from 'node:crypto'
import { Agent, request } from 'node:http'
import type pg from 'pg'
import { text } from './floor.ts'

/** Makes shoppers who are signed in already; returns their tokens. */
export async function makeShoppers(client: pg.Client, count: number): Promise<string[]> {
  const group = randomBytes(6).toString('hex')
  await client.query(
    `with shopper as (select uuidv7() as id, n from generate_series(1, $2::int) n),
      customer as (insert into customers (id, name, email) select id, 'Shopper ' || n, n || '.' || $1 || '@shopper.example' from shopper),
      identity as (insert into identities (customer_id, kind, value, is_verified) select id, 'shopper', $1 || '.' || n, true from shopper)
      insert into shopper_sessions (customer_id, token_hash, expires_at)
      select id, translate(rtrim(encode(sha256(('whs_' || $1 || '.' || n)::bytea), 'base64'), '='), '+/', '-_'), now() + interval '1 day' from shopper`,
    [group, count],
  )
  return Array.from({ length: count }, (_, index) => `whs_${group}.${index + 1}`)
}

export interface HttpClient {
  /** Sends a request and returns the answer's body; anything but a 2xx throws. Bytes go as they are, all else as JSON. */
  ask(method: 'GET' | 'POST', path: string, headers?: Record<string, string>, body?: unknown): Promise<string>
  close(): void
}

/** A client that keeps `connections` connections to the server. */
export function openHttp(address: string, connections: number): HttpClient {
  const agent = new Agent({ keepAlive: true, maxSockets: connections })
  return {
    ask: (method, path, headers = {}, body) =>
      new Promise((resolve, reject) => {
        const bytes = body === undefined || Buffer.isBuffer(body) ? body : Buffer.from(JSON.stringify(body))
        const asked = request(
          `${address}${path}`,
          { method, agent, headers: { ...(bytes && { 'content-type': 'application/json', 'content-length': bytes.length }), ...headers } },
          (answer) => {
            const chunks: Buffer[] = []
            answer.on('data', (chunk: Buffer) => chunks.push(chunk))
            answer.on('error', reject)
            answer.on('end', () => {
              const said = Buffer.concat(chunks).toString('utf8')
              const status = answer.statusCode ?? 0
              if (status >= 200 && status < 300) resolve(said)
              else reject(new Error(`${method} ${path} answered ${status}: ${said.slice(0, 300)}`))
            })
          },
        )
        asked.on('error', reject)
        asked.end(bytes)
      }),
    close: () => agent.destroy(),
  }
}

/** Writes a shopper's message, from an address of their own as a proxy tells it: the first one of a chat is a new ticket. */
export async function writeChat(http: HttpClient, token: string, id: string = randomUUID()): Promise<void> {
  const number = Number(token.split('.')[1])
  const from = [10, (number >> 16) & 255, (number >> 8) & 255, number & 255].join('.')
  await http.ask('POST', '/api/v1/hub/messages', { authorization: `Bearer ${token}`, 'x-forwarded-for': from }, { id, text })
}
