import { expect, test } from 'vitest'
import { saidIn } from './message.ts'

test('a sticker is known as one beside its file, and where the customer came from comes before that', () => {
  const sticker = { type: 'sticker', sticker: { id: '1', mime_type: 'image/webp', sha256: 'x' } }
  expect(saidIn(sticker)).toMatchObject({ text: '', content: { kind: 'sticker' }, awaited: [{ mimeType: 'image/webp' }] })
  expect(saidIn({ ...sticker, referral: { source_type: 'ad' } }).content).toMatchObject({ kind: 'origin', source: 'ad' })
  expect(saidIn({ type: 'image', image: { id: '1', mime_type: 'image/jpeg', sha256: 'x' } }).content).toBeNull()
})
