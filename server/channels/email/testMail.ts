/** The button on the settings page: send a mail now, and say what the mail server answered, in its own words. */
import { reason } from '../../../shared/refusals.ts'
import type { ScreenLanguage } from '../../../shared/words.ts'
import { messageOf, refused } from '../../platform/errors.ts'
import type { Platform } from '../../platform/platform.ts'
import { email, readSetting, shop } from '../../platform/settings.ts'
import { type OwnLetter, sendLetter } from './ownLetter.ts'

const texts: Record<ScreenLanguage, (shop: string) => Omit<OwnLetter, 'to'>> = {
  en: (shop) => ({
    subject: `A test mail from ${shop}`,
    text: 'Hello,\n\nyou read this, so Warmline can send mail. Your customers will get its answers from the same address.\n',
  }),
  nl: (shop) => ({
    subject: `Een testmail van ${shop}`,
    text: 'Hallo,\n\nje leest dit, dus Warmline kan mail versturen. Je klanten krijgen de antwoorden van hetzelfde adres.\n',
  }),
  es: (shop) => ({
    subject: `Un correo de prueba de ${shop}`,
    text: 'Hola:\n\nSi lees esto, Warmline puede enviar correo. Tus clientes recibirán las respuestas desde la misma dirección.\n',
  }),
  sv: (shop) => ({
    subject: `Ett testmejl från ${shop}`,
    text: 'Hej!\n\nDu läser det här, så Warmline kan skicka mejl. Dina kunder får svaren från samma adress.\n',
  }),
}

/** Sends an agent a mail. A refusal is an answer too: it is not thrown. */
export async function sendTestMail(platform: Platform, agentId: string): Promise<{ to: string; isSent: boolean; answer: string }> {
  const { db } = platform
  if ((await readSetting(db, email)).address === email.initial.address) throw refused(reason('support_address_needed'))
  const { name, language } = await readSetting(db, shop)
  const { email: to } = await db.selectFrom('agents').select('email').where('id', '=', agentId).executeTakeFirstOrThrow()
  try {
    return { to, isSent: true, answer: await sendLetter(platform, { to, ...texts[language](name) }) }
  } catch (error) {
    return { to, isSent: false, answer: responseOf(error) ?? messageOf(error) }
  }
}

/** The server's own line, where it got as far as answering. */
const responseOf = (error: unknown) =>
  error instanceof Error && 'response' in error && typeof error.response === 'string' ? error.response : undefined
