/** What connecting an address through a provider's webhook takes: the keys that are asked, and what to do at the provider. */
import type { ChannelForm, FormField } from '../../../shared/connections.ts'
import { same } from '../form.ts'

/** What each provider's calls are known by, and what its own list is asked with: of one key each, under the name it has there. */
export const providerFields: FormField[] = [
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

/** What is set up at each provider. */
export const providerSteps: ChannelForm['steps'] = [
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
]
