/** Secrets at rest: AES-256-GCM under a key that lives in the data folder, outside the database and its backups. */

import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { codeOf } from './folder.ts'

export interface Secrets {
  /** Encrypts a text; the result is `v1:` and base64url of nonce, tag and cipher text. */
  seal(text: string): string
  /** Decrypts what `seal` made; throws when the key is another or the text was changed. */
  open(sealed: string): string
  /** A key of its own for a named purpose, 32 bytes, base64url. */
  derive(purpose: string): string
}

/** Loads the installation's key, or makes it on the first start. */
export async function openSecrets(dataDir: string): Promise<Secrets> {
  const path = join(dataDir, 'secret.key')
  await mkdir(dataDir, { recursive: true })
  // One that is there and cannot be read is told: a new one would leave all that was sealed unreadable.
  const found = await readFile(path, 'utf8').catch((error: unknown) => {
    if (codeOf(error) !== 'ENOENT') throw error
    return undefined
  })
  const encoded = found ?? randomBytes(32).toString('base64url')
  if (!found) await writeFile(path, encoded, { mode: 0o600, flag: 'wx' })
  const key = Buffer.from(encoded.trim(), 'base64url')
  if (key.length !== 32)
    throw new Error(`${path} does not hold a 32 byte key; restore it from a backup, or stored credentials cannot be read.`)

  return {
    seal(text) {
      const nonce = randomBytes(12)
      const cipher = createCipheriv('aes-256-gcm', key, nonce)
      const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
      return `v1:${Buffer.concat([nonce, cipher.getAuthTag(), body]).toString('base64url')}`
    },
    open(sealed) {
      const bytes = Buffer.from(sealed.replace(/^v1:/, ''), 'base64url')
      const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, 12))
      decipher.setAuthTag(bytes.subarray(12, 28))
      return Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString('utf8')
    },
    derive: (purpose) => createHmac('sha256', key).update(purpose).digest('base64url'),
  }
}
