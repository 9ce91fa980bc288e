/** What connecting an Instagram account takes. */
import type { Channel } from '../channel.ts'
import { same } from '../form.ts'
import { refuseId, secretFields, steps, tellsReadField } from '../meta/fields.ts'
import { check, renew } from './graph.ts'

export const form: NonNullable<Channel['form']> = {
  hasWebhook: true,
  steps: [
    {
      en: 'The account must be a professional one, and let connected tools read its messages (Instagram app, Settings, Messages).',
      nl: 'Het account moet professioneel zijn en gekoppelde tools toegang tot berichten geven (Instagram-app, Instellingen, Berichten).',
      es: 'La cuenta debe ser profesional y permitir que las herramientas conectadas lean sus mensajes (app de Instagram, Ajustes, Mensajes).',
      sv: 'Kontot måste vara professionellt och låta anslutna verktyg läsa meddelanden (Instagram-appen, Inställningar, Meddelanden).',
    },
    {
      en: 'In the Meta app dashboard, open Instagram, API setup with Instagram login, and make an access token for the account.',
      nl: 'Open in het Meta-app-dashboard Instagram, API setup with Instagram login, en maak een access token voor het account.',
      es: 'En el panel de apps de Meta, abre Instagram, API setup with Instagram login, y crea un access token para la cuenta.',
      sv: 'Öppna Instagram, API setup with Instagram login i Metas app-panel och skapa ett access token för kontot.',
    },
    steps.paste,
    {
      en: 'Subscribe to messages, message_edit, message_reactions, messaging_postbacks, messaging_referral and messaging_seen.',
      nl: 'Abonneer op messages, message_edit, message_reactions, messaging_postbacks, messaging_referral en messaging_seen.',
      es: 'Suscríbete a messages, message_edit, message_reactions, messaging_postbacks, messaging_referral y messaging_seen.',
      sv: 'Prenumerera på messages, message_edit, message_reactions, messaging_postbacks, messaging_referral och messaging_seen.',
    },
  ],
  fields: [
    {
      key: 'accountId',
      kind: 'text',
      isNeeded: true,
      isAddress: true,
      label: { en: 'Account ID', nl: 'Account-id', es: 'Id de la cuenta', sv: 'Konto-id' },
      help: {
        en: 'The digits that the dashboard shows under the account’s name.',
        nl: 'De cijfers die het dashboard onder de naam van het account toont.',
        es: 'Las cifras que el panel muestra bajo el nombre de la cuenta.',
        sv: 'Siffrorna som panelen visar under kontots namn.',
      },
    },
    ...secretFields.map((field) => (field.key === 'appSecret' ? { ...field, label: same('Instagram app secret') } : field)),
    tellsReadField,
  ],
  refuse: ({ accountId }) => refuseId(accountId),
  check: (_, connection) => check(connection),
  renew: (_, connection) => renew(connection),
}
