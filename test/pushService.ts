/** A browsers' push service at the wire, and one browser whose keys are ours, so that what it is sent can be opened. */
import { createDecipheriv, createECDH, createHmac, randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'

/** Opens one; `answer.status` is what it answers, `received` all that came. */
export async function openPushService() {
  const answer = { status: 201 }
  const received: { headers: IncomingHttpHeaders; body: Buffer }[] = []
  const service = createServer(async (request, response) => {
    const parts: Buffer[] = []
    for await (const part of request) parts.push(part)
    received.push({ headers: request.headers, body: Buffer.concat(parts) })
    response.writeHead(answer.status).end()
  })
  const browser = createECDH('prime256v1')
  const browserKey = browser.generateKeys()
  const auth = randomBytes(16)
  service.listen(0, '127.0.0.1')
  await once(service, 'listening')
  return {
    answer,
    received,
    origin: `http://127.0.0.1:${(service.address() as AddressInfo).port}`,
    keys: { p256dh: browserKey.toString('base64url'), auth: auth.toString('base64url') },
    close: () => service.close(),
    /** What stands in it: RFC 8188 and 8291, from the browser's side. */
    opened(body: Buffer): unknown {
      const salt = body.subarray(0, 16)
      const senderKey = body.subarray(21, 21 + (body[20] ?? 0))
      const hkdf = (salted: Buffer, secret: Buffer, info: Buffer, length: number) => {
        const key = createHmac('sha256', salted).update(secret).digest()
        return createHmac('sha256', key)
          .update(info)
          .update(Buffer.from([1]))
          .digest()
          .subarray(0, length)
      }
      const info = Buffer.concat([Buffer.from('WebPush: info\0'), browserKey, senderKey])
      const secret = hkdf(auth, browser.computeSecret(senderKey), info, 32)
      const sealed = body.subarray(21 + senderKey.length)
      const decipher = createDecipheriv(
        'aes-128-gcm',
        hkdf(salt, secret, Buffer.from('Content-Encoding: aes128gcm\0'), 16),
        hkdf(salt, secret, Buffer.from('Content-Encoding: nonce\0'), 12),
      )
      decipher.setAuthTag(sealed.subarray(-16))
      const text = Buffer.concat([decipher.update(sealed.subarray(0, -16)), decipher.final()]).toString('utf8')
      return JSON.parse(text.slice(0, text.lastIndexOf('\u0002')))
    },
  }
}
