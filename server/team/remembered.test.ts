import { expect, test } from 'vitest'
import type { AgentCaller } from './caller.ts'
import { openRemembered } from './remembered.ts'

const caller: AgentCaller = {
  kind: 'agent',
  agentId: 'a',
  name: 'Ada',
  role: 'agent',
  email: 'ada@shop.example',
  language: 'en',
  by: 'session',
}

function openCounting() {
  let now = 1_000_000
  let asked = 0
  const remembered = openRemembered(() => now)
  const get = (credential: string, expiresAt?: Date) =>
    remembered.get(credential, async () => {
      asked++
      return { caller, expiresAt }
    })
  return { ...remembered, look: get, asked: () => asked, wait: (seconds: number) => (now += seconds * 1000), now: () => now }
}

test('a caller found a moment ago is not asked for again, and soon is', async () => {
  const { look, asked, wait } = openCounting()
  for (let i = 0; i < 10; i++) expect(await look('cookie')).toBe(caller)
  expect(asked()).toBe(1)
  wait(6)
  await look('cookie')
  expect(asked()).toBe(2)
})

test('requests at the same moment ask once', async () => {
  const { look, asked } = openCounting()
  await Promise.all(Array.from({ length: 10 }, () => look('cookie')))
  expect(asked()).toBe(1)
})

test('nothing is remembered longer than the credential lasts', async () => {
  const { look, asked, wait, now } = openCounting()
  await look('cookie', new Date(now() + 1000))
  wait(2)
  await look('cookie')
  expect(asked()).toBe(2)
})

test('an answer that was on its way while the agent lost access is not kept', async () => {
  const { get, forget } = openRemembered()
  const { promise, resolve } = Promise.withResolvers<undefined>()
  const slow = get('cookie', async () => {
    await promise
    return { caller }
  })
  forget('a')
  const next = get('cookie', async () => undefined)
  resolve(undefined)
  await slow
  expect(await next).toBeUndefined()
  expect(await get('cookie', async () => undefined)).toBeUndefined()
})

test('a flood of credentials does not fill the memory', async () => {
  const { look, asked } = openCounting()
  for (let i = 0; i < 10_001; i++) await look(`cookie ${i}`)
  await look('cookie 10000')
  expect(asked()).toBe(10_001)
  await look('cookie 0')
  expect(asked()).toBe(10_002)
})
