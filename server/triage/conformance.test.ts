/** Holds what we send to a model, and what the fake answers, against the vendors' own schemas where they are at hand. */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import Ajv from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type FakeModel, startFakeModel } from './fake.ts'
import { openPatience } from './patience.ts'
import { read } from './read.ts'

const specs = join(import.meta.dirname, '../../../shared/specs')
let fake: FakeModel
beforeAll(async () => {
  fake = await startFakeModel()
})
afterAll(() => fake.close())

interface Spec {
  $id: string
  operations: { path: string; request: Record<string, string>; responses: Record<string, Record<string, string>> }[]
}

function specOf(name: string) {
  const ajv = new Ajv.default({ strict: false, allErrors: true })
  addFormats.default(ajv)
  const spec: Spec = JSON.parse(readFileSync(join(specs, name), 'utf8'))
  ajv.addSchema(spec)
  return { spec, validate: (ref: string) => ajv.compile({ $ref: spec.$id + ref }) }
}

test.each([
  ['openai-compatible', 'openai', '/chat/completions'],
  ['anthropic', 'anthropic', '/v1/messages'],
] as const)('%s: requests and the fake’s answers fit the vendor’s schema', async (provider, vendor, path) => {
  if (!existsSync(specs)) {
    console.info('no vendor schemas at ../shared/specs: nothing to hold the requests against')
    return
  }
  fake.next.push(
    { answer: { label: 'neutral', score: 5, evidence: [], reason: '', confidence: 1, language: 'en', tags: [], isSpam: false } },
    { status: 500 },
  )
  const model = { provider, baseUrl: fake.url, model: provider === 'anthropic' ? 'claude-haiku-4-5' : 'any', key: 'test-key' }
  const from = { requests: fake.requests.length, answers: fake.answers.length }
  const ask = () => read(model, { subject: 'A', text: 'B', tags: [], reasonLanguage: 'en' }, { waits: [1, 1], patience: openPatience() })
  await ask()
  await ask()

  const strict = specOf(`${vendor}/${vendor}.requests.strict.jsonschema.json`)
  const request = strict.spec.operations.find((operation) => operation.path === path)?.request['application/json'] ?? ''
  const fits = strict.validate(request)
  const seen = fake.requests.slice(from.requests)
  expect(seen.length).toBeGreaterThanOrEqual(3)
  for (const { body } of seen) expect(fits(body), JSON.stringify(fits.errors)).toBe(true)

  const lenient = specOf(`${vendor}/${vendor}.all.jsonschema.json`)
  const responses = lenient.spec.operations.find((operation) => operation.path === path)?.responses ?? {}
  const answered = lenient.validate(responses['200']?.['application/json'] ?? '')
  const refused = lenient.validate('#/$defs/ErrorResponse')
  for (const { status, body } of fake.answers.slice(from.answers)) {
    const validate = status === 200 ? answered : refused
    expect(validate(body), `${status} ${JSON.stringify(validate.errors)}`).toBe(true)
  }
})
