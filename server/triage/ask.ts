/** One call to a language model over the network. Loaded only where one is chosen: the AI SDK is large. */
import { createAnthropic } from '@ai-sdk/anthropic'
import { createOpenAICompatible } from '@ai-sdk/openai-compatible'
import { APICallError, generateText, NoObjectGeneratedError, Output } from 'ai'
import { messageOf } from '../platform/errors.ts'
import { Answer, answerIn } from './answer.ts'
import type { RemoteModel } from './model.ts'
import { instructionsFor, messageFor, type Question } from './prompt.ts'

// The SDK's advice on standard output is for developers, not for operators.
Object.assign(globalThis, { AI_SDK_LOG_WARNINGS: false })

/** Why a call gave nothing, and whether another may. */
export class NoAnswer extends Error {
  readonly mayRetry: boolean
  /** The least time to wait before, in milliseconds, where the server named one. */
  readonly waitMs: number
  constructor(why: string, { mayRetry = true, waitMs = 0 } = {}) {
    super(why)
    this.mayRetry = mayRetry
    this.waitMs = waitMs
  }
}

/** Servers that refused a request with a schema are asked without one from then on; the shape stands in the instructions too. */
const withoutSchema = new Set<string>()

/** Asks once. Throws `NoAnswer` with the reason in words for the timeline. */
export async function ask(remote: RemoteModel, question: Question, signal: AbortSignal): Promise<Answer> {
  const server = `${remote.baseUrl} ${remote.model}`
  const common = {
    model: languageModel(remote),
    instructions: instructionsFor(question),
    prompt: messageFor(question),
    maxRetries: 0,
    abortSignal: signal,
    // OpenAI's newer models refuse max_tokens, Anthropic demands it.
    ...(remote.provider === 'anthropic' && { maxOutputTokens: 1024 }),
  }
  try {
    if (withoutSchema.has(server)) return readText((await generateText(common)).text)
    const { output } = await generateText({ ...common, output: Output.object({ schema: Answer, name: 'reading' }) })
    return output
  } catch (error) {
    if (error instanceof NoAnswer) throw error
    if (NoObjectGeneratedError.isInstance(error)) return readText(error.text ?? '')
    if (APICallError.isInstance(error) && (error.statusCode === 400 || error.statusCode === 422) && !withoutSchema.has(server)) {
      withoutSchema.add(server)
      return ask(remote, question, signal)
    }
    throw reasonOf(error, signal)
  }
}

function languageModel({ provider, baseUrl, model, key }: RemoteModel) {
  if (provider === 'anthropic') return createAnthropic({ apiKey: key ?? '', ...(baseUrl && { baseURL: baseUrl }) })(model)
  return createOpenAICompatible({ name: 'openai-compatible', baseURL: baseUrl ?? '', apiKey: key, supportsStructuredOutputs: true })(model)
}

function readText(text: string): Answer {
  const answer = answerIn(text)
  if (!answer) throw new NoAnswer('the model answered in another form than asked')
  return answer
}

function reasonOf(error: unknown, signal: AbortSignal): NoAnswer {
  if (signal.aborted) return new NoAnswer('the model did not answer in time', { mayRetry: false })
  if (!APICallError.isInstance(error)) return new NoAnswer(`the model could not be reached: ${messageOf(error)}`)
  if (error.statusCode === undefined) return new NoAnswer(`the model could not be reached: ${error.message}`)
  const seconds = Number(error.responseHeaders?.['retry-after'] ?? 0)
  return new NoAnswer(`the model's server answered ${error.statusCode}`, {
    mayRetry: error.statusCode === 408 || error.statusCode === 409 || error.statusCode === 429 || error.statusCode >= 500,
    waitMs: Number.isFinite(seconds) ? seconds * 1000 : 0,
  })
}
