/** Moves one thing of a list up or down, by keys as by hand. */
import { ActionIcon } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { ChevronDownIcon, ChevronUpIcon, GripIcon } from '../icons.tsx'
import styles from './Rules.module.css'

interface Props {
  name: string
  isFirst: boolean
  isLast: boolean
  /** It can be dragged too. */
  hasGrip?: boolean
  onMove: (by: -1 | 1) => void
}

export function Mover({ name, isFirst, isLast, hasGrip = false, onMove }: Props) {
  const { t } = useTranslation()
  return (
    <span className={styles.place}>
      {hasGrip && <GripIcon size={16} className={styles.grip} />}
      <Step label={t('rules.up', { name })} isOff={isFirst} onStep={() => onMove(-1)}>
        <ChevronUpIcon size={14} />
      </Step>
      <Step label={t('rules.down', { name })} isOff={isLast} onStep={() => onMove(1)}>
        <ChevronDownIcon size={14} />
      </Step>
    </span>
  )
}

/** At the end of the list it stays a stop of the keys: whoever has just moved the thing there keeps their place. */
function Step({ label, isOff, onStep, children }: { label: string; isOff: boolean; onStep: () => void; children: ReactNode }) {
  return (
    <ActionIcon
      variant="subtle"
      color="gray"
      size={24}
      data-disabled={isOff || undefined}
      aria-disabled={isOff}
      aria-label={label}
      onClick={isOff ? undefined : onStep}
    >
      {children}
    </ActionIcon>
  )
}
