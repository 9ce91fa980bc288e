/**
 * What people say for a time, turned into the words that the parser knows best. Its own Swedish and Spanish know too few
 * forms and read half of a phrase for the whole, so each language is put into English here, word by word.
 */
import type { ScreenLanguage } from '../../shared/words.ts'

type Turn = readonly [said: RegExp, into: string]

const weekdays = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday']
const months = ['january', 'february', 'march', 'april', 'may', 'june', 'july', 'august', 'september', 'october', 'november', 'december']

/** Words in order, told apart by spaces; `a|b` are two for the same. Only whole words count. */
const inOrder = (words: string, into: readonly string[]): Turn[] =>
  words.split(' ').map((word, at) => [whole(word), into[at] ?? ''] as const)
const whole = (word: string) => new RegExp(`(?<![\\p{L}\\d])(?:${word})(?![\\p{L}\\d])`, 'gu')
const numbers = (words: string) => inOrder(words, ['1', '2', '3', '4', '5', '6', '7', '8', '9', '10'])
const turns = (list: Record<string, string>): Turn[] => Object.entries(list).map(([said, into]) => [whole(said), into] as const)

const english: Turn[] = turns({
  'this morning': 'today at 9:00',
  'this afternoon': 'today at 14:00',
  'tonight|this evening': 'today at 19:00',
  'the day after tomorrow|day after tomorrow': 'in 2 days',
  'in the morning': 'am',
  'in the afternoon|in the evening|at night': 'pm',
  'eod|end of day': 'today at 17:00',
  'end of the week|eow': 'friday',
})

const dutch: Turn[] = [
  ...turns({
    overmorgen: 'in 2 days',
    'morgenochtend|morgen ochtend|morgen vroeg': 'tomorrow at 9:00',
    'morgenmiddag|morgen middag': 'tomorrow at 14:00',
    'morgenavond|morgen avond': 'tomorrow at 19:00',
    'vanochtend|vanmorgen': 'today at 9:00',
    vanmiddag: 'today at 14:00',
    'vanavond|vannacht': 'today at 19:00',
    "'s ochtends|'s morgens|smorgens|sochtends": 'am',
    "'s middags|'s avonds|smiddags|savonds": 'pm',
    vandaag: 'today',
    morgen: 'tomorrow',
    'volgende|komende|aanstaande': 'next',
    'dagen|dag': 'days',
    'weken|week': 'weeks',
    'maanden|maand': 'months',
    'minuten|minuut': 'minutes',
    'een half uur|half uur': '30 minutes',
    'een kwartier|kwartier': '15 minutes',
    over: 'in',
  }),
  ...numbers('een|één twee drie vier vijf zes zeven acht negen tien'),
  [/\bhalf (\d{1,2})\b/g, 'half-before $1'],
  [/\bkwart over (\d{1,2})\b/g, '$1:15'],
  [/(\bin \d+) (uren|uur)\b/g, '$1 hours'],
  [/(\d{1,2}) uur (\d\d)\b/g, '$1:$2'],
  [/(\d{1,2}:\d\d) uur\b/g, '$1'],
  [/(\d{1,2}) uur\b/g, '$1:00'],
  ...turns({ 'om|op|rond': 'at' }),
  ...inOrder('maandag|ma dinsdag|di woensdag|wo donderdag|do vrijdag|vr zaterdag|za zondag|zo', weekdays),
  ...inOrder(
    'januari|jan februari|feb maart|mrt april|apr mei juni|jun juli|jul augustus|aug september|sep oktober|okt november|nov december|dec',
    months,
  ),
]

const spanish: Turn[] = [
  ...turns({
    'pasado mañana': 'in 2 days',
    'mañana por la mañana|mañana temprano': 'tomorrow at 9:00',
    'mañana por la tarde': 'tomorrow at 16:00',
    'mañana por la noche': 'tomorrow at 20:00',
    '(?:de|por|en) la mañana': 'am',
    '(?:de|por|en) la (?:tarde|noche)': 'pm',
    'esta mañana': 'today at 9:00',
    'esta tarde': 'today at 16:00',
    'esta noche': 'today at 20:00',
    hoy: 'today',
    mañana: 'tomorrow',
    '(?:la|el) (?:próxima|proxima|próximo|proximo) (?:semana|mes)|(?:próxima|proxima) semana|(?:la )?semana que viene|(?:el )?mes que viene':
      '$soon',
    'próximo|proximo|próxima|proxima': 'next',
    '(\\p{L}+) que viene': 'next $1',
    'media hora': '30 minutes',
    'un cuarto de hora': '15 minutes',
    'mediodía|mediodia': '12:00',
    'dentro de|en': 'in',
    'horas|hora': 'hours',
    'minutos|minuto': 'minutes',
    'días|dias|día|dia': 'days',
    'semanas|semana': 'weeks',
    'meses|mes': 'months',
  }),
  ...numbers('un|una|uno dos tres cuatro cinco seis siete ocho nueve diez'),
  [/(\d{1,2}) y media\b/g, '$1:30'],
  [/(\d{1,2}) y cuarto\b/g, '$1:15'],
  ...turns({ 'a las|a la|a': 'at', 'el|la|del|de': '' }),
  ...inOrder('lunes martes miércoles|miercoles jueves viernes sábado|sabado domingo', weekdays),
  ...inOrder('enero febrero marzo abril mayo junio julio agosto septiembre|setiembre octubre noviembre diciembre', months),
]

const swedish: Turn[] = [
  ...turns({
    'i övermorgon|övermorgon': 'in 2 days',
    '(?:imorgon|i morgon) (?:bitti|förmiddag)|imorgonbitti|i morgonbitti': 'tomorrow at 9:00',
    '(?:imorgon|i morgon) eftermiddag': 'tomorrow at 14:00',
    '(?:imorgon|i morgon) kväll': 'tomorrow at 19:00',
    'imorgon|i morgon|imorn': 'tomorrow',
    'i förmiddag|i morse': 'today at 9:00',
    'i eftermiddag': 'today at 14:00',
    'ikväll|i kväll|i natt': 'today at 19:00',
    'på morgonen|på förmiddagen': 'am',
    'på eftermiddagen|på kvällen': 'pm',
    'idag|i dag': 'today',
    'nästa|kommande': 'next',
    'en halvtimme|en halv timme|halvtimme': '30 minutes',
    'en kvart|kvart': '15 minutes',
    'timmar|timme|tim': 'hours',
    'minuter|minut': 'minutes',
    'dagar|dag': 'days',
    'veckor|vecka|veckan': 'weeks',
    'månader|månad|månaden': 'months',
    om: 'in',
  }),
  ...numbers('en|ett två tre fyra fem sex sju åtta nio tio'),
  [/\bhalv (\d{1,2})\b/g, 'half-before $1'],
  [/(?<!\p{L})(?:klockan|kl)\.?\s?(\d{1,2})[.:](\d\d)\b/gu, 'at $1:$2'],
  [/(?<!\p{L})(?:klockan|kl)\.?(?!\p{L})/gu, 'at'],
  ...turns({ 'på|den': '' }),
  ...inOrder('måndag|mån tisdag|tis onsdag|ons torsdag|tors fredag|fre lördag|lör söndag|sön', weekdays),
  ...inOrder(
    'januari|jan februari|feb mars april|apr maj juni|jun juli|jul augusti|aug september|sep oktober|okt november|nov december|dec',
    months,
  ),
]

const byLanguage: Record<ScreenLanguage, Turn[]> = { en: [], nl: dutch, es: spanish, sv: swedish }

/** True for all languages, once the words are English. */
const shared: Turn[] = [
  [/\bhalf-before (\d{1,2})\b/g, '$half($1)'],
  [/\bnext (weeks)\b/g, 'next week'],
  [/\bnext (months)\b/g, 'next month'],
  [/\bnoon\b/g, '12:00'],
  [/\b(morning)\b/g, 'at 9:00'],
  [/\bafternoon\b/g, 'at 14:00'],
  [/\b(evening|night)\b/g, 'at 19:00'],
  // "dec 25" is a day, and not the year 2025.
  [/\b((?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*) (\d{1,2})(?:st|nd|rd|th)?(?![\d:])/g, '$2 $1'],
  // "monday 9", "tomorrow 16": an hour.
  [/\b(today|tomorrow|(?:mon|tues|wednes|thurs|fri|satur|sun)day|days|week|weeks)(?: at)? (\d{1,2})(?=$| am| pm)/g, '$1 at $2:00'],
  [/\bat at\b/g, 'at'],
  [/(\d) (am|pm)\b/g, '$1$2'],
  [/(\d{1,2}:\d\d) (am|pm)\b/g, '$1$2'],
]

/** The phrase in plain English. */
export function inEnglish(phrase: string, language: ScreenLanguage): string {
  let text = phrase.normalize('NFC').toLowerCase().replace(/[,]/g, ' ').replace(/\s+/g, ' ').trim()
  // Whoever works in another language may still write English.
  for (const [said, into] of [...byLanguage[language], ...english]) text = text.replace(said, into).replace(/\s+/g, ' ').trim()
  text = text.replace(/\$soon/g, /mes/.test(phrase.toLowerCase()) ? 'next month' : 'next week')
  for (const [said, into] of shared) text = text.replace(said, into)
  return text
    .replace(/\$half\((\d+)\)/g, (_, hour: string) => `${(Number(hour) + 23) % 24 || 12}:30`)
    .replace(/\s+/g, ' ')
    .trim()
}
