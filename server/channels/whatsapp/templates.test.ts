import { expect, test } from 'vitest'
import { templateOf } from './templates.ts'

test('each variable stands with its own example, with and without a header above the text', () => {
  const body = { type: 'BODY', text: 'Hi {{1}}, about {{2}}', example: { body_text: [['Lucía', 'the zip']] } }
  const header = { type: 'HEADER', format: 'TEXT', text: 'Order {{1}}', example: { header_text: ['#7'] } }
  const buttons = { type: 'BUTTONS', buttons: [{ type: 'URL', text: 'See it', url: 'https://shop.example/{{1}}', example: ['abc'] }] }
  const examples = (components: object[]) =>
    templateOf({ name: 'a', language: 'en', status: 'APPROVED', category: 'UTILITY', components }).variables.map(
      ({ where, name, example }) => `${where} ${name}: ${example}`,
    )
  expect(examples([body])).toEqual(['body 1: Lucía', 'body 2: the zip'])
  expect(examples([header, body, buttons])).toEqual(['header 1: #7', 'body 1: Lucía', 'body 2: the zip', 'button 1: abc'])
})
