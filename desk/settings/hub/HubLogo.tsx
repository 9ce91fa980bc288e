/** The picture in the hub's head; it is kept as soon as it is chosen. */
import { Button, Input } from '@mantine/core'
import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { api, client } from '../../api.ts'
import { attempt } from '../attempt.ts'
import styles from '../Settings.module.css'
import hub from './hub.module.css'

export function HubLogo({ url }: { url: string | null }) {
  const { t } = useTranslation()
  const picker = useRef<HTMLInputElement>(null)
  const keep = (file: File | undefined) =>
    attempt(() => (file ? client.settings.hub.changeLogo({ file }) : client.settings.hub.removeLogo()), {
      changes: api.settings.hub.key(),
      problem: t('settings.notSaved'),
      done: t('common.saved'),
    })
  return (
    <Input.Wrapper label={t('hub.logo')} description={t('hub.logoWhy')} labelElement="div">
      <div className={`${styles.buttons} ${hub.logo}`}>
        {url && <img src={url} alt={t('hub.logo')} />}
        <Button variant="default" onClick={() => picker.current?.click()}>
          {t(url ? 'hub.logoChange' : 'hub.logoChoose')}
        </Button>
        {url && (
          <Button variant="default" onClick={() => keep(undefined)}>
            {t('hub.logoRemove')}
          </Button>
        )}
        <input
          ref={picker}
          type="file"
          hidden
          accept="image/png,image/jpeg,image/webp,image/gif"
          onChange={(event) => {
            const [file] = event.currentTarget.files ?? []
            if (file) void keep(file)
            event.currentTarget.value = ''
          }}
        />
      </div>
    </Input.Wrapper>
  )
}
