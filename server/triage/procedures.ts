/** Tags, rules and the model, as the API offers them. */
import { inTransaction } from '../platform/db.ts'
import { readSetting, writeSetting } from '../platform/settings.ts'
import { agentOf, os } from '../rpc.ts'
import { actionShapes } from '../tickets/actions.ts'
import { changeModel, describeModel } from './model.ts'
import { changeRule, checkEditor, createRule, listRules, removeRule, ruleEditors } from './rules.ts'
import { importTags } from './tagImport.ts'
import { changeTag, createTag, listTags, removeTag } from './tags.ts'
import { tagUsage } from './tagUsage.ts'
import { tryModel } from './tryModel.ts'

export const triageRoutes = {
  tags: {
    list: os.tags.list.handler(async ({ context }) => ({ tags: await listTags(context.platform.db) })),
    create: os.tags.create.handler(({ context, input }) => inTransaction(context.platform.db, (tx) => createTag(tx, input))),
    change: os.tags.change.handler(({ context, input: { key, ...wish } }) =>
      inTransaction(context.platform.db, (tx) => changeTag(tx, key, wish)),
    ),
    remove: os.tags.remove.handler(async ({ context, input }) => {
      await inTransaction(context.platform.db, (tx) => removeTag(tx, input.key))
      return input
    }),
    import: os.tags.import.handler(({ context, input }) => inTransaction(context.platform.db, (tx) => importTags(tx, input.tags))),
    usage: os.tags.usage.handler(async ({ context }) => ({ usage: await tagUsage(context.platform.db) })),
  },
  rules: {
    list: os.rules.list.handler(async ({ context }) => ({ rules: await listRules(context.platform.db) })),
    actions: os.rules.actions.handler(() => ({ actions: actionShapes() })),
    create: os.rules.create.handler(async ({ context, input }) => {
      const caller = agentOf(context)
      await checkEditor(context.platform.db, caller)
      return inTransaction(context.platform.db, (tx) => createRule(tx, caller.agentId, input))
    }),
    change: os.rules.change.handler(async ({ context, input: { id, ...wish } }) => {
      await checkEditor(context.platform.db, agentOf(context))
      return inTransaction(context.platform.db, (tx) => changeRule(tx, id, wish))
    }),
    remove: os.rules.remove.handler(async ({ context, input }) => {
      await checkEditor(context.platform.db, agentOf(context))
      await inTransaction(context.platform.db, (tx) => removeRule(tx, input.id))
      return input
    }),
    editors: os.rules.editors.handler(({ context }) => readSetting(context.platform.db, ruleEditors)),
    changeEditors: os.rules.changeEditors.handler(async ({ context, input }) => {
      await writeSetting(context.platform.db, ruleEditors, input)
      return input
    }),
  },
  model: {
    get: os.model.get.handler(({ context }) => describeModel(context.platform)),
    change: os.model.change.handler(({ context, input }) => changeModel(context.platform, input)),
    test: os.model.test.handler(({ context, input }) => tryModel(context.platform, input.text)),
  },
}
