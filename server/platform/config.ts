/** The configuration: the only place that reads the environment. Every variable is optional; a wrong one stops the start with one sentence. */
import { resolve } from 'node:path'
import { z } from 'zod'

const whole = /^\d{1,5}$/
const Port = z
  .string()
  .refine((text) => whole.test(text) && Number(text) <= 65_535, 'must be a port, 0 to 65535')
  .transform(Number)
const oneOf = <const T extends string>(...words: T[]) => z.enum(words, `must be ${words.slice(0, -1).join(', ')} or ${words.at(-1)}`)
const optional = <T extends z.ZodType>(shape: T) => z.preprocess((value) => (value === '' ? undefined : value), shape.optional())

const url = (protocols: string[]) =>
  z
    .string()
    .refine(
      (text) => URL.canParse(text) && protocols.includes(new URL(text).protocol),
      `must be an address that begins with ${protocols.map((protocol) => `${protocol}//`).join(' or ')}`,
    )

const Environment = z
  .object({
    PORT: optional(Port).transform((port) => port ?? 3000),
    HOST: optional(z.string()).transform((host) => host ?? '127.0.0.1'),
    PUBLIC_URL: optional(url(['http:', 'https:'])),
    DATA_DIR: optional(z.string()).transform((folder) => resolve(folder ?? './data')),
    DATABASE_URL: optional(url(['postgres:', 'postgresql:'])),
    SMTP_URL: optional(url(['smtp:', 'smtps:'])),
    INBOUND_SMTP_PORT: optional(z.union([z.literal('off'), Port], 'must be a port, 0 to 65535, or off')).transform((port) => port ?? 2525),
    LLM_PROVIDER: optional(oneOf('openai-compatible', 'anthropic', 'built-in')),
    LLM_BASE_URL: optional(url(['http:', 'https:'])),
    LLM_API_KEY: optional(z.string()),
    LLM_MODEL: optional(z.string()),
    OWNER_EMAIL: optional(z.email('must be an email address')),
    OWNER_PASSWORD: optional(z.string().min(10, 'must have at least 10 characters')),
    DEMO: optional(oneOf('on', 'off')),
    LOG_LEVEL: optional(oneOf('fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent')),
  })
  .refine((env) => !env.OWNER_EMAIL === !env.OWNER_PASSWORD, {
    path: ['OWNER_EMAIL'],
    message: 'and OWNER_PASSWORD are given together or not at all',
  })
  .refine((env) => env.LLM_PROVIDER !== 'openai-compatible' || (env.LLM_BASE_URL && env.LLM_MODEL), {
    path: ['LLM_PROVIDER'],
    message: 'openai-compatible needs LLM_BASE_URL and LLM_MODEL',
  })
  .refine((env) => env.LLM_PROVIDER !== 'anthropic' || env.LLM_API_KEY, { path: ['LLM_PROVIDER'], message: 'anthropic needs LLM_API_KEY' })

export interface Config {
  port: number
  host: string
  /** Where people reach this installation, without a trailing slash; undefined: http://host:port. */
  publicUrl: string | undefined
  dataDir: string
  /** Undefined: we run an embedded PostgreSQL in the data folder. */
  databaseUrl: string | undefined
  /** Undefined: outgoing mail goes to the demo mailbox. */
  smtpUrl: string | undefined
  inboundSmtpPort: number | 'off'
  /** What the environment says of the model; undefined: the settings page decides. */
  llm: { provider: 'openai-compatible' | 'anthropic' | 'built-in'; baseUrl?: string; apiKey?: string; model?: string } | undefined
  owner: { email: string; password: string } | undefined
  isDemo: boolean
  logLevel: string
}

/** Reads and checks the environment. Throws an Error whose message is one sentence for the operator. */
export function readConfig(env: Record<string, string | undefined>): Config {
  const parsed = Environment.safeParse(env)
  if (!parsed.success) {
    const issue = parsed.error.issues[0]
    const name = String(issue?.path[0] ?? 'The environment')
    const value = env[name] ?? ''
    // The sentence ends up in logs: a password stays out of it, one inside an address too.
    const isSecret = /KEY|PASSWORD/.test(name) || (value.includes('@') && name.endsWith('_URL'))
    throw new Error(`${name} ${issue?.message ?? 'is not valid'} (it is ${isSecret ? 'not shown here' : JSON.stringify(value)}).`)
  }
  const e = parsed.data
  return {
    port: e.PORT,
    host: e.HOST,
    publicUrl: e.PUBLIC_URL?.replace(/\/+$/, ''),
    dataDir: e.DATA_DIR,
    databaseUrl: e.DATABASE_URL,
    smtpUrl: e.SMTP_URL,
    inboundSmtpPort: e.INBOUND_SMTP_PORT,
    llm: e.LLM_PROVIDER ? { provider: e.LLM_PROVIDER, baseUrl: e.LLM_BASE_URL, apiKey: e.LLM_API_KEY, model: e.LLM_MODEL } : undefined,
    owner: e.OWNER_EMAIL && e.OWNER_PASSWORD ? { email: e.OWNER_EMAIL.toLowerCase(), password: e.OWNER_PASSWORD } : undefined,
    isDemo: e.DEMO !== 'off',
    logLevel: e.LOG_LEVEL ?? 'info',
  }
}
