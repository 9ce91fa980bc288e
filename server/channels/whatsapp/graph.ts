/** WhatsApp's part of Graph. */

import type { Connected } from '../connected.ts'
import { type Call, callGraph } from '../meta/graph.ts'

/** Calls the Cloud API as the connection. */
export const callWhatsApp = <T>(connection: Connected, path: string, call: Omit<Call, 'host' | 'vendor'> = {}): Promise<T> =>
  callGraph<T>(connection, path, { ...call, host: 'https://graph.facebook.com', vendor: 'WhatsApp' })
