/** Mails of our own, to the team: invitations, password resets, the test from the settings page. */
import type { Platform } from '../../platform/platform.ts'
import { senderAddress } from './addresses.ts'
import { signature } from './dkim.ts'

export interface OwnLetter {
  to: string
  subject: string
  text: string
}

/** Sends one under the support address as it is now, and returns the mail server's answer. Throws its refusal. */
export async function sendLetter({ db, mailer, secrets }: Platform, letter: OwnLetter): Promise<string> {
  const { name, address, dkim } = await senderAddress(db, null)
  const { answer } = await mailer.send({
    ...letter,
    from: { name, address },
    headers: { 'Auto-Submitted': 'auto-generated' },
    ...signature(secrets, dkim),
  })
  return answer
}
