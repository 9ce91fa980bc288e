/** What is wrong in the text of a filter; pressing it marks the place. */
import { useTranslation } from 'react-i18next'
import type { ConditionShape } from '../../shared/filter.ts'
import type { TextProblem } from '../../shared/filterText.ts'
import { writtenValues } from './completions.ts'
import { shortName } from './say.ts'

/** Of a field with no more values than this all are named. */
const few = 8

interface Props {
  problem: TextProblem
  conditions: ConditionShape[]
  onShow: () => void
}

export function TextProblemLine({ problem: { code, name = '', field }, conditions, onShow }: Props) {
  const { t } = useTranslation()
  const values = field ? writtenValues(field, conditions, shortName).map(({ insert }) => insert) : []
  const isFew = values.length > 0 && values.length <= few
  return (
    <button type="button" onMouseDown={(event) => event.preventDefault()} onClick={onShow}>
      {t(`filterText.problem.${code}`, { name })}
      {isFew && ` ${t('filterText.problem.values', { values: values.join(', ') })}`}
    </button>
  )
}
