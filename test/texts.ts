/** A number at a fake Twilio, connected to a platform of a test. */
import { createConnection } from '../server/channels/connections.ts'
import { type FakeTwilio, startFakeTwilio } from '../server/channels/sms/fake.ts'
import type { Platform } from '../server/platform/platform.ts'
import type { Connection, Values } from '../shared/connections.ts'

export interface ConnectedNumber {
  twilio: FakeTwilio
  connection: Connection
  /** Its webhook, as Twilio was given it. */
  webhook: string
}

/** Starts a fake Twilio and connects its number. */
export async function connectNumber(platform: Platform, values: Values = {}, numbers?: string[]): Promise<ConnectedNumber> {
  const twilio = await startFakeTwilio(undefined, numbers)
  return { twilio, ...(await connectTo(platform, twilio, values)) }
}

/** Connects a number of a fake Twilio. */
export async function connectTo(platform: Platform, twilio: FakeTwilio, values: Values = {}): Promise<Omit<ConnectedNumber, 'twilio'>> {
  const { account, numbers, url } = twilio
  const filled = { number: numbers[0] ?? '', accountSid: account.sid, authToken: account.token, ...values }
  const connection = await createConnection(platform, { channel: 'sms', name: 'Texts', values: filled })
  await platform.db
    .updateTable('connections')
    // The vendor's address is no field of the form: only tests and the demo write it.
    .set({ settings: JSON.stringify({ ...connection.settings, apiUrl: url }) })
    .where('id', '=', connection.id)
    .execute()
  return { connection, webhook: connection.webhookUrl ?? '' }
}
