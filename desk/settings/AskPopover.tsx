/** Asks before what cannot be taken back, in place, and says what will happen. */
import { Button, Popover, type PopoverProps } from '@mantine/core'
import { type ReactElement, useState } from 'react'
import { useTranslation } from 'react-i18next'

interface Props {
  question: string
  /** What the button says that does it. */
  yes: string
  onYes: () => void
  position: PopoverProps['position']
  /** The button that asks. */
  children: (ask: () => void) => ReactElement
}

export function AskPopover({ question, yes, onYes, position, children }: Props) {
  const { t } = useTranslation()
  const [isAsking, setAsking] = useState(false)
  return (
    <Popover opened={isAsking} onChange={setAsking} width={320} position={position} trapFocus returnFocus withRoles>
      <Popover.Target>{children(() => setAsking(true))}</Popover.Target>
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
          {yes}
        </Button>{' '}
        <Button size="xs" variant="default" onClick={() => setAsking(false)}>
          {t('common.cancel')}
        </Button>
      </Popover.Dropdown>
    </Popover>
  )
}
