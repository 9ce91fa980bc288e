/** Tickets that were written on phones: by SMS, WhatsApp and Instagram, in four languages. */
import type { DemoTicket } from './shapes.ts'

export const fromPhones: DemoTicket[] = [
  // WhatsApp
  {
    customer: 'ben',
    channel: 'whatsapp',
    hoursAgo: 3.2,
    steps: [
      ['in', 0, 'Hi, my boots came today. One is size 43 and the other one is not even the same model!', { picture: 'wrong' }],
      ['in', 2, 'I have a hike on Sunday and nothing to wear. This is really annoying'],
    ],
  },
  {
    customer: 'hannah',
    channel: 'whatsapp',
    hoursAgo: 9,
    steps: [
      ['in', 0, 'Hello! Is there a repair point in Bergen? The zip of my Vidda jacket is stuck'],
      ['out', 14, 'tom', 'Hi Hannah! Yes, in our shop at Bryggen. Where in town are you? Then I can say how far it is.'],
      ['seen', 2],
      ['in', 3, '', { place: 'Torgallmenningen, Bergen' }],
      ['out', 4, 'tom', 'That is six minutes on foot. They are open until six, and zips are free.'],
      ['seen', 1],
      ['react', 1, '❤️'],
      ['in', 1, 'You people are wonderful, thank you so much!!'],
    ],
  },
  {
    customer: 'mila',
    channel: 'whatsapp',
    hoursAgo: 31,
    steps: [['in', 0, 'Hoi, kan ik de twee thermoshirts nog ruilen voor een maat groter? Het kaartje zit er nog aan.']],
  },
  {
    customer: 'hugo',
    channel: 'whatsapp',
    hoursAgo: 5.5,
    steps: [
      ['in', 0, 'El paquete ha llegado destrozado, hay mermelada y cristales por todas partes', { picture: 'broken' }],
      ['note', 20, 'diego', 'Foto enviada al almacén. Pedir que revisen el lote de hoy.'],
      ['out', 6, 'diego', '¡Cuánto lo siento, Hugo! Hoy mismo sale otro paquete, y este puedes tirarlo. Cuidado con los cristales.'],
      ['seen', 4],
    ],
  },
  {
    customer: 'olle',
    channel: 'whatsapp',
    hoursAgo: 26,
    steps: [
      ['in', 0, 'Hej, går det att få jackan till jobbet i stället? Jag är inte hemma i veckan'],
      ['out', 11, 'elin', 'Hej Olle! Det ordnar jag. Skicka adressen hit så byter jag den.'],
      ['seen', 6],
      ['in', 9, 'Storgatan 12, Luleå. Tack för snabbt svar!'],
      ['out', 5, 'elin', 'Klart, den kommer dit i morgon.'],
      ['seen', 30],
      ['close', 2, 'elin'],
    ],
  },
  // Instagram
  {
    customer: 'aisha',
    channel: 'instagram',
    hoursAgo: 1.6,
    steps: [['in', 0, 'Ooh is that the new winter shell? When can I order it, and does it come in a men’s M?', { story: 'reply' }]],
  },
  {
    customer: 'elena',
    channel: 'instagram',
    hoursAgo: 50,
    steps: [
      ['in', 0, '¿Hacéis envíos a Canarias? Llevo meses queriendo la chaqueta'],
      ['in', 1, 'Y si no me queda bien, ¿quién paga la devolución?'],
    ],
  },
  {
    customer: 'anouk',
    channel: 'instagram',
    hoursAgo: 22,
    steps: [
      ['in', 0, 'Kijk wie er boven op de berg staat in jullie trui 😍', { story: 'mention' }],
      ['out', 25, 'sanne', 'Wat een uitzicht, Anouk! Mogen we hem delen?'],
      ['seen', 3],
      ['react', 1, '😍'],
      ['in', 2, 'Natuurlijk! Beste trui die ik ooit had, ik raad jullie aan iedereen aan'],
    ],
  },
  {
    customer: 'nils',
    channel: 'instagram',
    hoursAgo: 6.4,
    steps: [
      ['in', 0, 'Ni är ju helt värdelösa på att svara'],
      ['unsend', 4],
      ['in', 1, 'Förlåt, det var onödigt. Mina byxor har gått upp i sömmen efter en vecka, kan ni laga dem?', { picture: 'torn' }],
    ],
  },
  // SMS
  {
    customer: 'owen',
    channel: 'sms',
    hoursAgo: 2.7,
    steps: [['in', 0, 'Hi, order {order} says delivered but nothing is here. Neighbours have not got it either. Owen']],
  },
  {
    customer: 'grace',
    channel: 'sms',
    hoursAgo: 4.1,
    steps: [['in', 0, 'Can I still change the colour of the beanies in {order}? Grace']],
  },
  {
    customer: 'javier',
    channel: 'sms',
    hoursAgo: 28,
    steps: [
      ['in', 0, '¿A qué hora llega hoy el repartidor?'],
      ['out', 9, 'diego', 'Hola, Javier: entre las 16 y las 18 h. Te escribirá un SMS media hora antes.'],
      ['seen', 1],
      ['in', 3, 'Perfecto, gracias'],
      ['close', 4, 'diego'],
    ],
  },
  {
    customer: 'karin',
    channel: 'sms',
    hoursAgo: 12,
    steps: [
      ['in', 0, 'Hej, jag har skickat tillbaka tröjan för två veckor sedan. Var är mina pengar??'],
      ['out', 18, 'maja', 'Hej Karin! Den kom fram i går, och pengarna är på väg: 2 till 3 bankdagar. Förlåt att det dröjde.'],
      ['seen', 1],
    ],
  },
]
