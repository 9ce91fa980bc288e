/** Files that a vendor is to fetch from us: an address that anyone may open, for some hours, and that nobody can make up. */
import { createHmac, timingSafeEqual } from 'node:crypto'
import type { Platform } from '../platform/platform.ts'

/** Vendors fetch at once; their queues may hold a message for a while. */
const hours = 4

type Keys = Pick<Platform, 'secrets'>

/** The public address of an attachment of ours, good for some hours. */
export function publicFileUrl({ secrets, publicUrl }: Keys & Pick<Platform, 'publicUrl'>, attachmentId: string): string {
  const until = String(Math.floor(Date.now() / 1000) + hours * 3600)
  return `${publicUrl}/files/out/${attachmentId}?until=${until}&proof=${proofOf({ secrets }, attachmentId, until)}`
}

/** Did we give this address out, and is it still good? */
export function isPublicFile(keys: Keys, attachmentId: string, { until = '', proof = '' }: { until?: string; proof?: string }): boolean {
  const own = Buffer.from(proofOf(keys, attachmentId, until))
  const given = Buffer.from(proof)
  return own.length === given.length && timingSafeEqual(own, given) && Number(until) * 1000 > Date.now()
}

const proofOf = ({ secrets }: Keys, attachmentId: string, until: string) =>
  createHmac('sha256', secrets.derive('public files')).update(`${attachmentId} ${until}`).digest('base64url')
