/** Asks before what cannot be taken back, in place, and says what will happen. */
import { Button, Popover, type PopoverProps } from '@mantine/core'
import { type ReactElement, type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'

interface Props {
  question: ReactNode
  /** What the button says that does it. */
  yes: string
  onYes: () => void
  /** Nothing is lost by it. */
  isHarmless?: boolean
  position: PopoverProps['position']
  width?: number
  /** The button that asks. */
  children: (ask: () => void) => ReactElement
}

export function AskPopover({ question, yes, onYes, isHarmless = false, position, width = 320, children }: Props) {
  const { t } = useTranslation()
  const [isAsking, setAsking] = useState(false)
  return (
    <Popover opened={isAsking} onChange={setAsking} width={width} position={position} trapFocus returnFocus withRoles>
      <Popover.Target>{children(() => setAsking(true))}</Popover.Target>
      <Popover.Dropdown>
        <div style={{ margin: '0 0 12px' }}>{question}</div>
        <Button
          size="xs"
          color={isHarmless ? undefined : 'red'}
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
