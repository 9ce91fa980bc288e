/** What connecting a number at Twilio takes. */
import { mostAttributionHours, type Values } from '../../../shared/connections.ts'
import { automaticFields, refuseAutomatic } from '../automatic.ts'
import type { Channel } from '../channel.ts'
import { same } from '../form.ts'
import { keywordsField } from '../keywords.ts'
import { check } from './twilio.ts'

/** The keywords of a new number: the carriers' own, which answer by themselves. */
const usual = [
  ...['STOP', 'UNSUBSCRIBE', 'END', 'QUIT', 'STOPALL', 'REVOKE', 'OPTOUT', 'CANCEL'].map((word) => ({ word, effect: 'opt_out' as const })),
  ...['START', 'YES', 'UNSTOP'].map((word) => ({ word, effect: 'opt_in' as const })),
  ...['HELP', 'INFO'].map((word) => ({ word, effect: 'help' as const })),
].map((keyword) => ({ ...keyword, answer: '', opensTicket: false }))

export const form: NonNullable<Channel['form']> = {
  hasWebhook: true,
  steps: [
    {
      en: 'In the Twilio console, open the number (or its Messaging Service).',
      nl: 'Open in de Twilio-console het nummer (of de Messaging Service ervan).',
      es: 'En la consola de Twilio, abre el número (o su Messaging Service).',
      sv: 'Öppna numret (eller dess Messaging Service) i Twilios konsol.',
    },
    {
      en: 'Under “A message comes in”, choose Webhook and HTTP POST, and paste the address below.',
      nl: 'Kies bij “A message comes in” Webhook en HTTP POST, en plak het adres hieronder.',
      es: 'En «A message comes in», elige Webhook y HTTP POST y pega la dirección de abajo.',
      sv: 'Välj Webhook och HTTP POST under ”A message comes in” och klistra in adressen nedan.',
    },
    {
      en: 'Send a text to the number: it shows up here within seconds.',
      nl: 'Stuur een sms naar het nummer: die staat hier binnen seconden.',
      es: 'Envía un SMS al número: aparece aquí en segundos.',
      sv: 'Skicka ett sms till numret: det syns här inom sekunder.',
    },
  ],
  fields: [
    {
      key: 'number',
      kind: 'text',
      isNeeded: true,
      isAddress: true,
      label: { en: 'Number', nl: 'Nummer', es: 'Número', sv: 'Nummer' },
      help: {
        en: 'With its country code. A sender made of letters cannot receive answers.',
        nl: 'Met landcode. Een afzender van letters kan geen antwoorden ontvangen.',
        es: 'Con su prefijo de país. Un remitente de letras no puede recibir respuestas.',
        sv: 'Med landskod. En avsändare av bokstäver kan inte ta emot svar.',
      },
    },
    {
      key: 'accountSid',
      kind: 'text',
      isNeeded: true,
      label: same('Account SID'),
    },
    { key: 'authToken', kind: 'secret', isNeeded: true, label: same('Auth token') },
    {
      key: 'messagingServiceSid',
      kind: 'text',
      isNeeded: false,
      label: same('Messaging Service SID'),
    },
    keywordsField(usual),
    ...automaticFields,
    {
      key: 'links',
      kind: 'choice',
      isNeeded: false,
      initial: 'none',
      label: { en: 'Short links', nl: 'Korte links', es: 'Enlaces cortos', sv: 'Korta länkar' },
      choices: [
        { value: 'none', label: { en: 'No', nl: 'Nee', es: 'No', sv: 'Nej' } },
        {
          value: 'own',
          label: {
            en: 'At this address, with clicks counted',
            nl: 'Op dit adres, met geteld hoe vaak erop geklikt is',
            es: 'En esta dirección, con recuento de clics',
            sv: 'På den här adressen, med klick räknade',
          },
        },
        { value: 'twilio', label: { en: 'By Twilio', nl: 'Door Twilio', es: 'Por Twilio', sv: 'Av Twilio' } },
      ],
    },
    {
      key: 'segmentPrice',
      kind: 'number',
      isNeeded: false,
      label: { en: 'Price of a segment', nl: 'Prijs per segment', es: 'Precio por segmento', sv: 'Pris per segment' },
      help: {
        en: 'Shown while writing, as what a text will cost.',
        nl: 'Wordt bij het schrijven getoond als wat een sms kost.',
        es: 'Se muestra al escribir como coste del SMS.',
        sv: 'Visas medan man skriver, som vad ett sms kostar.',
      },
    },
    {
      key: 'segmentCurrency',
      kind: 'text',
      isNeeded: false,
      label: { en: 'Its currency', nl: 'De valuta ervan', es: 'Su moneda', sv: 'Dess valuta' },
      help: { en: 'Such as EUR.', nl: 'Zoals EUR.', es: 'Por ejemplo, EUR.', sv: 'Till exempel SEK.' },
    },
    {
      key: 'attributionHours',
      kind: 'number',
      isNeeded: false,
      initial: 24,
      label: {
        en: 'Hours in which a text counts as an answer to a campaign',
        nl: 'Uren waarin een sms telt als antwoord op een campagne',
        es: 'Horas en las que un SMS cuenta como respuesta a una campaña',
        sv: 'Timmar då ett sms räknas som svar på en kampanj',
      },
    },
  ],
  refuse(values) {
    const { number, accountSid, links, messagingServiceSid, segmentPrice, segmentCurrency, attributionHours } = values
    // Nobody can answer a name, so a customer's text would never come (R126).
    if (!/^\+[1-9]\d{6,14}$/.test(String(number)))
      return { code: /[a-z]/i.test(String(number)) ? 'sender_of_letters' : 'field_phone', field: 'number' }
    if (!/^AC[0-9a-f]{32}$/i.test(String(accountSid))) return { code: 'twilio_account', field: 'accountSid' }
    if (links === 'twilio' && !messagingServiceSid) return { code: 'links_need_service', field: 'messagingServiceSid' }
    if (!isWithin(segmentPrice, 0, 1000)) return { code: 'field_number', field: 'segmentPrice' }
    if (segmentCurrency && !isCurrency(String(segmentCurrency))) return { code: 'field_currency', field: 'segmentCurrency' }
    if (!isWithin(attributionHours, 1, mostAttributionHours) || !Number.isInteger(attributionHours ?? 24))
      return { code: 'field_number', field: 'attributionHours' }
    return refuseAutomatic(values)
  },
  check,
}

const isWithin = (value: Values[string] | undefined, least: number, most: number) =>
  value === null || value === undefined || (Number(value) >= least && Number(value) <= most)

function isCurrency(code: string): boolean {
  try {
    return new Intl.NumberFormat('en', { style: 'currency', currency: code }).resolvedOptions().currency === code
  } catch {
    return false
  }
}
