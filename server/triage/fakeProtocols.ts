/** The two protocols of language models at the wire: what each takes, and how each answers. */
import type { IncomingMessage } from 'node:http'
import { z } from 'zod'

export interface SeenRequest {
  path: string
  headers: IncomingMessage['headers']
  body: Record<string, unknown>
  /** The instructions and the message, wherever the protocol puts them. */
  instructions: string
  message: string
}

const Text = z.union([z.string(), z.array(z.object({ type: z.literal('text'), text: z.string() }))])
const ChatCompletion = z.object({
  model: z.string().min(1),
  messages: z.array(z.object({ role: z.enum(['system', 'developer', 'user', 'assistant']), content: Text })).min(1),
  response_format: z
    .discriminatedUnion('type', [
      z.object({ type: z.literal('text') }),
      z.object({ type: z.literal('json_object') }),
      z.object({
        type: z.literal('json_schema'),
        json_schema: z.object({
          name: z.string().regex(/^[\w-]{1,64}$/),
          strict: z.boolean().optional(),
          schema: z.looseObject({ type: z.literal('object') }),
        }),
      }),
    ])
    .optional(),
})
const Messages = z.object({
  model: z.string().min(1),
  max_tokens: z.number().int().positive(),
  system: Text.optional(),
  messages: z.array(z.object({ role: z.enum(['user', 'assistant']), content: Text })).min(1),
})
const plain = (text: z.infer<typeof Text> | undefined) => (typeof text === 'string' ? text : (text ?? []).map((part) => part.text).join(''))

/** What a call of chat completions asks. Throws where OpenAI would refuse it. */
export function seenByOpenAi(request: IncomingMessage, body: Record<string, unknown>): SeenRequest {
  const { messages } = ChatCompletion.parse(body)
  const of = (...roles: string[]) =>
    messages
      .filter(({ role }) => roles.includes(role))
      .map(({ content }) => plain(content))
      .join('\n')
  return { path: request.url ?? '', headers: request.headers, body, instructions: of('system', 'developer'), message: of('user') }
}

/** What a call of messages asks. Throws where Anthropic would refuse it. */
export function seenByAnthropic(request: IncomingMessage, body: Record<string, unknown>): SeenRequest {
  const { system, messages } = Messages.parse(body)
  return {
    path: request.url ?? '',
    headers: request.headers,
    body,
    instructions: plain(system),
    message: messages.map(({ content }) => plain(content)).join('\n'),
  }
}

/** An answer of OpenAI's with this text. */
export const completionWith = (content: string, model: string) => ({
  id: 'chatcmpl-1',
  object: 'chat.completion',
  created: 1_750_000_000,
  model,
  choices: [{ index: 0, message: { role: 'assistant', content, refusal: null }, logprobs: null, finish_reason: 'stop' }],
  usage: { prompt_tokens: 400, completion_tokens: 60, total_tokens: 460 },
})

/** An answer of Anthropic's with this text. */
export const messageWith = (text: string, model: string) => ({
  id: 'msg_1',
  type: 'message',
  role: 'assistant',
  model,
  content: [{ type: 'text', text, citations: null }],
  stop_reason: 'end_turn',
  stop_sequence: null,
  stop_details: null,
  container: null,
  usage: {
    input_tokens: 400,
    output_tokens: 60,
    cache_creation: null,
    cache_creation_input_tokens: null,
    cache_read_input_tokens: null,
    inference_geo: null,
    server_tool_use: null,
    service_tier: null,
  },
})
