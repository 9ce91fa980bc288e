/** The API's procedures of writing: drafts, replies that wait, recipients, macros and signatures. */
import { inTransaction } from '../platform/db.ts'
import { agentOf, os } from '../rpc.ts'
import { fitting } from './actions.ts'
import { draftsOf, readDrafts, saveDraft } from './drafts.ts'
import { fill } from './fill.ts'
import { cancelHeld, changeHeld, getHeld, heldBy, hold, listHeld } from './held.ts'
import { changeMacro, createMacro, getMacro, listMacros, removeMacro } from './macros.ts'
import { valuesOf, variableNames } from './macroValues.ts'
import { deriveRecipients } from './recipients.ts'
import { runMacro } from './runMacro.ts'
import { changeShopSignature, changeSignature, readSignatures, signatureFor } from './signature.ts'
import { textOf } from './written.ts'

export const composeRoutes = {
  recipients: {
    derive: os.recipients.derive.handler(({ context, input }) => deriveRecipients(context.platform.db, input.ticketId)),
  },

  drafts: {
    mine: os.drafts.mine.handler(async ({ context }) => {
      const { agentId } = agentOf(context)
      const { db } = context.platform
      return { drafts: await draftsOf(db, agentId), heldReplies: await heldBy(db, agentId) }
    }),
    get: os.drafts.get.handler(async ({ context, input }) => ({
      drafts: await readDrafts(context.platform.db, agentOf(context).agentId, input.ticketId),
    })),
    save: os.drafts.save.handler(async ({ context, input: { ticketId, mode, content, revision } }) => {
      const { agentId } = agentOf(context)
      return { revision: await inTransaction(context.platform.db, (tx) => saveDraft(tx, { agentId, ticketId, mode }, content, revision)) }
    }),
  },

  heldReplies: {
    list: os.heldReplies.list.handler(async ({ context, input }) => ({ heldReplies: await listHeld(context.platform.db, input.ticketId) })),
    hold: os.heldReplies.hold.handler(async ({ context, input: { ticketId, sendAt, ...reply } }) => {
      const { db } = context.platform
      await inTransaction(db, (tx) => hold(tx, ticketId, agentOf(context), { ...reply, isNote: false }, sendAt))
      // Asked for once more after it went out: then there is nothing that waits.
      return { heldReply: (await listHeld(db, ticketId)).find(({ id }) => id === reply.id) ?? null }
    }),
    change: os.heldReplies.change.handler(async ({ context, input: { id, ...wish } }) => {
      await inTransaction(context.platform.db, (tx) => changeHeld(tx, agentOf(context), id, wish))
      return { heldReply: await getHeld(context.platform.db, id) }
    }),
    cancel: os.heldReplies.cancel.handler(({ context, input }) =>
      inTransaction(context.platform.db, (tx) => cancelHeld(tx, agentOf(context), input.id)),
    ),
  },

  macros: {
    list: os.macros.list.handler(async ({ context }) => ({ macros: await listMacros(context.platform.db, agentOf(context).agentId) })),
    create: os.macros.create.handler(({ context, input }) =>
      inTransaction(context.platform.db, (tx) => createMacro(tx, agentOf(context), input)),
    ),
    change: os.macros.change.handler(({ context, input: { id, ...wish } }) =>
      inTransaction(context.platform.db, (tx) => changeMacro(tx, agentOf(context), id, wish)),
    ),
    remove: os.macros.remove.handler(async ({ context, input }) => {
      await inTransaction(context.platform.db, (tx) => removeMacro(tx, agentOf(context), input.id))
      return { id: input.id }
    }),
    variables: os.macros.variables.handler(async ({ context, input }) => {
      const values = await valuesOf(context.platform.db, agentOf(context).agentId, input.ticketId)
      return { variables: variableNames.map((name) => ({ name, value: values.get(name) ?? null })) }
    }),
    preview: os.macros.preview.handler(async ({ context, input }) => {
      const filled = fill(input.html, await valuesOf(context.platform.db, agentOf(context).agentId, input.ticketId))
      return { ...filled, text: textOf(filled.html) }
    }),
    fill: os.macros.fill.handler(async ({ context, input }) => {
      const { db } = context.platform
      const { agentId } = agentOf(context)
      const macro = await getMacro(db, agentId, input.id)
      const filled = fill(macro.html, await valuesOf(db, agentId, input.ticketId))
      return { ...filled, text: textOf(filled.html), macro: { ...macro, actions: await fitting(db, macro.actions) } }
    }),
    run: os.macros.run.handler(async ({ context, input }) => ({
      done: await inTransaction(context.platform.db, (tx) => runMacro(tx, agentOf(context), input.ticketId, input.id)),
    })),
  },

  signatures: {
    get: os.signatures.get.handler(({ context }) => readSignatures(context.platform.db, agentOf(context).agentId)),
    change: os.signatures.change.handler(async ({ context, input }) => ({
      html: await inTransaction(context.platform.db, (tx) => changeSignature(tx, agentOf(context).agentId, input.html)),
    })),
    changeShop: os.signatures.changeShop.handler(async ({ context, input }) => ({
      html: await inTransaction(context.platform.db, (tx) => changeShopSignature(tx, input.html)),
    })),
    filled: os.signatures.filled.handler(async ({ context, input }) => {
      const html = (await signatureFor(context.platform.db, agentOf(context).agentId, input.ticketId)) ?? ''
      return { html, text: textOf(html) }
    }),
  },
}
