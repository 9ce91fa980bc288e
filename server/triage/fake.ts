/**
 * Language models at the wire, for tests: a server that speaks OpenAI's chat completions and Anthropic's messages,
 * refuses what they would refuse, and can be told to be slow, down, or to talk nonsense.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text as readAll } from 'node:stream/consumers'
import { completionWith, messageWith, type SeenRequest, seenByAnthropic, seenByOpenAi } from './fakeProtocols.ts'

/** What the server does with one request. */
export type Behaviour =
  | { answer: object }
  | { text: string }
  | { status: number; headers?: Record<string, string> }
  /** Never answers. */
  | 'hang'
  /** Closes the connection. */
  | 'cut'
  /** Refuses a request that names a schema, as small servers do. */
  | 'no schemas'

export interface FakeModel {
  /** The base address for the OpenAI-compatible and the Anthropic provider alike. */
  url: string
  requests: SeenRequest[]
  /** What was answered, as it went over the wire. */
  answers: { path: string; status: number; body: unknown }[]
  /** What the next requests get, in order; afterwards the usual answer. */
  next: Behaviour[]
  close(): Promise<void>
}

const usual = {
  label: 'negative',
  score: 2.4,
  evidence: ['never arrived'],
  reason: 'The parcel never arrived.',
  confidence: 0.93,
  language: 'en',
  tags: ['shipping'],
  isSpam: false,
}

/** Starts the server on a free port. */
export async function startFakeModel({ key = 'test-key' } = {}): Promise<FakeModel> {
  const requests: SeenRequest[] = []
  const answers: FakeModel['answers'] = []
  const next: Behaviour[] = []
  const server = createServer((request, response) => {
    handle(request, response).catch((error: unknown) =>
      send(request, response, 400, { error: { message: String(error), type: 'invalid_request_error', param: null, code: null } }),
    )
  })

  function send(
    request: IncomingMessage,
    response: ServerResponse,
    status: number,
    body: unknown,
    headers: Record<string, string> = {},
  ): void {
    answers.push({ path: request.url ?? '', status, body })
    response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body))
  }

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body: Record<string, unknown> = JSON.parse(await readAll(request))
    const isAnthropic = request.url === '/v1/messages'
    const error = (status: number, message: string, headers?: Record<string, string>) =>
      send(
        request,
        response,
        status,
        isAnthropic
          ? {
              type: 'error',
              request_id: null,
              error: { type: status === 401 ? 'authentication_error' : status >= 500 ? 'api_error' : 'invalid_request_error', message },
            }
          : { error: { message, type: status >= 500 ? 'server_error' : 'invalid_request_error', param: null, code: null } },
        headers,
      )
    if (request.method !== 'POST' || (!isAnthropic && request.url !== '/v1/chat/completions'))
      return error(404, `no such path: ${request.method} ${request.url}`)
    if (isAnthropic ? request.headers['x-api-key'] !== key : request.headers.authorization !== `Bearer ${key}`)
      return error(401, 'wrong key')
    if (isAnthropic && !request.headers['anthropic-version']) return error(400, 'anthropic-version: header is required')
    requests.push(isAnthropic ? seenByAnthropic(request, body) : seenByOpenAi(request, body))

    const behaviour = next.shift() ?? { answer: usual }
    if (behaviour === 'hang') return
    if (behaviour === 'cut') return void request.socket.destroy()
    if (behaviour === 'no schemas') {
      if (body.response_format || body.output_config) return error(400, 'response_format is not supported')
      return answer(JSON.stringify(usual))
    }
    if ('status' in behaviour) return error(behaviour.status, 'as told', behaviour.headers)
    return answer('text' in behaviour ? behaviour.text : JSON.stringify(behaviour.answer))

    function answer(text: string): void {
      send(request, response, 200, isAnthropic ? messageWith(text, String(body.model)) : completionWith(text, String(body.model)))
    }
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    requests,
    answers,
    next,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
