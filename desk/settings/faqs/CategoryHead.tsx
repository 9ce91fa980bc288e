/** A category's name above its FAQs, and the ways to move, name or delete it. */
import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { type Answers, api, client } from '../../api.ts'
import { attempt } from '../attempt.ts'
import { Mover } from '../Mover.tsx'
import { RemoveButton } from '../RemoveButton.tsx'
import styles from './faqs.module.css'
import { textIn } from './textIn.ts'

interface Props {
  /** Null: the FAQs without one. */
  category: Answers['faqs']['list']['categories'][number] | null
  /** There are no categories at all: nothing needs a name. */
  isOnly: boolean
  mayEdit: boolean
  isFirst: boolean
  isLast: boolean
  onEdit: () => void
  onMove: (by: -1 | 1) => void
}

export function CategoryHead({ category, isOnly, mayEdit, isFirst, isLast, onEdit, onMove }: Props) {
  const { t, i18n } = useTranslation()
  if (!category) return isOnly ? null : <h3>{t('faqs.noCategory')}</h3>
  const name = textIn(category.names, i18n.language) ?? ''
  return (
    <div className={styles.head}>
      <h3 dir="auto">{name}</h3>
      {mayEdit && (
        <>
          <Mover name={name} isFirst={isFirst} isLast={isLast} onMove={onMove} />
          <Button size="xs" variant="default" aria-label={t('faqs.editOne', { name })} onClick={onEdit}>
            {t('common.edit')}
          </Button>
          <RemoveButton
            label={t('faqs.remove', { name })}
            question={t('faqs.removeCategoryAsk', { name })}
            onRemove={() =>
              attempt(() => client.faqs.removeCategory({ id: category.id }), { changes: api.faqs.key(), problem: t('settings.notRemoved') })
            }
          />
        </>
      )}
    </div>
  )
}
