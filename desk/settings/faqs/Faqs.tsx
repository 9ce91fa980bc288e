/** The FAQs that shoppers read before they chat: in categories, in order, drafts and published ones. */
import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type Answers, api, client, queries } from '../../api.ts'
import { EmptyPane } from '../../inbox/EmptyPane.tsx'
import { sayProblem } from '../../notices.ts'
import { may, useMe } from '../../session.ts'
import { moved } from '../moved.ts'
import styles from '../Settings.module.css'
import { Sheet } from '../Sheet.tsx'
import { CategoryForm } from './CategoryForm.tsx'
import { CategoryHead } from './CategoryHead.tsx'
import { FaqForm } from './FaqForm.tsx'
import { FaqRow } from './FaqRow.tsx'
import own from './faqs.module.css'
import { textIn } from './textIn.ts'

type Faq = Answers['faqs']['list']['faqs'][number]

export function Faqs() {
  const { t, i18n } = useTranslation()
  const me = useMe()
  const { data, isPending } = useQuery(api.faqs.list.queryOptions())
  /** An id; `faq` and `category`: a new one. */
  const [editing, setEditing] = useState<string>()
  const [dragged, setDragged] = useState<string>()
  const mayEdit = may(me, 'setUp')
  const done = () => setEditing(undefined)
  const { categories = [], faqs = [] } = data ?? {}
  const groups = [...categories, null].map((category) => ({
    category,
    faqs: faqs.filter(({ categoryId }) => categoryId === (category?.id ?? null)),
  }))
  const arrange = async (order: Partial<Answers['faqs']['list']>) => {
    const queryKey = api.faqs.list.queryKey()
    const now = { categories, faqs, ...order }
    queries.setQueryData<Answers['faqs']['list']>(queryKey, now)
    await client.faqs
      .arrange({ categoryIds: now.categories.map(({ id }) => id), faqs: now.faqs.map(({ id, categoryId }) => ({ id, categoryId })) })
      .catch((error) => sayProblem(t('faqs.notMoved'), error))
    await queries.invalidateQueries({ queryKey: api.faqs.key() })
  }
  /** Puts an FAQ before another, or last in a category. */
  const put = (id: string, before: Faq | undefined, categoryId: string | null) => {
    const moving = faqs.find((faq) => faq.id === id)
    if (!moving || moving === before) return
    const rest = faqs.filter((faq) => faq !== moving)
    const at = before ? rest.indexOf(before) : rest.length
    void arrange({ faqs: [...rest.slice(0, at), { ...moving, categoryId }, ...rest.slice(at)] })
  }
  const step = (group: Faq[], from: number, to: number) => {
    const order = moved(group, from, to)
    void arrange({ faqs: [...faqs.filter((faq) => !group.includes(faq)), ...order] })
  }
  return (
    <Sheet
      title={t('settings.faqs')}
      why={t('faqs.why')}
      action={
        mayEdit && (
          <div className={styles.buttons}>
            <Button variant="default" onClick={() => setEditing('category')}>
              {t('faqs.createCategory')}
            </Button>
            <Button onClick={() => setEditing('faq')}>{t('faqs.create')}</Button>
          </div>
        )
      }
      isPending={isPending}
    >
      {editing === 'category' && (
        <section className={styles.part}>
          <CategoryForm onDone={done} />
        </section>
      )}
      {editing === 'faq' && (
        <section className={styles.part}>
          <FaqForm categories={categories} onDone={done} />
        </section>
      )}
      {data && faqs.length === 0 && categories.length === 0 && !editing && <EmptyPane title={t('faqs.none')} text={t('faqs.noneWhy')} />}
      {groups
        .filter((group) => group.category || group.faqs.length > 0)
        .map(({ category, faqs: group }, place) => (
          <section
            key={category?.id ?? ''}
            className={own.group}
            aria-label={category ? textIn(category.names, i18n.language) : t('faqs.noCategory')}
            onDragOver={(event) => event.preventDefault()}
            onDrop={() => {
              if (dragged) put(dragged, undefined, category?.id ?? null)
              setDragged(undefined)
            }}
          >
            {category && editing === category.id ? (
              <div className={styles.part}>
                <CategoryForm category={category} onDone={done} />
              </div>
            ) : (
              <CategoryHead
                category={category}
                isOnly={categories.length === 0}
                mayEdit={mayEdit}
                onEdit={() => category && setEditing(category.id)}
                onMove={(by) => void arrange({ categories: moved(categories, place, place + by) })}
                isFirst={place === 0}
                isLast={place === categories.length - 1}
              />
            )}
            {group.length === 0 ? (
              <p className="quiet">{t('faqs.emptyCategory')}</p>
            ) : (
              <ol className={styles.rows} aria-label={category ? undefined : t('settings.faqs')}>
                {group.map((faq, at) =>
                  editing === faq.id ? (
                    <li key={faq.id} className={styles.row}>
                      <FaqForm faq={faq} categories={categories} onDone={done} />
                    </li>
                  ) : (
                    <FaqRow
                      key={faq.id}
                      faq={faq}
                      mayEdit={mayEdit}
                      isFirst={at === 0}
                      isLast={at === group.length - 1}
                      onEdit={() => setEditing(faq.id)}
                      onMove={(by) => step(group, at, at + by)}
                      onDrag={() => setDragged(faq.id)}
                      onDrop={() => {
                        if (dragged) put(dragged, faq, faq.categoryId)
                        setDragged(undefined)
                      }}
                    />
                  ),
                )}
              </ol>
            )}
          </section>
        ))}
    </Sheet>
  )
}
