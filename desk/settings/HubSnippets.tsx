/** What the shop's own server does for the hub: says who is signed in, by a signed token. */
import { SegmentedControl } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { CopyLine } from './CopyLine.tsx'
import { snippetKinds, snippetOf } from './hubSnippet.ts'
import styles from './Settings.module.css'

export function HubSnippets({ publicUrl }: { publicUrl: string }) {
  const { t } = useTranslation()
  const [kind, setKind] = useState<(typeof snippetKinds)[number]>('Node')
  return (
    <section className={styles.part}>
      <h2>{t('hub.sign')}</h2>
      <p>{t('hub.signHow')}</p>
      <SegmentedControl
        w="fit-content"
        aria-label={t('hub.sign')}
        value={kind}
        onChange={(chosen) => setKind(snippetKinds.find((one) => one === chosen) ?? 'Node')}
        data={[...snippetKinds]}
      />
      <CopyLine label={kind === 'Liquid' ? 'Liquid (Shopify)' : kind} value={snippetOf(kind, publicUrl)} />
    </section>
  )
}
