/** What the shop's own server does for the hub: says who is signed in, by a signed token. */
import { SegmentedControl } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { CopyLine } from './CopyLine.tsx'
import { snippets } from './hubSnippet.ts'
import styles from './Settings.module.css'

const kinds = ['Node', 'PHP', 'Liquid'] as const

export function HubSnippets() {
  const { t } = useTranslation()
  const [kind, setKind] = useState<(typeof kinds)[number]>('Node')
  return (
    <section className={styles.part}>
      <h2>{t('hub.sign')}</h2>
      <p>{t('hub.signHow')}</p>
      <SegmentedControl
        w="fit-content"
        aria-label={t('hub.sign')}
        value={kind}
        onChange={(chosen) => setKind(kinds.find((one) => one === chosen) ?? 'Node')}
        data={[...kinds]}
      />
      <CopyLine label={kind === 'Liquid' ? 'Liquid (Shopify)' : kind} value={snippets[kind]} />
    </section>
  )
}
