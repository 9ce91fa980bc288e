/**
 * What mail programs put around an answer, in twelve languages, for the tests: written by us after what each program does. `who` and
 * `at` stand for the shop's name with its address, and for a time.
 */

/** The shop that is answered. */
export const shop = 'Jolt Coffee <support@jolt.example>'

export interface Words {
  /** What the customer writes: several paragraphs, and words that only look like the beginning of a quote. */
  said: string
  /** Below it, history: what the shop had written. */
  history: string
  gmail: string
  apple: string
  yahoo: string
  /** Outlook: from, sent, to, subject. */
  block: [from: string, sent: string, to: string, subject: string]
  sentAt: string
  iphone: string
  outlookApp: string
  /** Samsung's heading, its date label, its line. */
  samsung: [heading: string, date: string, line: string]
}

export const languages: Record<string, Words> = {
  en: {
    said: 'Hi,\n\nOn Monday your colleague wrote to me that it was sent. It is still not here: where is it?\n\nI wrote twice already.',
    history: 'Hello Ada,\nyour parcel left on Monday.',
    gmail: `On Tue, May 5, 2026 at 10:12 AM ${shop} wrote:`,
    apple: `On May 5, 2026, at 10:12 AM, ${shop} wrote:`,
    yahoo: `On Tuesday, May 5, 2026 at 10:12:00 AM GMT+2, ${shop} wrote:`,
    block: ['From', 'Sent', 'To', 'Subject'],
    sentAt: 'Tuesday, May 5, 2026 10:12 AM',
    iphone: 'Sent from my iPhone',
    outlookApp: 'Get Outlook for iOS',
    samsung: ['Original message', 'Date', 'Sent from my Galaxy'],
  },
  nl: {
    said: 'Hallo,\n\nOp maandag schreef uw collega me dat het was verstuurd. Het is er nog niet: waar blijft het?\n\nIk schreef al twee keer.',
    history: 'Hallo Ada,\nje pakket is maandag vertrokken.',
    gmail: `Op di 5 mei 2026 om 10:12 schreef ${shop}:`,
    apple: `Op 5 mei 2026, om 10:12 heeft ${shop} het volgende geschreven:`,
    yahoo: `Op dinsdag 5 mei 2026 om 10:12:00 CEST schreef ${shop}:`,
    block: ['Van', 'Verzonden', 'Aan', 'Onderwerp'],
    sentAt: 'dinsdag 5 mei 2026 10:12',
    iphone: 'Verstuurd vanaf mijn iPhone',
    outlookApp: 'Outlook voor iOS downloaden',
    samsung: ['Oorspronkelijk bericht', 'Datum', 'Verzonden vanaf mijn Galaxy'],
  },
  es: {
    said: 'Hola:\n\nEl lunes su compañera me escribió que ya había salido. Todavía no ha llegado: ¿dónde está?\n\nYa escribí dos veces.',
    history: 'Hola, Ada:\ntu paquete salió el lunes.',
    gmail: 'El mar, 5 may 2026 a las 10:12, Jolt Coffee (<support@jolt.example>) escribió:',
    apple: `El 5 may 2026, a las 10:12, ${shop} escribió:`,
    yahoo: `El martes, 5 de mayo de 2026, 10:12:00 CEST, ${shop} escribió:`,
    block: ['De', 'Enviado el', 'Para', 'Asunto'],
    sentAt: 'martes, 5 de mayo de 2026 10:12',
    iphone: 'Enviado desde mi iPhone',
    outlookApp: 'Obtener Outlook para iOS',
    samsung: ['Mensaje original', 'Fecha', 'Enviado desde mi Galaxy'],
  },
  sv: {
    said: 'Hej!\n\nI måndags skrev er kollega till mig att det var skickat. Det är inte här än: var är det?\n\nJag skrev redan två gånger.',
    history: 'Hej Ada,\nditt paket gick iväg i måndags.',
    gmail: `Den tis 5 maj 2026 kl 10:12 skrev ${shop}:`,
    apple: `5 maj 2026 kl. 10:12 skrev ${shop}:`,
    yahoo: `Den tisdag 5 maj 2026 10:12:00 CEST, ${shop} skrev:`,
    block: ['Från', 'Skickat', 'Till', 'Ämne'],
    sentAt: 'den 5 maj 2026 10:12',
    iphone: 'Skickat från min iPhone',
    outlookApp: 'Hämta Outlook för iOS',
    samsung: ['Originalmeddelande', 'Datum', 'Skickat från min Galaxy'],
  },
  de: {
    said: 'Guten Tag,\n\nam Montag schrieb mir Ihre Kollegin, es sei unterwegs. Es ist noch nicht da: wo bleibt es?\n\nIch schrieb schon zweimal.',
    history: 'Hallo Ada,\ndein Paket ging am Montag los.',
    gmail: `Am Di., 5. Mai 2026 um 10:12 Uhr schrieb ${shop}:`,
    apple: `Am 05.05.2026 um 10:12 schrieb ${shop}:`,
    yahoo: `Am Dienstag, 5. Mai 2026 um 10:12:00 MESZ hat ${shop} Folgendes geschrieben:`,
    block: ['Von', 'Gesendet', 'An', 'Betreff'],
    sentAt: 'Dienstag, 5. Mai 2026 10:12',
    iphone: 'Von meinem iPhone gesendet',
    outlookApp: 'Outlook für iOS beziehen',
    samsung: ['Ursprüngliche Nachricht', 'Datum', 'Von meinem Galaxy gesendet'],
  },
  fr: {
    said: "Bonjour,\n\nLe lundi votre collègue m'a écrit que c'était parti. Rien n'est arrivé : où est-il ?\n\nJ'ai écrit deux fois déjà.",
    history: 'Bonjour Ada,\nvotre colis est parti lundi.',
    gmail: `Le mar. 5 mai 2026 à 10:12, ${shop} a écrit :`,
    apple: `Le 5 mai 2026 à 10:12, ${shop} a écrit :`,
    yahoo: `Le mardi 5 mai 2026 à 10:12:00 UTC+2, ${shop} a écrit :`,
    block: ['De ', 'Envoyé ', 'À ', 'Objet '],
    sentAt: 'mardi 5 mai 2026 10:12',
    iphone: 'Envoyé de mon iPhone',
    outlookApp: 'Télécharger Outlook pour iOS',
    samsung: ["Message d'origine", 'Date ', 'Envoyé depuis mon appareil Galaxy'],
  },
  it: {
    said: 'Buongiorno,\n\nlunedì la sua collega mi ha scritto che era partito. Non è ancora arrivato: dove si trova?\n\nHo scritto già due volte.',
    history: 'Ciao Ada,\nil tuo pacco è partito lunedì.',
    gmail: `Il giorno mar 5 mag 2026 alle ore 10:12 ${shop} ha scritto:`,
    apple: `Il giorno 5 mag 2026, alle ore 10:12, ${shop} ha scritto:`,
    yahoo: `Il martedì 5 maggio 2026 alle ore 10:12:00 CEST, ${shop} ha scritto:`,
    block: ['Da', 'Inviato', 'A', 'Oggetto'],
    sentAt: 'martedì 5 maggio 2026 10:12',
    iphone: 'Inviato da iPhone',
    outlookApp: 'Scarica Outlook per iOS',
    samsung: ['Messaggio originale', 'Data', 'Inviato dal mio Galaxy'],
  },
  pt: {
    said: 'Olá,\n\nNa segunda a sua colega escreveu-me que já tinha saído. Ainda não chegou: onde está?\n\nJá escrevi duas vezes.',
    history: 'Olá, Ada,\na sua encomenda saiu na segunda.',
    gmail: `Em ter., 5 de mai. de 2026 às 10:12, ${shop} escreveu:`,
    apple: `No dia 05/05/2026, às 10:12, ${shop} escreveu:`,
    yahoo: `Em terça-feira, 5 de maio de 2026 10:12:00 CEST, ${shop} escreveu:`,
    block: ['De', 'Enviado', 'Para', 'Assunto'],
    sentAt: 'terça-feira, 5 de maio de 2026 10:12',
    iphone: 'Enviado do meu iPhone',
    outlookApp: 'Obter o Outlook para iOS',
    samsung: ['Mensagem original', 'Data', 'Enviado do meu Galaxy'],
  },
  da: {
    said: 'Hej,\n\nI mandags skrev jeres kollega til mig, at den var sendt. Den er her ikke endnu: hvor er den?\n\nJeg skrev allerede to gange.',
    history: 'Hej Ada,\ndin pakke blev sendt i mandags.',
    gmail: `Den tirs. 5. maj 2026 kl. 10.12 skrev ${shop}:`,
    apple: `Den 5. maj 2026 kl. 10.12 skrev ${shop}:`,
    yahoo: `Den tirsdag den 5. maj 2026 10.12.00 CEST skrev ${shop}:`,
    block: ['Fra', 'Sendt', 'Til', 'Emne'],
    sentAt: '5. maj 2026 10:12',
    iphone: 'Sendt fra min iPhone',
    outlookApp: 'Hent Outlook til iOS',
    samsung: ['Oprindelig besked', 'Dato', 'Sendt fra min Galaxy'],
  },
  nb: {
    said: 'Hei,\n\nPå mandag skrev kollegaen deres til meg at den var sendt. Den er ikke her ennå: hvor er den?\n\nJeg skrev to ganger allerede.',
    history: 'Hei Ada,\npakken din ble sendt på mandag.',
    gmail: `tir. 5. mai 2026 kl. 10:12 skrev ${shop}:`,
    apple: `5. mai 2026 kl. 10:12 skrev ${shop}:`,
    yahoo: `tirsdag 5. mai 2026 10:12:00 CEST skrev ${shop}:`,
    block: ['Fra', 'Sendt', 'Til', 'Emne'],
    sentAt: 'tirsdag 5. mai 2026 10:12',
    iphone: 'Sendt fra min iPhone',
    outlookApp: 'Skaff deg Outlook for iOS',
    samsung: ['Opprinnelig melding', 'Dato', 'Sendt fra min Galaxy'],
  },
  fi: {
    said: 'Hei,\n\nMaanantaina kollegasi kirjoitti minulle, että se on lähetetty. Se ei ole vielä täällä: missä se on?\n\nKirjoitin jo kaksi kertaa.',
    history: 'Hei Ada,\npakettisi lähti maanantaina.',
    gmail: 'ti 5. toukok. 2026 klo 10.12 Jolt Coffee (support@jolt.example) kirjoitti:',
    apple: `${shop} kirjoitti 5.5.2026 kello 10.12:`,
    yahoo: `tiistai 5. toukokuuta 2026 klo 10.12.00 UTC+3 ${shop} kirjoitti:`,
    block: ['Lähettäjä', 'Lähetetty', 'Vastaanottaja', 'Aihe'],
    sentAt: 'tiistai 5. toukokuuta 2026 10.12',
    iphone: 'Lähetetty iPhonesta',
    outlookApp: 'Hanki Outlook for iOS',
    samsung: ['Alkuperäinen viesti', 'Päivämäärä', 'Lähetetty Galaxy-laitteestani'],
  },
  pl: {
    said: 'Dzień dobry,\n\nW poniedziałek koleżanka napisała mi, że paczka wyszła. Jeszcze jej nie ma: gdzie jest?\n\nPisałam już dwa razy.',
    history: 'Cześć Ado,\npaczka wyszła w poniedziałek.',
    gmail: `wt., 5 maj 2026 o 10:12 ${shop} napisał(a):`,
    apple: `Wiadomość napisana przez ${shop} w dniu 5 maj 2026, o godz. 10:12:`,
    yahoo: `W dniu wtorek, 5 maja 2026 10:12:00 CEST użytkownik ${shop} napisał:`,
    block: ['Od', 'Wysłano', 'Do', 'Temat'],
    sentAt: 'wtorek, 5 maja 2026 10:12',
    iphone: "Wysłane z iPhone'a",
    outlookApp: 'Pobierz aplikację Outlook dla systemu iOS',
    samsung: ['Oryginalna wiadomość', 'Data', 'Wysłane z mojego telefonu Galaxy'],
  },
}
