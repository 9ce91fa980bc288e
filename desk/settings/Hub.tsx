/** The Customer Hub on the shop's site: the tag to paste, how it looks and what it says, the secret. */
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { api } from '../api.ts'
import { span, useNow } from '../time.ts'
import { CopyLine } from './CopyLine.tsx'
import { FirstSteps, lookEvery } from './FirstSteps.tsx'
import { HubSecret } from './HubSecret.tsx'
import { HubSnippets } from './HubSnippets.tsx'
import { HubForm } from './hub/HubForm.tsx'
import { ShopifyForm } from './hub/ShopifyForm.tsx'
import styles from './Settings.module.css'
import { Sheet } from './Sheet.tsx'

export function Hub() {
  const { t } = useTranslation()
  const now = useNow()
  const { data, isPending } = useQuery(api.settings.hub.get.queryOptions({ refetchInterval: lookEvery }))
  return (
    <Sheet
      title={t('settings.hub')}
      why={
        <>
          {t('hub.why')}{' '}
          <a href="/docs/hub.md" target="_blank" rel="noreferrer">
            {t('hub.handbook')}
          </a>
        </>
      }
      isPending={isPending}
    >
      <FirstSteps />
      {data && (
        <>
          <section className={styles.part}>
            <div className={styles.line}>
              <h2>{t('hub.tag')}</h2>
              <span className={styles.mark} data-good={data.lastShopperAt ? true : undefined}>
                {data.lastShopperAt
                  ? t('hub.lastShopper', { span: span(now - new Date(data.lastShopperAt).getTime()) })
                  : t('hub.noShopperYet')}
              </span>
            </div>
            <p>{t('hub.tagHow')}</p>
            <CopyLine label="HTML" value={`<script src="${data.publicUrl}/hub.js" data-identity-url="/hub-identity" async></script>`} />
            {isOnThisMachine(data.publicUrl) && <p className={styles.warning}>{t('hub.onlyHere', { url: data.publicUrl })}</p>}
          </section>
          <HubForm saved={data} />
          <HubSecret oldSecretUntil={data.oldSecretUntil} />
          <HubSnippets publicUrl={data.publicUrl} />
          <ShopifyForm />
        </>
      )}
    </Sheet>
  )
}

const isOnThisMachine = (url: string) => /^(127\.|localhost$|0\.0\.0\.0$|\[::1?\]$)/.test(new URL(url).hostname)
