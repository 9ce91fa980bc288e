/** What a number says by itself, and whom it tells: the fields of its form, and the variables of its automatic answer (R165 to R168). */
import type { FormField, Values } from '../../shared/connections.ts'
import type { Objection } from './channel.ts'

export const automaticFields: FormField[] = [
  {
    key: 'organizationPrefix',
    kind: 'text',
    isNeeded: false,
    label: { en: 'Organization prefix', nl: 'Naam van de afzender', es: 'Nombre del remitente', sv: 'Avsändarens namn' },
    help: {
      en: 'Stands for {{Organization prefix}} in the automatic answer; empty: the shop’s name.',
      nl: 'Staat voor {{Organization prefix}} in het automatische antwoord; leeg: de naam van de winkel.',
      es: 'Sustituye a {{Organization prefix}} en la respuesta automática; vacío: el nombre de la tienda.',
      sv: 'Står för {{Organization prefix}} i det automatiska svaret; tomt: butikens namn.',
    },
  },
  {
    key: 'autoReply',
    kind: 'long_text',
    isNeeded: false,
    label: { en: 'Automatic answer', nl: 'Automatisch antwoord', es: 'Respuesta automática', sv: 'Automatiskt svar' },
    help: {
      en: 'Sent when somebody writes without a keyword, at most once a day. Variables: {{Organization prefix}}, {{email}}, {{name}}.',
      nl: 'Wordt verstuurd als iemand zonder trefwoord schrijft, hoogstens eens per dag. Variabelen: {{Organization prefix}}, {{email}}, {{name}}.',
      es: 'Se envía cuando alguien escribe sin palabra clave, como máximo una vez al día. Variables: {{Organization prefix}}, {{email}}, {{name}}.',
      sv: 'Skickas när någon skriver utan nyckelord, högst en gång om dagen. Variabler: {{Organization prefix}}, {{email}}, {{name}}.',
    },
  },
  {
    key: 'autoReplyOnlyWithoutConsent',
    kind: 'yes_no',
    isNeeded: false,
    initial: true,
    label: {
      en: 'Only to people who have not agreed to be written to',
      nl: 'Alleen aan mensen die geen toestemming gaven',
      es: 'Solo a quienes no han dado su consentimiento',
      sv: 'Bara till dem som inte har samtyckt',
    },
  },
  {
    key: 'notifies',
    kind: 'yes_no',
    isNeeded: false,
    initial: true,
    label: {
      en: 'Tell the team by email of each new message',
      nl: 'Het team van elk nieuw bericht een e-mail sturen',
      es: 'Avisar al equipo por correo de cada mensaje nuevo',
      sv: 'Mejla teamet om varje nytt meddelande',
    },
  },
  {
    key: 'notifyTo',
    kind: 'text',
    isNeeded: false,
    label: { en: 'To these addresses', nl: 'Aan deze adressen', es: 'A estas direcciones', sv: 'Till dessa adresser' },
    help: {
      en: 'Separated by commas; empty: the owners.',
      nl: 'Gescheiden door komma’s; leeg: de eigenaren.',
      es: 'Separadas por comas; vacío: los propietarios.',
      sv: 'Åtskilda av kommatecken; tomt: ägarna.',
    },
  },
]

/** The variables of an automatic answer, as they are shown. */
const variables = ['Organization prefix', 'email', 'name'] as const
export type AutomaticValues = Record<(typeof variables)[number], string>

const braces = /\{\{([^{}]*)\}\}/g
const named = (inside: string) => variables.find((name) => name.toLowerCase() === inside.trim().replace(/\s+/g, ' ').toLowerCase())

/** Why these values cannot be: a variable that there is not, an address that is none. */
export function refuseAutomatic({ autoReply, notifyTo }: Values): Objection | undefined {
  const unknown = [...String(autoReply ?? '').matchAll(braces)].find(([, inside = '']) => !named(inside))
  if (unknown)
    return {
      code: 'auto_reply_variable',
      field: 'autoReply',
      values: { name: unknown[0], names: variables.map((name) => `{{${name}}}`).join(', ') },
    }
  const isMail = (address: string) => /^[^\s@,]+@[^\s@,]+\.[^\s@,]+$/.test(address)
  return addressesIn(String(notifyTo ?? '')).every(isMail) ? undefined : { code: 'field_email', field: 'notifyTo' }
}

/** The addresses of a list, in small letters. */
export const addressesIn = (list: string): string[] =>
  list
    .split(/[,;\s]+/)
    .filter(Boolean)
    .map((one) => one.toLowerCase())

/** The answer with its variables filled in; where one has no value, the blank before a comma or full stop goes too. */
export const fillAutomatic = (text: string, values: AutomaticValues): string =>
  text
    .replace(braces, (whole, inside: string) => {
      const name = named(inside)
      return name ? values[name].trim() : whole
    })
    .replace(/[ \t]+([,.!?;:])/g, '$1')
    .trim()
