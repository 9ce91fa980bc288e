/** What connecting a number at Twilio takes. */
import type { Channel } from '../channel.ts'
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
      label: { en: 'Account SID', nl: 'Account SID', es: 'Account SID', sv: 'Account SID' },
    },
    { key: 'authToken', kind: 'secret', isNeeded: true, label: { en: 'Auth token', nl: 'Auth token', es: 'Auth token', sv: 'Auth token' } },
    {
      key: 'messagingServiceSid',
      kind: 'text',
      isNeeded: false,
      label: { en: 'Messaging Service SID', nl: 'Messaging Service SID', es: 'Messaging Service SID', sv: 'Messaging Service SID' },
    },
    {
      key: 'keywords',
      kind: 'keywords',
      isNeeded: false,
      label: { en: 'Keywords', nl: 'Trefwoorden', es: 'Palabras clave', sv: 'Nyckelord' },
      initial: usual,
    },
  ],
  refuse({ number, accountSid }) {
    // Nobody can answer a name, so a customer's text would never come (R126).
    if (!/^\+[1-9]\d{6,14}$/.test(String(number)))
      return { code: /[a-z]/i.test(String(number)) ? 'sender_of_letters' : 'field_phone', field: 'number' }
    return /^AC[0-9a-f]{32}$/i.test(String(accountSid)) ? undefined : { code: 'twilio_account', field: 'accountSid' }
  },
  check,
}
