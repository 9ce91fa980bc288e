/** The sheet of keys: what works on the page one is on, drawn from what the page has registered. */
import { Kbd, Modal, Switch } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { printed, setSingleKeys, singleKeys, useRegisteredKeys } from '../keys.ts'
import styles from './KeySheet.module.css'

export function KeySheet({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation()
  const keys = useRegisteredKeys()
  const areas = [...new Set(keys.map(({ area }) => area))]
  return (
    <Modal opened onClose={onClose} title={<h2>{t('keys.title')}</h2>} size="lg" closeButtonProps={{ 'aria-label': t('common.close') }}>
      <div className={styles.areas}>
        {areas.map((area) => (
          <section key={area}>
            <h3>{t(area)}</h3>
            <dl className={styles.keys}>
              {keys
                .filter((key, at) => key.area === area && keys.findIndex((other) => other.words === key.words) === at)
                .map((key) => (
                  <div key={key.key} className={styles.key}>
                    <dt>{t(key.words)}</dt>
                    <dd>
                      <Kbd>{printed(key.key)}</Kbd>
                    </dd>
                  </div>
                ))}
            </dl>
          </section>
        ))}
      </div>
      <Switch
        mt="lg"
        defaultChecked={singleKeys()}
        onChange={(event) => setSingleKeys(event.currentTarget.checked)}
        label={t('keys.single')}
        description={t('keys.singleWhy')}
      />
    </Modal>
  )
}
