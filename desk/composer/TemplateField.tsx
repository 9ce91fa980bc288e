/** An editor for a text with variables: which there are and what each is on the newest ticket, and the text as it would be there. */
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useDeferredValue, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../api.ts'
import type { DraftAttachment } from '../tickets/drafts.ts'
import type { FieldHandle } from './field.ts'
import { RichField } from './RichField.tsx'
import styles from './template.module.css'

export interface TemplateFieldProps {
  label: string
  html: string
  placeholder: string
  onChange: (html: string) => void
  /** Uploads pictures; left out: the text takes none. */
  onPictures?: (files: File[]) => Promise<readonly DraftAttachment[]>
}

export function TemplateField({ label, html, placeholder, onChange, onPictures }: TemplateFieldProps) {
  const { t } = useTranslation()
  const field = useRef<FieldHandle>(null)
  const variables = useQuery(api.macros.variables.queryOptions({ input: {} })).data?.variables ?? []
  const shown = useDeferredValue(html)
  const { data: preview, error } = useQuery({
    ...api.macros.preview.queryOptions({ input: { html: shown } }),
    enabled: shown !== '',
    placeholderData: keepPreviousData,
    retry: false,
  })
  return (
    <div>
      <h3>{label}</h3>
      <div className={styles.field}>
        <RichField
          ref={field}
          label={label}
          placeholder={placeholder}
          pointsAt={undefined}
          value={{ text: '', html: html || null }}
          onChange={(value) => onChange(value.html ?? '')}
          onCaret={() => undefined}
          onBlur={() => undefined}
          onKeyDown={() => false}
          onFiles={(files) => {
            void onPictures?.(files.filter(({ type }) => type.startsWith('image/'))).then((kept) => {
              for (const { url, name } of kept) field.current?.insertPicture({ url, name })
            })
          }}
        />
      </div>
      <details className={styles.variables}>
        <summary>{t('macros.variables')}</summary>
        <ul>
          {variables.map(({ name, value }) => (
            <li key={name}>
              <button type="button" onClick={() => field.current?.insert({ text: `{{ ${name} }}` })}>{`{{ ${name} }}`}</button>
              <span className="quiet" dir="auto">
                {value ?? t('macros.noValue')}
              </span>
            </li>
          ))}
        </ul>
      </details>
      {shown !== '' && (
        <section className={styles.preview} aria-label={t('macros.preview')}>
          <h4>{t('macros.preview')}</h4>
          {error ? (
            <p role="alert" className={styles.bad}>
              {error.message}
            </p>
          ) : (
            <p dir="auto">{preview?.text}</p>
          )}
          {!error && preview && preview.missing.length > 0 && (
            <p className="quiet">{t('macro.missing', { names: preview.missing.join(', ') })}</p>
          )}
        </section>
      )}
    </div>
  )
}
