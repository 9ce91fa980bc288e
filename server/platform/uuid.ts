/** Ids that must be known before their row is written. */
import { randomBytes } from 'node:crypto'

/** A UUIDv7 of that time. */
export function uuidAt(at: Date): string {
  const time = at.getTime().toString(16).padStart(12, '0')
  const bytes = randomBytes(10)
  bytes[0] = ((bytes[0] ?? 0) & 0x0f) | 0x70
  bytes[2] = ((bytes[2] ?? 0) & 0x3f) | 0x80
  const rest = bytes.toString('hex')
  return `${time.slice(0, 8)}-${time.slice(8)}-${rest.slice(0, 4)}-${rest.slice(4, 8)}-${rest.slice(8)}`
}
