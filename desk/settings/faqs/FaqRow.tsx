/** One FAQ in its place: the question, how it fares, and the ways to move, publish, change or delete it. */
import { Button, Switch } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { type Answers, api, client } from '../../api.ts'
import { shortened } from '../../shortened.ts'
import { attempt } from '../attempt.ts'
import { DragRow } from '../DragRow.tsx'
import { RemoveButton } from '../RemoveButton.tsx'
import rows from '../Settings.module.css'
import { textIn } from './textIn.ts'

interface Props {
  faq: Answers['faqs']['list']['faqs'][number]
  mayEdit: boolean
  isFirst: boolean
  isLast: boolean
  onEdit: () => void
  onMove: (by: -1 | 1) => void
  onDrag: () => void
  onDrop: () => void
}

export function FaqRow({ faq, mayEdit, isFirst, isLast, onEdit, onMove, onDrag, onDrop }: Props) {
  const { t, i18n } = useTranslation()
  const text = textIn(faq.texts, i18n.language)
  const name = text?.question ?? ''
  return (
    <DragRow name={name} mayMove={mayEdit} isFirst={isFirst} isLast={isLast} onMove={onMove} onDrag={onDrag} onDrop={onDrop}>
      <div className={rows.who}>
        <b dir="auto">{name}</b>
        <span className="quiet">
          {[
            Object.keys(faq.texts).join(', ').toUpperCase(),
            faq.picks > 0 && t('faqs.picked', { count: faq.picks }),
            faq.helped > 0 && t('faqs.helped', { count: faq.helped }),
            faq.notHelped > 0 && t('faqs.notHelped', { count: faq.notHelped }),
            shortened(text?.answer ?? '', 80),
          ]
            .filter(Boolean)
            .join(' · ')}
        </span>
      </div>
      {mayEdit ? (
        <>
          <Switch
            size="xs"
            label={t('faqs.published')}
            aria-label={t('faqs.publishedOf', { name })}
            checked={faq.isPublished}
            onChange={(event) => {
              const isPublished = event.currentTarget.checked
              void attempt(() => client.faqs.change({ id: faq.id, isPublished }), {
                changes: api.faqs.key(),
                problem: t('settings.notSaved'),
              })
            }}
          />
          <Button size="xs" variant="default" aria-label={t('faqs.editOne', { name })} onClick={onEdit}>
            {t('common.edit')}
          </Button>
          <RemoveButton
            label={t('faqs.remove', { name })}
            question={t('faqs.removeAsk', { name })}
            onRemove={() =>
              attempt(() => client.faqs.remove({ id: faq.id }), { changes: api.faqs.key(), problem: t('settings.notRemoved') })
            }
          />
        </>
      ) : (
        !faq.isPublished && <span className={rows.mark}>{t('faqs.draft')}</span>
      )}
    </DragRow>
  )
}
