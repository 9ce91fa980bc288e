/** Makes a macro or changes one: its text with variables, its files, what it does, and who has it. */
import { Button, Switch } from '@mantine/core'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api, client } from '../api.ts'
import { TemplateField } from '../composer/TemplateField.tsx'
import { CrossIcon } from '../icons.tsx'
import { sayProblem } from '../notices.ts'
import { reasonOf } from '../reasons.ts'
import composer from '../tickets/composer.module.css'
import { fileSize } from '../tickets/fileSize.ts'
import type { Attachment, Macro } from '../tickets/shapes.ts'
import { limits, upload } from '../tickets/upload.ts'
import { ActionsField } from './ActionsField.tsx'
import { EditorForm } from './EditorForm.tsx'
import { NameField } from './NameField.tsx'
import { useWish } from './useWish.ts'

type Written = Pick<Macro, 'name' | 'html' | 'actions' | 'isShared' | 'attachments'>

const written = ({ name, html, actions, isShared, attachments }: Macro): Written => ({ name, html, actions, isShared, attachments })

export function MacroForm({ macro, onDone }: { macro?: Macro; onDone: () => void }) {
  const { t } = useTranslation()
  const form = useWish<Written>(
    `form-of-macro.${macro?.id ?? ''}`,
    macro ? written(macro) : { name: '', html: '', actions: [], isShared: true, attachments: [] },
    ({ attachments, ...rest }) => {
      const whole = { ...rest, attachmentIds: attachments.map(({ id }) => id) }
      return macro ? client.macros.change({ id: macro.id, ...whole }) : client.macros.create(whole)
    },
    api.macros.key(),
  )
  const { wish, set, change } = form
  const [isUploading, setUploading] = useState(false)
  const picker = useRef<HTMLInputElement>(null)
  const keep = async (files: File[]): Promise<Attachment[]> => {
    setUploading(true)
    try {
      const kept = await Promise.all(files.map((file) => upload(file, () => undefined).done))
      change((now) => ({ attachments: [...now.attachments, ...kept] }))
      return kept
    } catch (error) {
      sayProblem(t('macros.notUploaded'), new Error(reasonOf(error)))
      return []
    } finally {
      setUploading(false)
    }
  }
  const limitWords = t('ticket.files.limits', { size: fileSize(limits.bytes), count: limits.files })
  return (
    <EditorForm form={form} isIncomplete={!wish.name.trim() || isUploading} onDone={onDone}>
      <NameField form={form} autoFocus maxLength={80} />
      <TemplateField
        label={t('macros.text')}
        placeholder={t('macros.textPlaceholder', { variable: '{{ customer.first_name }}' })}
        html={wish.html}
        onChange={(html) => set({ html })}
        onPictures={keep}
      />
      <div>
        <h3>{t('macros.files')}</h3>
        <ul className={composer.files} style={{ padding: '4px 0' }} aria-label={t('macros.files')}>
          {wish.attachments
            .filter(({ url }) => !wish.html.includes(url))
            .map(({ id, name, size }) => (
              <li key={id} className={composer.file}>
                <bdi className={composer.fileName}>{name}</bdi>
                <span className="quiet">{fileSize(size)}</span>
                <button
                  type="button"
                  className={composer.detach}
                  aria-label={t('ticket.files.detach', { name })}
                  onClick={() => set({ attachments: wish.attachments.filter((one) => one.id !== id) })}
                >
                  <CrossIcon size={14} />
                </button>
              </li>
            ))}
        </ul>
        <Button size="xs" variant="default" loading={isUploading} onClick={() => picker.current?.click()}>
          {t('ticket.files.attach')}
        </Button>{' '}
        <span className="quiet">{limitWords}</span>
        <input
          ref={picker}
          type="file"
          multiple
          hidden
          onChange={(event) => {
            void keep([...(event.currentTarget.files ?? [])])
            event.currentTarget.value = ''
          }}
        />
      </div>
      <div>
        <h3>{t('macros.actions')}</h3>
        <ActionsField calls={wish.actions} onChange={(actions) => set({ actions })} />
      </div>
      <Switch
        label={t('macros.shared')}
        description={t('macros.sharedWhy')}
        checked={wish.isShared}
        onChange={(event) => set({ isShared: event.currentTarget.checked })}
      />
    </EditorForm>
  )
}
