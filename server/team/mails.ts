/** The mails that the team room sends, in the language of the installation. */
import type { ScreenLanguage } from '../../shared/words.ts'

export interface MailText {
  subject: string
  text: string
}

type Texts = Record<ScreenLanguage, MailText>

const inLanguage = (texts: Texts, language: ScreenLanguage): MailText => texts[language]

/** Asks somebody to join the team; the link works for a week. */
export const invitationMail = (language: ScreenLanguage, shop: string, link: string): MailText =>
  inLanguage(
    {
      en: {
        subject: `Join the support team of ${shop}`,
        text: `Hello,\n\nYou are invited to answer customers of ${shop} in Warmline. Choose a password here:\n\n${link}\n\nThe link works once, within 7 days. If you did not expect this mail, you can ignore it.\n`,
      },
      nl: {
        subject: `Kom bij het supportteam van ${shop}`,
        text: `Hallo,\n\nJe bent uitgenodigd om klanten van ${shop} te helpen in Warmline. Kies hier een wachtwoord:\n\n${link}\n\nDe link werkt één keer, binnen 7 dagen. Verwachtte je deze mail niet, dan kun je hem negeren.\n`,
      },
      es: {
        subject: `Únete al equipo de atención de ${shop}`,
        text: `Hola:\n\nTe han invitado a atender a los clientes de ${shop} en Warmline. Elige aquí una contraseña:\n\n${link}\n\nEl enlace funciona una sola vez, durante 7 días. Si no esperabas este correo, puedes ignorarlo.\n`,
      },
      sv: {
        subject: `Gå med i supportteamet för ${shop}`,
        text: `Hej!\n\nDu är inbjuden att svara kunder hos ${shop} i Warmline. Välj ett lösenord här:\n\n${link}\n\nLänken fungerar en gång, inom 7 dagar. Om du inte väntade dig det här mejlet kan du bortse från det.\n`,
      },
    },
    language,
  )

/** Lets an agent choose a new password; the link works for an hour. */
export const passwordResetMail = (language: ScreenLanguage, link: string): MailText =>
  inLanguage(
    {
      en: {
        subject: 'Choose a new password for Warmline',
        text: `Hello,\n\nSomebody asked for a new password for this address. Choose it here:\n\n${link}\n\nThe link works once, within an hour. If it was not you, ignore this mail: your password stays as it is.\n`,
      },
      nl: {
        subject: 'Kies een nieuw wachtwoord voor Warmline',
        text: `Hallo,\n\nIemand vroeg om een nieuw wachtwoord voor dit adres. Kies het hier:\n\n${link}\n\nDe link werkt één keer, binnen een uur. Was jij het niet, negeer deze mail dan: je wachtwoord blijft zoals het is.\n`,
      },
      es: {
        subject: 'Elige una nueva contraseña para Warmline',
        text: `Hola:\n\nAlguien ha pedido una nueva contraseña para esta dirección. Elígela aquí:\n\n${link}\n\nEl enlace funciona una sola vez, durante una hora. Si no has sido tú, ignora este correo: tu contraseña no cambia.\n`,
      },
      sv: {
        subject: 'Välj ett nytt lösenord för Warmline',
        text: `Hej!\n\nNågon bad om ett nytt lösenord för den här adressen. Välj det här:\n\n${link}\n\nLänken fungerar en gång, inom en timme. Om det inte var du kan du bortse från mejlet: ditt lösenord är oförändrat.\n`,
      },
    },
    language,
  )
