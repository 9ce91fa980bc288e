/** Meta's Graph API: every call of its channels passes here, with what each kind of refusal means. */

import type { Connected } from '../connected.ts'
import { BrokenConnection, PermanentFailure, TryLater, Uncertain } from '../outgoing.ts'
import { fieldsOf, textOf } from './read.ts'

const version = 'v23.0'
const mostMilliseconds = 20_000

export interface Call {
  /** Where this channel's part of Graph is; a connection of the demo or a test names a fake of it. */
  host: string
  /** How refusals name the vendor. */
  vendor: string
  query?: Record<string, string>
  json?: unknown
  form?: FormData
  /** Would the call send something to a customer? Then one without an answer is not simply made again. */
  sends?: boolean
}

/** Calls Graph as the connection; a body is posted. Throws by what the refusal means. */
export async function callGraph<T>(connection: Connected, path: string, call: Call): Promise<T> {
  const { host, query = {}, json, form, sends = false, vendor } = call
  const url = new URL(`${connection.text('apiUrl') || host}/${version}${path}`)
  for (const [key, value] of Object.entries(query)) url.searchParams.set(key, value)
  let answer: Response
  let text: string
  try {
    answer = await fetch(url, {
      method: json || form ? 'POST' : 'GET',
      headers: {
        authorization: `Bearer ${connection.secret('accessToken')}`,
        'user-agent': 'Warmline/0.1.0',
        ...(json ? { 'content-type': 'application/json' } : {}),
      },
      body: json ? JSON.stringify(json) : form,
      redirect: 'error',
      signal: AbortSignal.timeout(mostMilliseconds),
    })
    text = await answer.text()
  } catch (error) {
    const words = `${vendor} does not answer: ${reasonOf(error)}`
    throw sends && !isUnsent(error) ? new Uncertain(words) : new Error(words)
  }
  if (answer.ok) return JSON.parse(text) as T
  throw refusalOf(vendor, answer.status, text, answer.headers.get('retry-after'), sends)
}

/** Meta's refusal with its codes, for whoever acts by them. */
export class GraphRefusal extends PermanentFailure {
  code: number
  subcode: number
  constructor(words: string, code: number, subcode: number) {
    super(words)
    this.code = code
    this.subcode = subcode
  }
}

// Token, permissions, account locked or unpaid, number not registered: nothing goes until somebody acts.
const broken = new Set([3, 102, 190, 368, 131005, 131031, 131042, 131045, 133010])
const tooMany = new Set([4, 17, 32, 613, 80007, 130429, 131048, 131056, 133016])
/** Between one number and one customer the limit passes sooner than the account's. */
const pairLimit = 131056
const passing = new Set([1, 2, 131000, 131016])

/** What an error of Graph means, by code and never by its words. */
function refusalOf(vendor: string, status: number, text: string, retryAfter: string | null, sends = false): Error {
  const error = fieldsOf(fieldsOf(parsed(text)).error)
  const code = Number(error.code) || 0
  const subcode = Number(error.error_subcode) || 0
  const details = textOf(fieldsOf(error.error_data).details)
  const words = `${vendor} ${code || status}: ${details || textOf(error.message) || text.slice(0, 300)}`
  if (status === 429 || tooMany.has(code)) return new TryLater(words, Number(retryAfter) || (code === pairLimit ? 15 : 60))
  if (broken.has(code) || (code >= 200 && code < 300) || (status === 401 && !code)) return new BrokenConnection(words)
  if (passing.has(code) || error.is_transient === true) return new Error(words)
  // A gateway on the way answered, and not Graph: the call may have gone through.
  if (status >= 500) return !code && sends ? new Uncertain(words) : new Error(words)
  return new GraphRefusal(words, code, subcode)
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return {}
  }
}

const unsent = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH', 'UND_ERR_CONNECT_TIMEOUT'])
const causeOf = (error: unknown) => fieldsOf(error instanceof Error ? error.cause : undefined)
/** Did the call end before anything was sent? */
const isUnsent = (error: unknown) => unsent.has(textOf(causeOf(error).code))
const reasonOf = (error: unknown) =>
  textOf(causeOf(error).code) || textOf(causeOf(error).message) || (error instanceof Error ? error.message : '')
