/** The test mail to an address of our own: it goes out like any mail, and is to come back by the way that was set up. */
import type { Arrival, Through } from '../../../shared/mailProof.ts'
import { reason } from '../../../shared/refusals.ts'
import type { ScreenLanguage } from '../../../shared/words.ts'
import type { Db } from '../../platform/db.ts'
import { messageOf, notFound, refused } from '../../platform/errors.ts'
import type { Platform } from '../../platform/platform.ts'
import { email, readSetting, shop } from '../../platform/settings.ts'
import type { Payload } from '../channel.ts'
import type { Connected } from '../connected.ts'
import { beginTest, endTest, isTestAwaited, lastTest } from '../testMessages.ts'
import { domainOf, ownAddresses, senderAddress } from './addresses.ts'
import { signature } from './dkim.ts'
import { type Letter, rawHeader } from './letter.ts'

/** Servers that write a Message-ID of their own leave this one as it is. */
const header = 'X-Warmline-Test'

const letters: Record<ScreenLanguage, (shop: string) => { subject: string; text: string }> = {
  en: (shop) => ({ subject: `Does mail to ${shop} arrive?`, text: 'Warmline wrote this to see it come in. Nobody has to do anything.\n' }),
  nl: (shop) => ({
    subject: `Komt mail aan ${shop} aan?`,
    text: 'Warmline schreef dit om het te zien binnenkomen. Niemand hoeft iets te doen.\n',
  }),
  es: (shop) => ({
    subject: `¿Llega el correo a ${shop}?`,
    text: 'Warmline escribió esto para verlo llegar. Nadie tiene que hacer nada.\n',
  }),
  sv: (shop) => ({
    subject: `Kommer mejl till ${shop} fram?`,
    text: 'Warmline skrev detta för att se det komma in. Ingen behöver göra något.\n',
  }),
}

/** Sends one to the address of a connection, or to the first address. A refusal of the mail server is an answer too. */
export async function sendArrival(platform: Platform, connectionId: string | null): Promise<Arrival> {
  const { db, mailer, secrets, config } = platform
  await checkConnection(db, connectionId)
  const { address, name, dkim } = await senderAddress(db, connectionId)
  if (address === email.initial.address) throw refused(reason('support_address_needed'))
  if (!config.smtpUrl) throw refused(reason('no_way_out'))
  const { name: shopName, language } = await readSetting(db, shop)
  const id = await beginTest(db, { channel: 'email', connectionId, address })
  try {
    const { answer, refused: words } = await mailer.send({
      ...letters[language](shopName),
      from: { name, address },
      to: address,
      messageId: `<test-${id}@${domainOf(address)}>`,
      headers: { 'Auto-Submitted': 'auto-generated', [header]: id },
      ...signature(secrets, dkim),
    })
    return await endTest(db, id, { isSent: !words, answer: words ?? answer })
  } catch (error) {
    return endTest(db, id, { isSent: false, answer: messageOf(error) })
  }
}

/** The last one, and whether it came in. */
export async function findArrival({ db }: Platform, connectionId: string | null): Promise<Arrival | null> {
  await checkConnection(db, connectionId)
  return (await lastTest(db, { channel: 'email', connectionId })) ?? null
}

/** Throws not-found for a connection that is none of ours. */
async function checkConnection(db: Db, id: string | null): Promise<void> {
  if (id && !(await ownAddresses(db)).some(({ connectionId }) => connectionId === id)) throw notFound('connection')
}

/** The id of the test that a mail is; undefined: it is a mail like any other. Who made an id up has no test to go with it. */
export async function testIn({ db }: Pick<Platform, 'db'>, letter: Letter, externalId: string): Promise<string | undefined> {
  const named = rawHeader(letter, header.toLowerCase()).at(-1) ?? /^test-([0-9a-f-]{36})@/.exec(externalId)?.[1] ?? ''
  const [id] = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.exec(named.trim()) ?? []
  return id && (await isTestAwaited(db, id)) ? id : undefined
}

/** By which way a mail came, and who handed it over. */
export function throughOf({ envelope }: Payload, connection: Connected | null, authenticity: Through['authenticity']): Through {
  const { via, uid, helo, remoteAddress } = envelope
  if (typeof via === 'string') return { way: 'webhook', by: providerNames[via] ?? via, authenticity }
  if (uid !== undefined) return { way: 'imap', by: connection?.text('imapHost') ?? '', authenticity }
  return { way: 'smtp', by: [helo, remoteAddress && `(${remoteAddress})`].filter(Boolean).join(' '), authenticity }
}

const providerNames: Record<string, string> = { postmark: 'Postmark', sendgrid: 'SendGrid', mailgun: 'Mailgun' }
