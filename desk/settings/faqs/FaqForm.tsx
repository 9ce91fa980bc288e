/** Writes an FAQ or changes one: its question and answer in each language, its category, and whether shoppers see it. */
import { NativeSelect, Switch, Textarea, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { screenLanguages } from '../../../shared/lists.ts'
import { type Answers, api, client, type Me } from '../../api.ts'
import { useMe } from '../../session.ts'
import { EditorForm } from '../EditorForm.tsx'
import { LanguageField } from '../LanguageField.tsx'
import styles from '../Settings.module.css'
import { useWish } from '../useWish.ts'
import { textIn } from './textIn.ts'

type List = Answers['faqs']['list']
type Faq = List['faqs'][number]
type Written = Pick<Faq, 'categoryId' | 'isPublished' | 'texts'>

const empty = { question: '', answer: '' }

/** Those languages in which something is written. */
const written = (texts: Faq['texts']): Faq['texts'] =>
  Object.fromEntries(Object.entries(texts).filter(([, text]) => text && (text.question.trim() || text.answer.trim())))

interface Props {
  faq?: Faq
  categories: List['categories']
  onDone: () => void
}

export function FaqForm({ faq, categories, onDone }: Props) {
  const { t, i18n } = useTranslation()
  const me = useMe()
  const first = Object.keys(faq?.texts ?? {})
  const own = screenLanguages.find((one) => one === me.language) ?? 'en'
  const [language, setLanguage] = useState<Me['language']>(
    first.length === 0 || first.includes(own) ? own : (screenLanguages.find((one) => first.includes(one)) ?? own),
  )
  const form = useWish<Written>(
    `form-of-faq.${faq?.id ?? ''}`,
    faq
      ? { categoryId: faq.categoryId, isPublished: faq.isPublished, texts: faq.texts }
      : { categoryId: null, isPublished: true, texts: {} },
    ({ texts, ...rest }) => {
      const whole = { ...rest, texts: written(texts) }
      return faq ? client.faqs.change({ id: faq.id, ...whole }) : client.faqs.create(whole)
    },
    api.faqs.key(),
  )
  const { wish, set, change, problems } = form
  const text = wish.texts[language] ?? empty
  const write = (fields: Partial<typeof empty>) =>
    change((now) => ({ texts: { ...now.texts, [language]: { ...(now.texts[language] ?? empty), ...fields } } }))
  const texts = Object.values(written(wish.texts))
  const isIncomplete = texts.length === 0 || texts.some((one) => !one?.question.trim() || !one.answer.trim())
  return (
    <EditorForm form={form} isIncomplete={isIncomplete} onDone={onDone}>
      <LanguageField
        label={t('settings.language')}
        description={t('faqs.writtenIn', { languages: Object.keys(written(wish.texts)).join(', ').toUpperCase() || '–' })}
        value={language}
        onChange={setLanguage}
      />
      <TextInput
        label={t('faqs.question')}
        maxLength={300}
        autoFocus
        lang={language}
        dir="auto"
        error={problems.texts}
        value={text.question}
        onChange={(event) => write({ question: event.currentTarget.value })}
      />
      <Textarea
        autosize
        minRows={3}
        maxRows={16}
        maxLength={5000}
        label={t('faqs.answer')}
        lang={language}
        dir="auto"
        value={text.answer}
        onChange={(event) => write({ answer: event.currentTarget.value })}
      />
      <NativeSelect
        className={styles.narrow}
        label={t('faqs.category')}
        value={wish.categoryId ?? ''}
        data={[
          { value: '', label: t('faqs.noCategory') },
          ...categories.map(({ id, names }) => ({ value: id, label: textIn(names, i18n.language) ?? '' })),
        ]}
        onChange={(event) => set({ categoryId: event.currentTarget.value || null })}
      />
      <Switch
        label={t('faqs.published')}
        description={t('faqs.publishedWhy')}
        checked={wish.isPublished}
        onChange={(event) => set({ isPublished: event.currentTarget.checked })}
      />
    </EditorForm>
  )
}
