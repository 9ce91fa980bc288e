/** Tickets in Swedish. */
import type { DemoTicket } from './shapes.ts'

export const swedish: DemoTicket[] = [
  {
    customer: 'jonas',
    channel: 'email',
    hoursAgo: 1.4,
    subject: 'Dunjackan måste vara här i morgon',
    steps: [
      [
        'in',
        0,
        'Hej,\n\nJag beställde Vidda-jackan ({order}) med expressfrakt. Vi åker till Svalbard i morgon bitti klockan sex och paketet ligger fortfarande i Jönköping. Utan jacka kan jag inte följa med. Ni måste göra något nu, ring mig så fort ni kan!\n\nJonas Wik',
      ],
    ],
  },
  {
    customer: 'astrid',
    channel: 'webchat',
    hoursAgo: 2.4,
    steps: [
      ['in', 0, 'Hej! Kan jag ändra utlämningsställe för {order}? Jag är i Gävle hela veckan.'],
      [
        'out',
        5,
        'maja',
        'Hej Astrid! Det går bra. Jag har flyttat paketet till ombudet på Drottninggatan, det är där i morgon efter lunch.',
      ],
      ['seen', 1],
      ['in', 1, 'Tack så mycket, vad snällt!'],
    ],
  },
  {
    customer: 'erik',
    channel: 'email',
    hoursAgo: 7.7,
    subject: 'Riktigt dålig kvalitet på byxorna',
    steps: [
      [
        'in',
        0,
        'Hej,\n\nEfter fyra dagar på fjället har knäna på byxorna gått sönder och två knappar har lossnat. Dunjackan tappar dessutom dun. Jag är väldigt besviken, jag betalade över fyrahundra euro och det här är det sämsta jag har köpt på länge.\n\nErik Sandström',
      ],
    ],
  },
  {
    customer: 'karin',
    channel: 'email',
    hoursAgo: 36,
    subject: 'Världens bästa tröja',
    steps: [
      [
        'in',
        0,
        'Hej alla på Nordvik!\n\nJag måste bara säga att Skog-tröjan är helt underbar. Jag får komplimanger varje dag och har redan tipsat hela jobbet om er. Tredje gången jag handlar och alltid lika nöjd. Jag rekommenderar er till alla jag känner!\n\nKarin Ek',
      ],
      ['out', 140, 'elin', 'Hej Karin!\n\nVilken fin början på dagen. Hälsa hela jobbet, och tack för att du skrev.\n\nElin'],
      ['close', 1, 'elin'],
    ],
  },
  {
    customer: 'olle',
    channel: 'email',
    hoursAgo: 13,
    subject: 'Ändra leveransadress',
    steps: [
      [
        'in',
        0,
        'Hej, jag råkade ange min gamla adress på order {order}. Kan ni skicka till Storgatan 8 i Luleå i stället?\n\nMvh Olle Nyström',
      ],
      ['free', 6, 'sanne'],
    ],
  },
  {
    customer: 'sara',
    channel: 'webchat',
    hoursAgo: 25,
    steps: [
      ['in', 0, 'Hur tvättar man merinotröjan bäst?'],
      ['out', 4, 'elin', 'Hej Sara! Trettio grader, ullprogram, och torka plant. Vädra går nästan alltid lika bra.'],
      ['seen', 1],
      ['in', 2, 'Toppen, tack!'],
      ['close', 6, 'elin'],
    ],
  },
  {
    customer: 'nils',
    channel: 'email',
    hoursAgo: 9,
    subject: 'Fel färg på strumporna',
    steps: [
      ['in', 0, 'Hej! Jag beställde grå strumpor och fick lila. De är sköna, men det var inte det jag ville ha. Kan jag byta?\n\nNils'],
      ['free', 6, 'sanne'],
    ],
  },
  {
    customer: 'maria',
    channel: 'email',
    hoursAgo: 42,
    subject: 'Knäckebrödet var krossat',
    steps: [
      [
        'in',
        0,
        'Hej, i månadens låda var alla knäckebröd i småbitar. Det är tråkigt att betala för smulor, och det hände förra månaden också.\n\nMaria Forsberg',
      ],
      [
        'out',
        90,
        'elin',
        'Hej Maria,\n\nSå ska det inte vara. Vi skickar nya i morgon, i en egen kartong, och drar av tio euro på nästa låda.\n\nElin',
      ],
      ['in', 260, 'Tack, det var schysst av er.'],
      ['close', 20, 'elin'],
    ],
  },
  {
    customer: 'linnea',
    channel: 'email',
    hoursAgo: 53,
    subject: 'Mugg i diskmaskin?',
    steps: [
      ['in', 0, 'Tål emaljmuggen diskmaskin?'],
      ['out', 100, 'maja', 'Hej Linnea, det gör den. Bara inte stålull.\n\nMaja'],
      ['close', 1, 'maja'],
    ],
  },
  {
    customer: 'peter',
    channel: 'email',
    hoursAgo: 19,
    subject: 'Retur av jacka',
    steps: [
      [
        'in',
        0,
        'Hej, jag vill returnera Fjell-jackan från order {order}, den är för stor. Dunjackan behåller jag. Hur gör jag?\n\nPeter Hallin',
      ],
      [
        'out',
        240,
        'maja',
        'Hej Peter,\n\nRetursedeln ligger i locket på kartongen. Lämna in paketet hos närmaste ombud, så kommer pengarna samma dag som vi har fått det.\n\nMaja',
      ],
    ],
  },
  {
    customer: 'astrid',
    channel: 'email',
    hoursAgo: 73,
    subject: 'Tack för hjälpen',
    steps: [
      ['in', 0, 'Hej, jag ville bara tacka för att ni lagade mina stövlar så snabbt. De är som nya.\n\nAstrid'],
      ['out', 50, 'elin', 'Hej Astrid, vad roligt att höra! Hälsningar från verkstaden.\n\nElin'],
      ['close', 1, 'elin'],
    ],
  },
  {
    customer: 'karin',
    channel: 'webchat',
    hoursAgo: 3.8,
    steps: [['in', 0, 'Hej, kan jag pausa min prenumeration på lådan i två månader?']],
  },
  {
    customer: 'erik',
    channel: 'webchat',
    hoursAgo: 94,
    steps: [
      ['in', 0, 'Finns Stig-byxorna i svart?'],
      ['out', 5, 'elin', 'Inte än, men i vår. Ska jag skriva till dig då?'],
      ['seen', 1],
      ['in', 1, 'Ja tack'],
      ['close', 10, 'elin'],
    ],
  },
]
