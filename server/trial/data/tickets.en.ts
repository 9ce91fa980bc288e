/** Tickets in English. */
import type { DemoTicket } from './shapes.ts'

export const english: DemoTicket[] = [
  {
    customer: 'tomas',
    channel: 'email',
    hoursAgo: 2.2,
    subject: 'Jacket for Saturday still not here, wedding in three days',
    steps: [
      [
        'in',
        0,
        'Hello,\n\nI ordered the Vidda down jacket ({order}) with express delivery for a mountain wedding this Saturday. Tracking has not moved since Tuesday and the courier tells me to ask you. We fly tomorrow at noon. I need it by tomorrow morning or I need to know now that it is not coming, so that I can buy one elsewhere.\n\nPlease call me or write back today.\n\nThomas Keane',
      ],
      ['in', 55, 'Nobody has answered yet. This really cannot wait until Monday, we leave tomorrow. Is anyone there?'],
    ],
  },
  {
    customer: 'priya',
    channel: 'email',
    hoursAgo: 4.5,
    subject: 'Allergic reaction after eating your granola',
    steps: [
      [
        'in',
        0,
        'My son had an allergic reaction this morning after eating the Oat and honey granola from order {order}. The bag says "no nuts" on the front, but I found half a hazelnut in it. We spent two hours in hospital. He is all right now, but other families have this bag at home. You must stop selling this batch immediately: L2407, best before March.\n\nPriya Raman',
      ],
      [
        'note',
        12,
        'maja',
        'Batch L2407 is blocked in the warehouse. The bakery and the food authority are informed. I am calling Priya myself, nobody else answers please.',
      ],
      [
        'out',
        9,
        'maja',
        'Dear Priya,\n\nI am so sorry, and so relieved that your son is all right. We stopped batch L2407 ten minutes ago and are writing to everyone who bought it. I would like to call you this afternoon to hear what happened and what we can do for you both. Which number and hour suit you?\n\nMaja Lindqvist, Nordvik',
      ],
    ],
  },
  {
    customer: 'marcus',
    channel: 'email',
    hoursAgo: 7,
    subject: 'Charged three times, going to my bank',
    steps: [
      [
        'in',
        0,
        'You have charged my card three times for the same pantry box. That is 117 euros for one box of crispbread. I wrote on Monday and on Wednesday and got nothing back. If I do not see two refunds by the end of today I will dispute all three with my bank and report this as fraud.\n\nMarcus Bell',
      ],
      [
        'note',
        20,
        'tom',
        'Checked with payments: two of the three are reservations that never settled. They fall away by themselves but he cannot see that.',
      ],
    ],
  },
  {
    customer: 'ana',
    channel: 'webchat',
    hoursAgo: 1.1,
    steps: [
      ['in', 0, 'Hi! My parcel {order} was meant to come today, is it still on its way?'],
      [
        'out',
        3,
        'tom',
        'Hi Ana, let me look. It left Hamburg this morning and is on the van in Bristol now. The driver says between two and four.',
      ],
      ['seen', 1],
      ['in', 1, 'Oh lovely, that was quick. Someone is at home all afternoon. Thank you!'],
    ],
  },
  {
    customer: 'grace',
    channel: 'email',
    hoursAgo: 26,
    subject: 'Best sweater I have ever owned',
    steps: [
      [
        'in',
        0,
        'I have to tell you: the Skog sweater is the best piece of clothing I own. I have worn it every single day since it came, my sister has ordered one because of me, and two colleagues are about to. Third order with you in a year and every time it is perfect. Keep doing exactly what you do, I recommend you to everyone!\n\nGrace',
      ],
      [
        'out',
        75,
        'sanne',
        'Dear Grace,\n\nWhat a mail to begin the day with. I have read it out to the whole workshop; Ulla, who knits the collars, asked for a copy. Thank you for telling your sister and half your office about us.\n\nWarmly,\nSanne',
      ],
      ['close', 1, 'sanne'],
    ],
  },
  {
    customer: 'owen',
    channel: 'email',
    hoursAgo: 30,
    subject: 'Boots leaking after two weeks',
    steps: [
      [
        'in',
        0,
        'The Myr boots I bought two weeks ago already leak at the left heel. I walk the dog twice a day, that is all they have seen. For 89 euros I expected more than a fortnight. Very disappointed, I used to think well of your things.\n\nOwen Price',
      ],
      [
        'out',
        190,
        'tom',
        'Dear Owen,\n\nTwo weeks is not what those boots are made for, and I am sorry. A new pair in your size leaves today; the label for the old ones is attached to this mail, and there is no hurry with it. Our cobbler would like to see the heel.\n\nTom',
      ],
      ['in', 300, 'Right, thank you. I will send them on Friday.'],
    ],
  },
  {
    customer: 'liam',
    channel: 'email',
    hoursAgo: 9.5,
    subject: 'Change delivery address',
    steps: [
      [
        'in',
        0,
        'Hi, I placed order {order} with my old address by mistake. Could it go to 14 Beechgrove Terrace, Aberdeen instead? It says paid but not shipped yet.\n\nThanks\nLiam',
      ],
      ['free', 6, 'sanne'],
    ],
  },
  {
    customer: 'hannah',
    channel: 'email',
    hoursAgo: 50,
    subject: 'Zip of down jacket',
    steps: [
      ['in', 0, 'Hello, the zip of my Vidda jacket catches on the lining near the bottom. Is there a trick to it, or should I send it in?'],
      [
        'out',
        140,
        'diego',
        'Hello Hannah,\n\nThere is: pull the lining flat with two fingers while you close the last ten centimetres. If it still catches after that, send it in and we will take the lining up a little, free of charge.\n\nDiego',
      ],
      ['in', 600, 'The trick works, thank you so much. Very happy with the jacket otherwise.'],
      ['close', 40, 'diego'],
    ],
  },
  {
    customer: 'fiona',
    channel: 'webchat',
    hoursAgo: 5.2,
    steps: [
      [
        'in',
        0,
        'Your size chart says M for the Fjell jacket at my measurements but the trousers came up tiny in M. Does the jacket also run small?',
      ],
      [
        'out',
        4,
        'diego',
        'Hi Fiona! The jacket is cut wider: with a sweater under it, M is right for you. For the trousers I would go up one size. Shall I change them to L?',
      ],
      ['seen', 1],
      ['in', 2, 'Yes please, L for the trousers. And what do I do with the M?'],
      ['out', 2, 'diego', 'Keep the box, the return label is on the inside of the lid. The L goes out tomorrow.'],
      ['seen', 3],
    ],
  },
  {
    customer: 'daniel',
    channel: 'email',
    hoursAgo: 12,
    subject: 'Invoice with our VAT number',
    steps: [
      [
        'in',
        0,
        'Good morning,\n\nplease send an invoice for order {order} with our company details: Osei Coffee Carts Ltd, VAT number GB 000 0000 00. The PDF in my account has only my private name.\n\nKind regards\nDaniel Osei',
      ],
      ['free', 6, 'sanne'],
    ],
  },
  {
    customer: 'ruth',
    channel: 'email',
    hoursAgo: 34,
    subject: 'Skip one box in December?',
    steps: [
      [
        'in',
        0,
        'Dear Nordvik, we are away over Christmas. Is it possible to skip the December pantry box and go on in January?\n\nRuth Calloway',
      ],
      [
        'out',
        65,
        'sanne',
        'Dear Ruth,\n\nDone: no box in December, the next one comes in the second week of January. Have a good journey.\n\nSanne',
      ],
      ['close', 0, 'sanne'],
    ],
  },
  {
    customer: 'ben',
    channel: 'email',
    hoursAgo: 20,
    subject: 'Wrong size sent twice',
    steps: [
      [
        'in',
        0,
        'I ordered boots in 44 and got 42. I sent them back at my own cost, waited nine days, and today you sent me 42 AGAIN. Does anyone look at what goes into the box? I am fed up with this. I want my money back including the postage.',
      ],
      ['note', 45, 'tom', 'The label on the shelf was swapped, 42 and 44 stood in each other’s place. Warehouse has corrected it.'],
    ],
  },
  {
    customer: 'chloe',
    channel: 'webchat',
    hoursAgo: 28,
    steps: [
      ['in', 0, 'Can the merino base layer go in the tumble dryer?'],
      ['out', 2, 'tom', 'Better not, Chloe: it would come out for a child. Wash at thirty degrees, dry flat.'],
      ['seen', 1],
      ['in', 1, 'Glad I asked then, thanks!'],
      ['close', 10, 'tom'],
    ],
  },
  {
    customer: 'aisha',
    channel: 'webchat',
    hoursAgo: 3.4,
    steps: [
      [
        'in',
        0,
        'Hello, do you ship to Nottingham before the weekend if I order today? And is the green of the rain jacket more blue or more green in daylight?',
      ],
    ],
  },
  {
    customer: 'grace',
    channel: 'webchat',
    hoursAgo: 0.7,
    steps: [
      ['in', 0, 'Hi, me again :) do you have the Skog sweater in a small for my sister? The page says sold out.'],
      ['out', 5, 'maja', 'Hi Grace! Twelve come off the machines on Thursday. Shall I put one aside under your name?'],
      ['seen', 1],
      ['in', 1, 'Yes!! You are brilliant, thank you'],
    ],
  },
  {
    customer: 'ana',
    channel: 'email',
    hoursAgo: 76,
    subject: 'Mending socks',
    steps: [
      ['in', 0, 'You write that the Lom socks are mended for life. How does that work, do I send them to you washed?\n\nAna'],
      [
        'out',
        120,
        'tom',
        'Hello Ana,\n\nExactly so: washed, in any envelope, with your order number. They come back within two weeks. The first hole is usually the heel, and Berit is very good at heels.\n\nTom',
      ],
      ['close', 5, 'tom'],
    ],
  },
  {
    customer: 'priya',
    channel: 'webchat',
    hoursAgo: 52,
    steps: [
      ['in', 0, 'Is the granola vegan? It has honey in the name so I guess not'],
      ['out', 6, 'sanne', 'You guess right, Priya: there is honey in it. The crispbread is vegan, if that helps.'],
      ['seen', 1],
      ['close', 12, 'sanne'],
    ],
  },
  {
    customer: 'marcus',
    channel: 'email',
    hoursAgo: 55,
    subject: 'Pantry box: double payment?',
    steps: [['in', 0, 'I see two payments of 39 euros for this month. Is that right? I have only one subscription.']],
  },
  {
    customer: 'hannah',
    channel: 'webchat',
    hoursAgo: 15,
    steps: [
      ['in', 0, 'Do you have a shop where I can try things on?'],
      ['out', 8, 'diego', 'Only one so far, in Östersund. But you can order two sizes and send one back free of charge.'],
      ['seen', 2],
      ['in', 1, 'A bit far :) I will do that then'],
      ['close', 15, 'diego'],
    ],
  },
  {
    customer: 'owen',
    channel: 'email',
    hoursAgo: 96,
    subject: 'Discount for scouts',
    steps: [
      ['in', 0, 'Dear Nordvik, our scout group needs eighteen camp mugs. Is there a price for groups?\n\nOwen Price, 3rd Cardiff'],
      [
        'out',
        200,
        'sanne',
        'Dear Owen,\n\nFor scouts there is: 15 per cent from twelve mugs on. I have put a code into your account, it is good for a month.\n\nSanne',
      ],
      ['in', 90, 'That is very kind, the group says thank you.'],
      ['close', 20, 'sanne'],
    ],
  },
  {
    customer: 'fiona',
    channel: 'email',
    hoursAgo: 88,
    subject: 'Thank you, Tom',
    steps: [
      [
        'in',
        0,
        'I only want to say thank you to Tom, who found my lost parcel in a depot in Perth on a Sunday. I have never had service like this from any shop. You have a customer for life, and I tell everyone in my hill-walking club about you.\n\nFiona MacLeod',
      ],
      [
        'out',
        180,
        'maja',
        'Dear Fiona,\n\nTom went red, and then he told us about the depot in Perth, which he had kept to himself. Thank you for writing. Greetings to the club!\n\nMaja',
      ],
      ['close', 2, 'maja'],
    ],
  },
  {
    customer: 'daniel',
    channel: 'email',
    hoursAgo: 44,
    subject: 'Mug arrived chipped',
    steps: [
      [
        'in',
        0,
        'One of the six mugs has a chip in the enamel the size of a fingernail. The others are fine. Photo is on its way from my phone.',
      ],
      [
        'out',
        80,
        'diego',
        'Hello Daniel,\n\nNo photo needed, we believe you. A new mug goes out today; please keep the chipped one for pencils.\n\nDiego',
      ],
      ['close', 1, 'diego'],
    ],
  },
  {
    customer: 'liam',
    channel: 'email',
    hoursAgo: 64,
    subject: 'Trousers: how to proof them',
    steps: [
      ['in', 0, 'Which wax do you recommend for the Stig trousers, and how often?'],
      ['snooze', 100, 'tom', 20],
    ],
  },
]
