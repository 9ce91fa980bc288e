/** Makes a category of FAQs or names one anew, in each language. */
import { TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { screenLanguages } from '../../../shared/lists.ts'
import { type Answers, api, client } from '../../api.ts'
import { EditorForm } from '../EditorForm.tsx'
import { useWish } from '../useWish.ts'

type Names = Answers['faqs']['list']['categories'][number]['names']

/** Those that are written. */
const written = (names: Names): Names => Object.fromEntries(Object.entries(names).filter(([, name]) => name?.trim()))

export function CategoryForm({ category, onDone }: { category?: { id: string; names: Names }; onDone: () => void }) {
  const { t } = useTranslation()
  const form = useWish<{ names: Names }>(
    `form-of-faq-category.${category?.id ?? ''}`,
    { names: category?.names ?? {} },
    ({ names }) =>
      category
        ? client.faqs.changeCategory({ id: category.id, names: written(names) })
        : client.faqs.createCategory({ names: written(names) }),
    api.faqs.key(),
  )
  const { wish, change, problems } = form
  return (
    <EditorForm form={form} isIncomplete={Object.keys(written(wish.names)).length === 0} onDone={onDone}>
      {screenLanguages.map((language, at) => (
        <TextInput
          key={language}
          label={t('faqs.categoryIn', { language: new Intl.DisplayNames(language, { type: 'language' }).of(language) })}
          autoFocus={at === 0}
          maxLength={80}
          lang={language}
          error={at === 0 && problems.names}
          value={wish.names[language] ?? ''}
          onChange={(event) => {
            const { value } = event.currentTarget
            change((now) => ({ names: { ...now.names, [language]: value } }))
          }}
        />
      ))}
    </EditorForm>
  )
}
