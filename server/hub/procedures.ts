/** The API's procedures for the Customer Hub, its settings and its FAQs, and what the team sees of a chat. */
import { inTransaction } from '../platform/db.ts'
import { notFound } from '../platform/errors.ts'
import { agentOf, type CallContext, os, shopperOf } from '../rpc.ts'
import { openAttempts } from '../team/attempts.ts'
import { readAside } from './aside.ts'
import { endChat, markSeen, ownsChat, readChat } from './chat.ts'
import { findFaqs, pickFaq } from './faqSearch.ts'
import { arrangeFaqs, changeCategory, changeFaq, createCategory, createFaq, listFaqs, removeCategory, removeFaq } from './faqs.ts'
import { readFile } from './file.ts'
import { leaveEmail } from './leaveEmail.ts'
import { ordersOf } from './orders.ts'
import { notePage } from './presence.ts'
import { rate } from './rate.ts'
import { tooMuch } from './refusals.ts'
import { hubSecret, renewHubSecret } from './secret.ts'
import { changeHub, changeLogo, describeHub, readLogo, viewHub } from './setup.ts'
import { changeShopify, describeShopify } from './shopify/setup.ts'
import { signIn } from './signIn.ts'
import { sendTranscript } from './transcript.ts'
import { uploadFile } from './upload.ts'
import { visit } from './visit.ts'
import { write } from './write.ts'

/** What is asked by whoever has not signed in, and what hubs tell again and again, by address. */
const asking = openAttempts({ burst: 300, everySeconds: 0.2 })

function limit({ ip }: CallContext): void {
  const wait = asking.take([ip])
  if (wait > 0) throw tooMuch('Too many questions come from here; please wait a moment.', wait)
}

export const hubRoutes = {
  signIn: os.hub.signIn.handler(({ context, input }) => signIn(context.platform, context.ip, input.identity)),
  visit: os.hub.visit.handler(({ context, input }) => visit(context.platform, context.ip, input)),
  settings: os.hub.settings.handler(({ context, input }) => viewHub(context.platform, input.language)),
  logo: os.hub.logo.handler(({ context, input }) => readLogo(context.platform, input.id)),
  faqs: os.hub.faqs.handler(({ context, input }) => {
    limit(context)
    return findFaqs(context.platform.db, input)
  }),
  pickFaq: os.hub.pickFaq.handler(async ({ context, input }) => {
    limit(context)
    await pickFaq(context.platform.db, input.id, input.isHelpful)
    return { id: input.id }
  }),
  orders: os.hub.orders.handler(async ({ context }) => ({ orders: await ordersOf(context.platform.db, shopperOf(context)) })),
  page: os.hub.page.handler(async ({ context, input }) => {
    limit(context)
    return { at: await notePage(context.platform.db, shopperOf(context), input) }
  }),

  chat: os.hub.chat.handler(async ({ context }) => ({ chat: await readChat(context.platform.db, shopperOf(context)) })),
  upload: os.hub.upload.handler(({ context, input }) => uploadFile(context.platform, shopperOf(context), input)),
  write: os.hub.write.handler(({ context, input }) => write(context.platform, shopperOf(context), context.ip, input)),
  seen: os.hub.seen.handler(async ({ context, input }) => ({
    seenAt: await inTransaction(context.platform.db, (tx) => markSeen(tx, shopperOf(context), input.chatId)),
  })),
  file: os.hub.file.handler(({ context, input }) => readFile(context.platform, shopperOf(context), input.id)),
  leaveEmail: os.hub.leaveEmail.handler(async ({ context, input }) => {
    await inTransaction(context.platform.db, (tx) => leaveEmail(tx, shopperOf(context), input.chatId, input.email))
    return { email: input.email }
  }),
  end: os.hub.end.handler(async ({ context, input }) => {
    await inTransaction(context.platform.db, (tx) => endChat(tx, shopperOf(context), input.chatId))
    return { chatId: input.chatId }
  }),
  rate: os.hub.rate.handler(async ({ context, input }) => {
    await inTransaction(context.platform.db, (tx) => rate(tx, shopperOf(context), input))
    return { isGood: input.isGood, words: input.words }
  }),
  transcript: os.hub.transcript.handler(async ({ context, input }) => {
    const shopper = shopperOf(context)
    const email = await inTransaction(context.platform.db, async (tx) => {
      if (!(await ownsChat(tx, shopper.customerId, input.chatId))) throw notFound('chat')
      return sendTranscript(tx, input.chatId, { kind: 'customer', id: shopper.customerId, name: shopper.name })
    })
    return { email }
  }),
}

/** The hub as the shop sets it up. */
export const hubSettingsRoutes = {
  get: os.settings.hub.get.handler(({ context }) => describeHub(context.platform)),
  change: os.settings.hub.change.handler(async ({ context, input }) => {
    await changeHub(context.platform, input)
    return describeHub(context.platform)
  }),
  changeLogo: os.settings.hub.changeLogo.handler(async ({ context, input }) => {
    await changeLogo(context.platform, input.file)
    return describeHub(context.platform)
  }),
  removeLogo: os.settings.hub.removeLogo.handler(async ({ context }) => {
    await changeLogo(context.platform, null)
    return describeHub(context.platform)
  }),
  secret: os.settings.hub.secret.handler(async ({ context }) => ({ secret: await hubSecret(context.platform) })),
  renewSecret: os.settings.hub.renewSecret.handler(async ({ context, input }) => ({
    secret: await renewHubSecret(context.platform, input),
  })),
  shopify: os.settings.hub.shopify.handler(({ context }) => describeShopify(context.platform)),
  changeShopify: os.settings.hub.changeShopify.handler(async ({ context, input }) => {
    await changeShopify(context.platform, input)
    return describeShopify(context.platform)
  }),
}

export const faqRoutes = {
  list: os.faqs.list.handler(({ context }) => listFaqs(context.platform.db)),
  create: os.faqs.create.handler(({ context, input }) => inTransaction(context.platform.db, (tx) => createFaq(tx, input))),
  change: os.faqs.change.handler(({ context, input: { id, ...wish } }) =>
    inTransaction(context.platform.db, (tx) => changeFaq(tx, id, wish)),
  ),
  remove: os.faqs.remove.handler(async ({ context, input: { id } }) => {
    await inTransaction(context.platform.db, (tx) => removeFaq(tx, id))
    return { id }
  }),
  arrange: os.faqs.arrange.handler(({ context, input }) =>
    inTransaction(context.platform.db, async (tx) => {
      await arrangeFaqs(tx, input)
      return listFaqs(tx)
    }),
  ),
  createCategory: os.faqs.createCategory.handler(({ context, input }) =>
    inTransaction(context.platform.db, (tx) => createCategory(tx, input.names)),
  ),
  changeCategory: os.faqs.changeCategory.handler(({ context, input }) =>
    inTransaction(context.platform.db, (tx) => changeCategory(tx, input.id, input.names)),
  ),
  removeCategory: os.faqs.removeCategory.handler(async ({ context, input: { id } }) => {
    await inTransaction(context.platform.db, (tx) => removeCategory(tx, id))
    return { id }
  }),
}

/** A chat as the team sees it. */
export const chatRoutes = {
  get: os.chats.get.handler(({ context, input }) => readAside(context.platform.db, input.ticketId)),
  sendTranscript: os.chats.sendTranscript.handler(async ({ context, input }) => {
    const { agentId, name } = agentOf(context)
    const email = await inTransaction(context.platform.db, async (tx) => {
      await readAside(tx, input.ticketId)
      return sendTranscript(tx, input.ticketId, { kind: 'agent', id: agentId, name })
    })
    return { email }
  }),
}
