/** What connecting an address as a mailbox takes, which is read over IMAP. */
import type { FormField } from '../../../shared/connections.ts'

const when = { key: 'way', is: ['imap'] }

/** The fields of a mailbox, asked where mail comes in that way. */
export const mailboxFields: FormField[] = [
  {
    key: 'imapHost',
    kind: 'text',
    isNeeded: true,
    when,
    label: { en: 'IMAP server', nl: 'IMAP-server', es: 'Servidor IMAP', sv: 'IMAP-server' },
  },
  {
    key: 'imapPort',
    kind: 'number',
    isNeeded: true,
    initial: 993,
    when,
    label: { en: 'Port', nl: 'Poort', es: 'Puerto', sv: 'Port' },
    help: {
      en: '993 speaks TLS from the start; any other port has to offer STARTTLS.',
      nl: '993 gebruikt meteen TLS; elke andere poort moet STARTTLS aanbieden.',
      es: 'El 993 usa TLS desde el principio; cualquier otro debe ofrecer STARTTLS.',
      sv: '993 använder TLS från början; andra portar måste erbjuda STARTTLS.',
    },
  },
  { key: 'imapUser', kind: 'text', isNeeded: true, when, label: { en: 'User', nl: 'Gebruiker', es: 'Usuario', sv: 'Användare' } },
  {
    key: 'imapPassword',
    kind: 'secret',
    isNeeded: true,
    when,
    label: { en: 'Password', nl: 'Wachtwoord', es: 'Contraseña', sv: 'Lösenord' },
  },
  {
    key: 'imapFolder',
    kind: 'text',
    isNeeded: true,
    initial: 'INBOX',
    when,
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
    when,
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
]
