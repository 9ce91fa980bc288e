/** What connecting a further support address takes: under which name, and how its mail comes in. */
import type { FormField, Label } from '../../../shared/connections.ts'
import type { Channel } from '../channel.ts'
import { withoutPlus } from './address.ts'
import { checkMailbox } from './imapClient.ts'

const same = (word: string): Label => ({ en: word, nl: word, es: word, sv: word })
const imap = { key: 'way', is: ['imap'] }

/** What each provider's calls are known by, and what its own list is asked with: of one key each, under the name it has there. */
const keys: FormField[] = [
  {
    key: 'providerKey',
    kind: 'secret',
    isNeeded: false,
    when: { key: 'way', is: ['postmark'] },
    label: {
      en: 'Password in the address',
      nl: 'Wachtwoord in het adres',
      es: 'Contraseña en la dirección',
      sv: 'Lösenord i adressen',
    },
    help: {
      en: 'What you put before the host when you give Postmark the webhook: https://user:password@…',
      nl: 'Wat je voor de host zet als je Postmark de webhook geeft: https://user:password@…',
      es: 'Lo que pones antes del servidor al dar el webhook a Postmark: https://user:password@…',
      sv: 'Det du sätter före servern när du ger Postmark webhooken: https://user:password@…',
    },
  },
  {
    key: 'providerKey',
    kind: 'secret',
    isNeeded: false,
    when: { key: 'way', is: ['sendgrid'] },
    label: { en: 'Public key', nl: 'Publieke sleutel', es: 'Clave pública', sv: 'Publik nyckel' },
    help: {
      en: 'Of the security policy that Inbound Parse signs with. With it only what SendGrid signed is taken in.',
      nl: 'Van het beveiligingsbeleid waarmee Inbound Parse ondertekent. Dan komt alleen binnen wat SendGrid ondertekende.',
      es: 'De la política de seguridad con la que firma Inbound Parse. Con ella solo entra lo que firmó SendGrid.',
      sv: 'I säkerhetspolicyn som Inbound Parse signerar med. Med den tas bara det emot som SendGrid har signerat.',
    },
  },
  {
    key: 'providerKey',
    kind: 'secret',
    // Whoever finds the address of the webhook must not be able to write mail into it.
    isNeeded: true,
    when: { key: 'way', is: ['mailgun'] },
    label: same('HTTP webhook signing key'),
    help: {
      en: 'In Mailgun under Sending, Webhooks. Every call is signed with it.',
      nl: 'In Mailgun onder Sending, Webhooks. Elke aanroep is ermee ondertekend.',
      es: 'En Mailgun, en Sending, Webhooks. Cada llamada está firmada con ella.',
      sv: 'I Mailgun under Sending, Webhooks. Varje anrop är signerat med den.',
    },
  },
  {
    key: 'apiKey',
    kind: 'secret',
    isNeeded: false,
    when: { key: 'way', is: ['postmark'] },
    label: { en: 'Server API token', nl: 'API-token van de server', es: 'Token de API del servidor', sv: 'Serverns API-token' },
    help: {
      en: 'With it the ledger is held against Postmark’s own list every hour.',
      nl: 'Daarmee wordt wat binnenkwam elk uur naast de lijst van Postmark gelegd.',
      es: 'Con él, lo que llegó se compara cada hora con la lista de Postmark.',
      sv: 'Med den jämförs det som kommit in varje timme med Postmarks egen lista.',
    },
  },
  {
    key: 'apiKey',
    kind: 'secret',
    isNeeded: false,
    when: { key: 'way', is: ['mailgun'] },
    label: { en: 'API key', nl: 'API-sleutel', es: 'Clave de API', sv: 'API-nyckel' },
    help: {
      en: 'With it the ledger is held against Mailgun’s own list every hour; where your route stores mail (store), its files are fetched with it too.',
      nl: 'Daarmee wordt wat binnenkwam elk uur naast de lijst van Mailgun gelegd; bewaart je route mail (store), dan worden de bestanden er ook mee opgehaald.',
      es: 'Con ella, lo que llegó se compara cada hora con la lista de Mailgun; si tu ruta guarda el correo (store), también se descargan con ella los archivos.',
      sv: 'Med den jämförs det som kommit in varje timme med Mailguns egen lista; sparar din route mejl (store) hämtas även filerna med den.',
    },
  },
]

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
  {
    key: 'imapHost',
    kind: 'text',
    isNeeded: true,
    when: imap,
    label: { en: 'IMAP server', nl: 'IMAP-server', es: 'Servidor IMAP', sv: 'IMAP-server' },
  },
  {
    key: 'imapPort',
    kind: 'number',
    isNeeded: true,
    initial: 993,
    when: imap,
    label: { en: 'Port', nl: 'Poort', es: 'Puerto', sv: 'Port' },
    help: {
      en: '993 speaks TLS from the start; any other port has to offer STARTTLS.',
      nl: '993 gebruikt meteen TLS; elke andere poort moet STARTTLS aanbieden.',
      es: 'El 993 usa TLS desde el principio; cualquier otro debe ofrecer STARTTLS.',
      sv: '993 använder TLS från början; andra portar måste erbjuda STARTTLS.',
    },
  },
  { key: 'imapUser', kind: 'text', isNeeded: true, when: imap, label: { en: 'User', nl: 'Gebruiker', es: 'Usuario', sv: 'Användare' } },
  {
    key: 'imapPassword',
    kind: 'secret',
    isNeeded: true,
    when: imap,
    label: { en: 'Password', nl: 'Wachtwoord', es: 'Contraseña', sv: 'Lösenord' },
  },
  {
    key: 'imapFolder',
    kind: 'text',
    isNeeded: true,
    initial: 'INBOX',
    when: imap,
    label: { en: 'Folder', nl: 'Map', es: 'Carpeta', sv: 'Mapp' },
    help: {
      en: 'Mail that is there already is left alone. Nothing is marked, moved or deleted.',
      nl: 'Mail die er al staat, blijft met rust. Niets wordt gemarkeerd, verplaatst of verwijderd.',
      es: 'El correo que ya está allí no se toca. Nada se marca, mueve ni borra.',
      sv: 'Mejl som redan finns där lämnas i fred. Inget markeras, flyttas eller raderas.',
    },
  },
  {
    key: 'authServer',
    kind: 'text',
    isNeeded: false,
    when: imap,
    label: {
      en: 'Name in Authentication-Results',
      nl: 'Naam in Authentication-Results',
      es: 'Nombre en Authentication-Results',
      sv: 'Namn i Authentication-Results',
    },
    help: {
      en: 'Under this name your mail server writes into each mail what SPF, DKIM and DMARC said, such as mx.google.com. No other is believed.',
      nl: 'Onder deze naam schrijft je mailserver in elke mail wat SPF, DKIM en DMARC zeiden, zoals mx.google.com. Geen andere wordt geloofd.',
      es: 'Con este nombre tu servidor escribe en cada correo lo que dijeron SPF, DKIM y DMARC, por ejemplo mx.google.com. No se cree a ningún otro.',
      sv: 'Under det här namnet skriver din mejlserver i varje mejl vad SPF, DKIM och DMARC sade, till exempel mx.google.com. Ingen annan blir trodd.',
    },
  },
  ...keys,
]

export const form: NonNullable<Channel['form']> = {
  hasWebhook: true,
  steps: [
    {
      when: { key: 'way', is: ['postmark'] },
      en: 'Postmark: set the address below as the inbound webhook and include the raw email. A user name and password go before the host: https://user:password@…',
      nl: 'Postmark: stel het adres hieronder in als inbound webhook en voeg de raw email toe. Gebruikersnaam en wachtwoord komen voor de host: https://user:password@…',
      es: 'Postmark: pon la dirección de abajo como inbound webhook e incluye el raw email. Usuario y contraseña van antes del servidor: https://user:password@…',
      sv: 'Postmark: ange adressen nedan som inbound webhook och ta med raw email. Användarnamn och lösenord står före servern: https://user:password@…',
    },
    {
      when: { key: 'way', is: ['sendgrid'] },
      en: 'SendGrid: give Inbound Parse the address below and choose “POST the raw, full MIME message”.',
      nl: 'SendGrid: geef Inbound Parse het adres hieronder en kies “POST the raw, full MIME message”.',
      es: 'SendGrid: da a Inbound Parse la dirección de abajo y elige «POST the raw, full MIME message».',
      sv: 'SendGrid: ge Inbound Parse adressen nedan och välj ”POST the raw, full MIME message”.',
    },
    {
      when: { key: 'way', is: ['mailgun'] },
      en: 'Mailgun: make a route that forwards to the address below with ?mime behind it.',
      nl: 'Mailgun: maak een route die doorstuurt naar het adres hieronder met ?mime erachter.',
      es: 'Mailgun: crea una ruta que reenvíe a la dirección de abajo con ?mime al final.',
      sv: 'Mailgun: skapa en route som skickar vidare till adressen nedan med ?mime efter.',
    },
  ],
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
