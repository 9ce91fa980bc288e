import { expect, test } from 'vitest'
import { readConfig } from './config.ts'

test('an empty environment is a whole configuration, and an empty value is none', () => {
  const usual = { port: 3000, host: '127.0.0.1', inboundSmtpPort: 2525, isDemo: true, databaseUrl: undefined, smtpUrl: undefined }
  expect(readConfig({})).toMatchObject(usual)
  expect(readConfig({ PORT: '', HOST: '', DATABASE_URL: '', SMTP_URL: '', INBOUND_SMTP_PORT: '', DEMO: '' })).toMatchObject(usual)
})

const good = { OWNER_EMAIL: 'owner@shop.example', OWNER_PASSWORD: 'long enough words' }
test.each([
  ['PORT', { PORT: '70000' }],
  ['PORT', { PORT: 'http' }],
  ['PUBLIC_URL', { PUBLIC_URL: 'help.shop.example' }],
  ['DATABASE_URL', { DATABASE_URL: 'mysql://127.0.0.1/x' }],
  ['SMTP_URL', { SMTP_URL: 'mail.shop.example:25' }],
  ['INBOUND_SMTP_PORT', { INBOUND_SMTP_PORT: 'no' }],
  ['LLM_PROVIDER', { LLM_PROVIDER: 'gpt' }],
  ['LLM_PROVIDER', { LLM_PROVIDER: 'anthropic' }],
  ['LLM_PROVIDER', { LLM_PROVIDER: 'openai-compatible', LLM_MODEL: 'm' }],
  ['LLM_BASE_URL', { LLM_BASE_URL: 'localhost' }],
  ['OWNER_EMAIL', { ...good, OWNER_EMAIL: 'owner' }],
  ['OWNER_EMAIL', { OWNER_EMAIL: good.OWNER_EMAIL }],
  ['OWNER_PASSWORD', { ...good, OWNER_PASSWORD: 'short' }],
  ['DEMO', { DEMO: 'yes' }],
  ['LOG_LEVEL', { LOG_LEVEL: 'loud' }],
])('a wrong %s is one sentence that names it: %o', (name, env) => {
  expect(() => readConfig(env)).toThrow(new RegExp(`^${name} [^\\n]{8,160}\\.$`))
})

test('no password gets into the sentence', () => {
  for (const env of [{ OWNER_EMAIL: 'a@b.example', OWNER_PASSWORD: 'hunter2' }, { SMTP_URL: 'http://me:hunter2@mail' }])
    expect(() => readConfig(env)).toThrow(/^((?!hunter2).)*$/)
})
