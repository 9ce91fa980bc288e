/** What the screens need to draw the conditions. */
import type { ConditionShape } from '../../shared/filter.ts'
import type { Db } from '../platform/db.ts'
import { conditions } from './fields.ts'

/** Every condition with the words there are at this moment. */
export async function conditionShapes(db: Db): Promise<ConditionShape[]> {
  return Promise.all(
    [...conditions.values()].map(async ({ field, group, label, kind, operators, unit, choices, findChoices, unlisted }) => {
      const found = findChoices ? await findChoices(db) : choices
      return {
        ...{ field, group, label, kind, operators: [...operators] },
        ...(found && { choices: [...found] }),
        ...(unlisted && { unlisted }),
        ...(unit && { unit }),
      }
    }),
  )
}
