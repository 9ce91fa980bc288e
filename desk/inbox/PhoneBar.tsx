/** On a phone: the way back, and on to what is known about the ticket. */
import { ActionIcon, Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { ChevronLeftIcon, PanelIcon } from '../icons.tsx'
import styles from './PhoneBar.module.css'

interface Props {
  /** What this page is; only the phone's pages need it said. */
  title: string
  onBack: () => void
  onProperties?: (() => void) | undefined
}

export function PhoneBar({ title, onBack, onProperties }: Props) {
  const { t } = useTranslation()
  return (
    <div className={styles.bar}>
      <Button variant="subtle" color="gray" size="compact-sm" leftSection={<ChevronLeftIcon size={16} />} onClick={onBack}>
        {t('common.back')}
      </Button>
      <h1 className="forReaders">{title}</h1>
      {onProperties && (
        <ActionIcon variant="subtle" color="gray" size={36} aria-label={t('list.properties')} onClick={onProperties}>
          <PanelIcon />
        </ActionIcon>
      )}
    </div>
  )
}
