/** A button for what cannot be taken back: says first what will happen. */
import { Button, Popover } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'

interface Props {
  label: string
  question: string
  /** In a row it is as small as the others there. */
  size?: 'xs'
  onYes: () => void
}

export function AskButton({ label, question, size, onYes }: Props) {
  const { t } = useTranslation()
  const [isAsking, setAsking] = useState(false)
  return (
    <Popover opened={isAsking} onChange={setAsking} width={320} position="bottom-start" trapFocus withRoles>
      <Popover.Target>
        <Button size={size} variant="default" onClick={() => setAsking(true)}>
          {label}
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        <p style={{ margin: '0 0 12px' }}>{question}</p>
        <Button
          size="xs"
          color="red"
          onClick={() => {
            setAsking(false)
            onYes()
          }}
        >
          {label}
        </Button>{' '}
        <Button size="xs" variant="default" onClick={() => setAsking(false)}>
          {t('common.cancel')}
        </Button>
      </Popover.Dropdown>
    </Popover>
  )
}
