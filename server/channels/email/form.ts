/** What connecting a further support address takes: under which name, and how its mail comes in. */
import type { FormField } from '../../../shared/connections.ts'
import type { Channel } from '../channel.ts'
import { same } from '../form.ts'
import { withoutPlus } from './address.ts'
import { checkMailbox } from './imapClient.ts'
import { mailboxFields } from './mailboxFields.ts'
import { providerFields, providerSteps } from './providerFields.ts'

const fields: FormField[] = [
  {
    key: 'address',
    kind: 'email',
    isNeeded: true,
    isAddress: true,
    label: { en: 'Support address', nl: 'Supportadres', es: 'Dirección de soporte', sv: 'Supportadress' },
  },
  {
    key: 'displayName',
    kind: 'text',
    isNeeded: false,
    label: { en: 'Name that customers see', nl: 'Naam die klanten zien', es: 'Nombre que ven los clientes', sv: 'Namn som kunderna ser' },
  },
  {
    key: 'way',
    kind: 'choice',
    isNeeded: true,
    initial: 'forward',
    label: { en: 'How mail comes in', nl: 'Hoe mail binnenkomt', es: 'Cómo entra el correo', sv: 'Hur mejl kommer in' },
    choices: [
      { value: 'forward', label: { en: 'Forwarding', nl: 'Doorsturen', es: 'Reenvío', sv: 'Vidarebefordran' } },
      { value: 'imap', label: { en: 'Mailbox (IMAP)', nl: 'Postbus (IMAP)', es: 'Buzón (IMAP)', sv: 'Brevlåda (IMAP)' } },
      { value: 'postmark', label: same('Postmark') },
      { value: 'sendgrid', label: same('SendGrid') },
      { value: 'mailgun', label: same('Mailgun') },
    ],
  },
  ...mailboxFields,
  ...providerFields,
]

export const form: NonNullable<Channel['form']> = {
  hasWebhook: true,
  steps: providerSteps,
  fields,
  refuse({ address }) {
    return withoutPlus(String(address)) !== address ? { code: 'address_plus', field: 'address' } : undefined
  },
  async check(_, connection) {
    if (connection.text('way') === 'imap') return { answer: await checkMailbox(connection) }
    // Mail is brought to us: there is nobody to ask, and the page offers to send one instead.
    return { answer: '' }
  },
}
