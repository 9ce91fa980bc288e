/** Removes something that cannot be brought back: asks first, in place, and says what will happen. */
import { ActionIcon, Button, Popover } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { TrashIcon } from '../icons.tsx'

export function RemoveButton({ label, question, onRemove }: { label: string; question: string; onRemove: () => void }) {
  const { t } = useTranslation()
  const [isAsking, setAsking] = useState(false)
  return (
    <Popover opened={isAsking} onChange={setAsking} width={280} position="bottom-end" trapFocus returnFocus>
      <Popover.Target>
        <ActionIcon variant="subtle" color="gray" size={32} aria-label={label} onClick={() => setAsking(true)}>
          <TrashIcon />
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown>
        <p style={{ margin: '0 0 12px' }}>{question}</p>
        <Button
          size="xs"
          color="red"
          onClick={() => {
            setAsking(false)
            onRemove()
          }}
        >
          {t('common.delete')}
        </Button>{' '}
        <Button size="xs" variant="default" onClick={() => setAsking(false)}>
          {t('common.cancel')}
        </Button>
      </Popover.Dropdown>
    </Popover>
  )
}
