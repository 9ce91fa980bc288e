/** Removes something that cannot be brought back: asks first. */
import { ActionIcon } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { TrashIcon } from '../icons.tsx'
import { AskPopover } from './AskPopover.tsx'

export function RemoveButton({ label, question, onRemove }: { label: string; question: string; onRemove: () => void }) {
  const { t } = useTranslation()
  return (
    <AskPopover question={question} yes={t('common.delete')} onYes={onRemove} position="bottom-end">
      {(ask) => (
        <ActionIcon variant="subtle" color="gray" size={32} aria-label={label} onClick={ask}>
          <TrashIcon />
        </ActionIcon>
      )}
    </AskPopover>
  )
}
