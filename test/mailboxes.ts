/** Support addresses connected to a platform of a test. */
import { createConnection } from '../server/channels/connections.ts'
import type { Platform } from '../server/platform/platform.ts'
import type { Connection, Values } from '../shared/connections.ts'

/** Connects a support address; by forwarding unless the values say otherwise. */
export const connectAddress = (platform: Platform, address: string, values: Values = {}): Promise<Connection> =>
  createConnection(platform, { channel: 'email', name: '', values: { address, way: 'forward', ...values } })
