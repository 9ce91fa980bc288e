/** Tickets in Dutch. */
import type { DemoTicket } from './shapes.ts'

export const dutch: DemoTicket[] = [
  {
    customer: 'bram',
    channel: 'email',
    hoursAgo: 3.1,
    subject: 'Derde keer: waar blijft mijn geld?',
    steps: [
      [
        'in',
        0,
        'Goedemiddag,\n\nDit is mijn derde mail. Ik heb de donsjas ({order}) vier weken geleden teruggestuurd en nog steeds geen cent terug. 279 euro! Niemand reageert, de telefoon gaat over. Als het bedrag morgen niet op mijn rekening staat, schakel ik een advocaat in en meld ik dit bij de consumentenbond.\n\nBram Visser',
      ],
    ],
  },
  {
    customer: 'femke',
    channel: 'webchat',
    hoursAgo: 1.6,
    steps: [
      ['in', 0, 'Hoi, mijn pakketje {order} staat al sinds dinsdag op "onderweg". Is het kwijt?'],
      [
        'out',
        4,
        'sanne',
        'Hoi Femke, ik kijk even mee. Het ligt in het sorteercentrum in Nieuwegein, ze waren het label kwijt. Morgen voor twaalven is het bij je.',
      ],
      ['seen', 1],
      ['in', 2, 'Fijn dat je het hebt gevonden, dankjewel!'],
    ],
  },
  {
    customer: 'joris',
    channel: 'email',
    hoursAgo: 6.4,
    subject: 'Naad laat los bij eerste regenbui',
    steps: [
      [
        'in',
        0,
        'Beste Nordvik,\n\nMijn nieuwe Fjell-jas is bij de eerste de beste bui doorgelekt. De naad op de schouder laat los. Voor 189 euro vind ik dat echt ondermaats. Ik stond drijfnat op het perron. Wat een teleurstelling.\n\nJoris Claes',
      ],
    ],
  },
  {
    customer: 'esther',
    channel: 'email',
    hoursAgo: 40,
    subject: 'Wat een heerlijke trui',
    steps: [
      [
        'in',
        0,
        'Lieve mensen van Nordvik,\n\nDit is al mijn tweede Skog-trui en ik ben er weer helemaal weg van. Zo warm, zo mooi gemaakt, en binnen twee dagen in huis. Ik raad jullie aan iedereen aan: mijn hele koor loopt er straks in!\n\nEsther van Dam',
      ],
      [
        'out',
        130,
        'sanne',
        'Lieve Esther,\n\nEen heel koor in Skog-truien, dat willen wij zien. Stuur je een foto? Dank je wel voor je mooie woorden.\n\nSanne',
      ],
      ['close', 1, 'sanne'],
    ],
  },
  {
    customer: 'lotte',
    channel: 'email',
    hoursAgo: 10,
    subject: 'Bestelling annuleren',
    steps: [
      [
        'in',
        0,
        'Hallo, ik heb vanochtend per ongeluk twee keer besteld. Kunnen jullie bestelling {order} annuleren? Hij is volgens mij nog niet verzonden.\n\nGroet, Lotte',
      ],
      ['free', 6, 'sanne'],
    ],
  },
  {
    customer: 'daan',
    channel: 'webchat',
    hoursAgo: 27,
    steps: [
      ['in', 0, 'Vallen de laarzen groot of klein? Ik heb normaal 43'],
      ['out', 3, 'sanne', 'Hoi Daan, gewoon 43 nemen. Alleen met heel dikke sokken zou ik 44 doen.'],
      ['seen', 1],
      ['in', 1, 'Top, bedankt'],
      ['close', 8, 'sanne'],
    ],
  },
  {
    customer: 'noor',
    channel: 'email',
    hoursAgo: 22,
    subject: 'Twee potten jam kapot in de doos',
    steps: [
      [
        'in',
        0,
        'Hallo,\n\nIn mijn voorraaddoos waren twee potten bosframbozen gebroken en alles plakt. De knäckebröd kan ik weggooien. Dit is de tweede keer dit jaar. Kunnen jullie de potten alsjeblieft beter inpakken? Erg jammer.\n\nNoor Bakker',
      ],
      [
        'out',
        95,
        'sanne',
        'Beste Noor,\n\nDat is vervelend, en twee keer al helemaal. Je krijgt morgen een nieuwe doos en deze maand hoef je niet te betalen. De inpakkers leggen voortaan karton tussen de potten.\n\nSanne',
      ],
      ['in', 220, 'Dat is netjes opgelost, dank je wel.'],
      ['close', 15, 'sanne'],
    ],
  },
  {
    customer: 'mila',
    channel: 'email',
    hoursAgo: 47,
    subject: 'Vraag over wol',
    steps: [
      ['in', 0, 'Goedendag, waar komt de wol van de Tind-laag vandaan? En is het mulesing-vrij?\n\nMila Peeters'],
      [
        'out',
        300,
        'sanne',
        'Beste Mila,\n\nDe merino komt van drie boerderijen in Patagonië, alle drie mulesing-vrij. De namen staan op het label aan de binnenkant.\n\nSanne',
      ],
      ['close', 2, 'sanne'],
    ],
  },
  {
    customer: 'ruben',
    channel: 'webchat',
    hoursAgo: 0.5,
    steps: [['in', 0, 'Kan ik bij bestelling {order} nog een pot jam laten bijdoen?']],
  },
  {
    customer: 'thijs',
    channel: 'email',
    hoursAgo: 70,
    subject: 'Terugbetaling ontvangen',
    steps: [
      ['in', 0, 'De terugbetaling van de muts is binnen. Snel en zonder gedoe, dank daarvoor.\n\nThijs'],
      ['close', 60, 'sanne'],
    ],
  },
  {
    customer: 'anouk',
    channel: 'email',
    hoursAgo: 18,
    subject: 'Cadeaubon',
    steps: [
      [
        'in',
        0,
        'Hallo, verkopen jullie ook cadeaubonnen? Ik zoek iets voor mijn vader, die wandelt veel.\n\nMet vriendelijke groet,\nAnouk Willems',
      ],
      ['free', 6, 'sanne'],
    ],
  },
  {
    customer: 'femke',
    channel: 'email',
    hoursAgo: 90,
    subject: 'Maat omruilen',
    steps: [
      ['in', 0, 'Hoi, de trui is prachtig maar net te klein. Kan ik hem omruilen voor een L?\n\nFemke'],
      [
        'out',
        110,
        'sanne',
        'Hoi Femke,\n\nNatuurlijk. Het retourlabel zit aan de binnenkant van de doos; zodra de M gescand is, gaat de L op de post.\n\nSanne',
      ],
      ['in', 400, 'Is gelukt, super geregeld!'],
      ['close', 30, 'sanne'],
    ],
  },
  {
    customer: 'daan',
    channel: 'email',
    hoursAgo: 58,
    subject: 'Inlogprobleem',
    steps: [
      ['in', 0, 'Ik kan niet meer inloggen. De mail om een nieuw wachtwoord te kiezen komt niet aan, ook niet bij de spam. Wat nu?'],
      [
        'out',
        85,
        'tom',
        'Beste Daan,\n\nIn je adres stond een punt te veel, daardoor ging de mail nergens heen. Het is verbeterd: probeer het nog eens.\n\nTom',
      ],
      ['close', 200, 'tom'],
    ],
  },
  {
    customer: 'joris',
    channel: 'webchat',
    hoursAgo: 33,
    steps: [
      ['in', 0, 'Hebben jullie de Stig-broek ook in lengte 34?'],
      ['out', 6, 'diego', 'Dag Joris, vanaf volgende maand. Zal ik je een bericht sturen als hij er is?'],
      ['seen', 1],
      ['in', 2, 'Graag!'],
      ['close', 20, 'diego'],
    ],
  },
]
