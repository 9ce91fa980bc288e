/** The right column. On a wide screen it stands there until folded away, on a narrower one it opens over the ticket. */
import { ActionIcon, Tooltip } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ChevronRightIcon, PanelIcon } from '../icons.tsx'
import { PhoneBar } from './PhoneBar.tsx'
import styles from './PropertiesColumn.module.css'

const kept = 'warmline.properties'

export function PropertiesColumn({ isPage, onBack, children }: { isPage: boolean; onBack: () => void; children: ReactNode }) {
  const { t } = useTranslation()
  const isWide = useMediaQuery('(min-width: 1360px)', undefined, { getInitialValueInEffect: false })
  const [isKept, setKept] = useState(() => localStorage.getItem(kept) !== 'folded')
  const [isOver, setOver] = useState(false)
  const isShown = isPage || (isWide ? isKept : isOver)
  const fold = (isOpen: boolean) => {
    if (!isWide) return setOver(isOpen)
    setKept(isOpen)
    localStorage.setItem(kept, isOpen ? 'shown' : 'folded')
  }
  if (!isShown)
    return (
      <div className={styles.rail}>
        <Tooltip label={t('list.showProperties')} position="left">
          <ActionIcon
            variant="subtle"
            color="gray"
            size={32}
            aria-label={t('list.showProperties')}
            aria-expanded={false}
            onClick={() => fold(true)}
          >
            <PanelIcon />
          </ActionIcon>
        </Tooltip>
      </div>
    )
  return (
    <div className={styles.space}>
      <div className={styles.column}>
        {isPage && <PhoneBar title={t('list.properties')} onBack={onBack} />}
        <ActionIcon
          className={styles.fold}
          variant="subtle"
          color="gray"
          size={32}
          aria-label={t('list.hideProperties')}
          aria-expanded={true}
          onClick={() => fold(false)}
        >
          <ChevronRightIcon />
        </ActionIcon>
        {children}
      </div>
    </div>
  )
}
