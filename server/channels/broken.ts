/** A connection stopped working: the desk shows it to everyone, and owners and admins are told by mail, once (F14). */
import type { ScreenLanguage } from '../../shared/words.ts'
import { inTransaction } from '../platform/db.ts'
import type { Platform } from '../platform/platform.ts'
import { broke } from './health.ts'
import { type AboutConnection, type Letter, writeToAdmins } from './toAdmins.ts'

/** Writes it down, and tells those who can mend it when it is news. */
export async function tellBroken(platform: Platform, connectionId: string, words: string, breaksOnlyIn = false): Promise<void> {
  await inTransaction(platform.db, async (tx) => {
    if (await broke(tx, connectionId, words.slice(0, 2000)))
      await writeToAdmins(tx, platform, connectionId, (about, language) => {
        const written = breaksOnlyIn ? lettersOfWayIn : letters
        return (written[language] ?? written.en)({ ...about, words })
      })
  })
}

/** Of a connection whose answers go out another way: a mailbox that cannot be read. */
const lettersOfWayIn: Record<ScreenLanguage, (told: AboutConnection & { words: string }) => Letter> = {
  en: ({ what, shopName, words, link }) => ({
    subject: `${what} cannot be read any more`,
    text: `Hello,\n\nNew messages to ${shopName} no longer come in by ${what}. The server says:\n\n${words}\n\nThey stay there and come in once it works again. Look here:\n\n${link}\n`,
  }),
  nl: ({ what, shopName, words, link }) => ({
    subject: `${what} kan niet meer worden gelezen`,
    text: `Hallo,\n\nNieuwe berichten aan ${shopName} komen niet meer binnen via ${what}. De server zegt:\n\n${words}\n\nZe blijven daar staan en komen binnen zodra het weer werkt. Kijk hier:\n\n${link}\n`,
  }),
  es: ({ what, shopName, words, link }) => ({
    subject: `${what} ya no se puede leer`,
    text: `Hola:\n\nLos mensajes nuevos para ${shopName} ya no llegan por ${what}. El servidor dice:\n\n${words}\n\nSe quedan allí y entrarán cuando vuelva a funcionar. Míralo aquí:\n\n${link}\n`,
  }),
  sv: ({ what, shopName, words, link }) => ({
    subject: `${what} kan inte läsas längre`,
    text: `Hej!\n\nNya meddelanden till ${shopName} kommer inte längre in via ${what}. Servern säger:\n\n${words}\n\nDe ligger kvar där och kommer in när det fungerar igen. Titta här:\n\n${link}\n`,
  }),
}

const letters: Record<ScreenLanguage, (told: AboutConnection & { words: string }) => Letter> = {
  en: ({ what, shopName, words, link }) => ({
    subject: `${what} does not work any more`,
    text: `Hello,\n\nMessages of ${shopName} no longer go out by ${what}. The provider says:\n\n${words}\n\nReplies wait and go out once it works again. Look here:\n\n${link}\n`,
  }),
  nl: ({ what, shopName, words, link }) => ({
    subject: `${what} werkt niet meer`,
    text: `Hallo,\n\nBerichten van ${shopName} gaan niet meer uit via ${what}. De aanbieder zegt:\n\n${words}\n\nAntwoorden wachten en gaan weg zodra het weer werkt. Kijk hier:\n\n${link}\n`,
  }),
  es: ({ what, shopName, words, link }) => ({
    subject: `${what} ha dejado de funcionar`,
    text: `Hola:\n\nLos mensajes de ${shopName} ya no salen por ${what}. El proveedor dice:\n\n${words}\n\nLas respuestas esperan y saldrán cuando vuelva a funcionar. Míralo aquí:\n\n${link}\n`,
  }),
  sv: ({ what, shopName, words, link }) => ({
    subject: `${what} fungerar inte längre`,
    text: `Hej!\n\nMeddelanden från ${shopName} går inte längre ut via ${what}. Leverantören säger:\n\n${words}\n\nSvaren väntar och går iväg när det fungerar igen. Titta här:\n\n${link}\n`,
  }),
}
