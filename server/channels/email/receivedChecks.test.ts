import { expect, test } from 'vitest'
import { withReceived } from './authenticity.ts'
import { readLetter } from './letter.ts'
import { receivedChecks } from './receivedChecks.ts'

const files = {
  keep: async () => ({ file: '', size: 0 }),
  read: () => {
    throw new Error('none')
  },
  size: async () => 0,
  remove: async () => undefined,
}
const checks = async (headers: string[], server = 'mx.host.example') =>
  receivedChecks(await readLetter(Buffer.from([...headers, 'From: ada@customer.example', '', 'Hi', ''].join('\r\n')), files), server)

test('the results of the server that is named are read, comments and folded lines among them', async () => {
  const line = [
    'Authentication-Results: mx.host.example 1;',
    '\tspf=pass (sender (of; this) is fine) smtp.mailfrom=ada@customer.example;',
    '\tdkim=fail header.d=list.example; dkim=pass header.d=customer.example; dmarc=pass (p=reject) header.from=Customer.example',
  ]
  expect(await checks([line.join('\r\n')])).toEqual({ spf: 'pass', dkim: 'pass', dmarc: 'pass', domain: 'customer.example' })
})

test('a line in any other name is not believed, nor one below the server’s own', async () => {
  const forged = 'Authentication-Results: evil.example; dmarc=pass header.from=customer.example'
  expect(await checks([forged])).toBeUndefined()
  expect(await checks([forged], '')).toBeUndefined()
  const own = 'Authentication-Results: mx.host.example; spf=fail; dmarc=fail header.from=customer.example'
  const below = 'Authentication-Results: mx.host.example; dmarc=pass header.from=customer.example'
  expect(await checks([own, below])).toMatchObject({ spf: 'fail', dmarc: 'fail', dkim: 'none' })
  expect(await checks(['Authentication-Results: mx.host.example.evil.example; dmarc=pass'])).toBeUndefined()
})

test('what the server found counts where we could not ask, and a signature that we found counts too', () => {
  const failed = { spf: 'fail', dkim: 'none', dmarc: 'fail', domain: 'customer.example' }
  expect(withReceived(null, failed)).toEqual({ ...failed, verdict: 'failed' })
  expect(withReceived(null, { ...failed, dmarc: 'pass' })).toMatchObject({ verdict: 'verified' })
  expect(withReceived(null, { ...failed, dmarc: 'none' })).toMatchObject({ verdict: 'unknown' })
  const signed = { verdict: 'verified', spf: 'none', dkim: 'pass', dmarc: 'pass', domain: 'customer.example' } as const
  expect(withReceived(signed, failed)).toMatchObject({ verdict: 'verified', dkim: 'pass' })
  expect(withReceived(signed, undefined)).toEqual(signed)
})
