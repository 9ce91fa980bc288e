/** What connecting an account at Meta takes, on each of its channels. */
import type { FormField, Label } from '../../../shared/connections.ts'
import type { Objection } from '../channel.ts'
import { same } from '../form.ts'

/** The secrets: what opens Graph, what Meta signs with, and what it shows when the address is set up. */
export const secretFields: FormField[] = [
  { key: 'accessToken', kind: 'secret', isNeeded: true, label: same('Access token') },
  { key: 'appSecret', kind: 'secret', isNeeded: true, label: same('App secret') },
  {
    key: 'verifyToken',
    kind: 'secret',
    isNeeded: true,
    label: same('Verify token'),
    help: {
      en: 'Any word of your own: give Meta the same one.',
      nl: 'Een woord naar keuze: geef Meta hetzelfde.',
      es: 'Una palabra cualquiera: dale la misma a Meta.',
      sv: 'Ett valfritt ord: ge Meta samma.',
    },
  },
]

/** Whether the other side sees that its message was read. */
export const tellsReadField: FormField = {
  key: 'tellsRead',
  kind: 'yes_no',
  isNeeded: false,
  initial: true,
  label: {
    en: 'Show customers that their message was read, and that an answer is being written',
    nl: 'Laat klanten zien dat hun bericht is gelezen, en dat er een antwoord wordt geschreven',
    es: 'Mostrar a los clientes que su mensaje se leyó y que se está escribiendo una respuesta',
    sv: 'Visa kunder att deras meddelande är läst och att ett svar skrivs',
  },
}

/** An id at Meta is digits; a name or number in its place is a common slip. */
export const refuseId = (id: unknown): Objection | undefined => (/^\d{5,25}$/.test(String(id)) ? undefined : { code: 'meta_account' })

export const steps = {
  paste: {
    en: 'In the app’s webhook settings, paste the address below and the verify token.',
    nl: 'Plak in de webhook-instellingen van de app het adres hieronder en het verify token.',
    es: 'En los ajustes de webhook de la app, pega la dirección de abajo y el verify token.',
    sv: 'Klistra in adressen nedan och verify token i appens webhook-inställningar.',
  },
} satisfies Record<string, Label>
