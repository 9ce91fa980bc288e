/** The templates that WhatsApp has approved for the demo's shop, as its API lists them. */

const quickReply = (text: string) => ({ type: 'QUICK_REPLY', text })

function answered(language: string, text: string, button: string, example: [string, string]) {
  return {
    name: 'your_question',
    language,
    status: 'APPROVED',
    category: 'UTILITY',
    components: [
      { type: 'BODY', text, example: { body_text: [example] } },
      { type: 'FOOTER', text: 'Nordvik' },
      { type: 'BUTTONS', buttons: [quickReply(button)] },
    ],
  }
}

export const demoTemplates = [
  answered('en', 'Hello {{1}}, we have an answer to your question about {{2}}. May we write to you here?', 'Yes, please', [
    'Ana',
    'your jacket',
  ]),
  answered('nl', 'Hallo {{1}}, we hebben een antwoord op je vraag over {{2}}. Mogen we je hier schrijven?', 'Ja, graag', [
    'Femke',
    'je jas',
  ]),
  answered('es', 'Hola, {{1}}: tenemos una respuesta a tu pregunta sobre {{2}}. ¿Podemos escribirte por aquí?', 'Sí, gracias', [
    'Lucía',
    'tu chaqueta',
  ]),
  answered('sv', 'Hej {{1}}, vi har ett svar på din fråga om {{2}}. Får vi skriva till dig här?', 'Ja, gärna', ['Astrid', 'din jacka']),
  {
    name: 'parcel_delayed',
    language: 'en',
    status: 'APPROVED',
    category: 'UTILITY',
    components: [
      { type: 'HEADER', format: 'TEXT', text: 'Order {{1}}', example: { header_text: ['NV-20418'] } },
      {
        type: 'BODY',
        text: 'Hello {{1}}, your parcel is late. It should be with you on {{2}}.',
        example: { body_text: [['Ana', 'Friday']] },
      },
      {
        type: 'BUTTONS',
        buttons: [{ type: 'URL', text: 'Follow the parcel', url: 'https://nordvik.example/parcel/{{1}}', example: ['NV-20418'] }],
      },
    ],
  },
  {
    name: 'new_in_your_size',
    language: 'en',
    status: 'APPROVED',
    category: 'MARKETING',
    components: [
      { type: 'HEADER', format: 'IMAGE', example: { header_handle: ['https://nordvik.example/down.jpg'] } },
      { type: 'BODY', text: 'The {{1}} is back in your size, {{2}}.', example: { body_text: [['Vidda down jacket', 'Ana']] } },
      { type: 'FOOTER', text: 'Write STOP to hear nothing more of this.' },
    ],
  },
  {
    name: 'summer_sale',
    language: 'en',
    status: 'PENDING',
    category: 'MARKETING',
    components: [{ type: 'BODY', text: 'Everything for warm days is a fifth cheaper until Sunday.' }],
  },
]
