/** What connecting a number at WhatsApp takes. */
import type { FormField } from '../../../shared/connections.ts'
import { automaticFields, refuseAutomatic } from '../automatic.ts'
import type { Channel } from '../channel.ts'
import { same } from '../form.ts'
import { keywordsField } from '../keywords.ts'
import { refuseId, secretFields, steps, tellsReadField } from '../meta/fields.ts'
import { check } from './check.ts'

/** The keywords of a new number (D10). */
const usual = [
  ...['STOP', 'UNSUBSCRIBE'].map((word) => ({ word, effect: 'opt_out' as const })),
  { word: 'START', effect: 'opt_in' as const },
].map((keyword) => ({ ...keyword, answer: '', opensTicket: false }))

const idFields: FormField[] = [
  {
    key: 'phoneNumberId',
    kind: 'text',
    isNeeded: true,
    isAddress: true,
    label: same('Phone number ID'),
    help: {
      en: 'Not the number itself: the id that Meta shows beside it.',
      nl: 'Niet het nummer zelf: de id die Meta ernaast toont.',
      es: 'No el número: el id que Meta muestra al lado.',
      sv: 'Inte själva numret: det id som Meta visar bredvid.',
    },
  },
  { key: 'number', kind: 'phone', isNeeded: false, label: { en: 'Number', nl: 'Nummer', es: 'Número', sv: 'Nummer' } },
  { key: 'wabaId', kind: 'text', isNeeded: true, label: same('WhatsApp Business Account ID') },
]

export const form: NonNullable<Channel['form']> = {
  hasWebhook: true,
  steps: [
    {
      en: 'In the Meta app dashboard, open WhatsApp, API setup: the two ids stand there.',
      nl: 'Open in het Meta-app-dashboard WhatsApp, API setup: daar staan de twee id’s.',
      es: 'En el panel de apps de Meta, abre WhatsApp, API setup: allí están los dos id.',
      sv: 'Öppna WhatsApp, API setup i Metas app-panel: där står de två id:na.',
    },
    {
      en: 'Make an access token that does not expire, by a system user with the rights whatsapp_business_messaging and whatsapp_business_management.',
      nl: 'Maak een access token dat niet verloopt, met een systeemgebruiker met de rechten whatsapp_business_messaging en whatsapp_business_management.',
      es: 'Crea un access token que no caduque, con un usuario del sistema con los permisos whatsapp_business_messaging y whatsapp_business_management.',
      sv: 'Skapa ett access token som inte går ut, med en systemanvändare med rättigheterna whatsapp_business_messaging och whatsapp_business_management.',
    },
    steps.paste,
    {
      en: 'Subscribe to messages, smb_message_echoes, user_preferences, account_update and message_template_status_update. A message to the number then shows up here within seconds.',
      nl: 'Abonneer op messages, smb_message_echoes, user_preferences, account_update en message_template_status_update. Een bericht aan het nummer staat hier dan binnen seconden.',
      es: 'Suscríbete a messages, smb_message_echoes, user_preferences, account_update y message_template_status_update. Un mensaje al número aparece entonces aquí en segundos.',
      sv: 'Prenumerera på messages, smb_message_echoes, user_preferences, account_update och message_template_status_update. Ett meddelande till numret syns då här inom sekunder.',
    },
  ],
  fields: [...idFields, ...secretFields, tellsReadField, keywordsField(usual), ...automaticFields],
  refuse: ({ phoneNumberId, wabaId, ...values }) => refuseId(phoneNumberId) ?? refuseId(wabaId) ?? refuseAutomatic(values),
  check: (_, connection) => check(connection),
}
