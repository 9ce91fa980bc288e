/** A sentence with a way back. */
import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'

export function UndoNotice({ message, onUndo }: { message: string; onUndo: () => void }) {
  const { t } = useTranslation()
  return (
    <span style={{ display: 'flex', alignItems: 'center', gap: 8 }}>
      <span style={{ flex: 1 }}>{message}</span>
      <Button size="compact-sm" variant="subtle" onClick={onUndo}>
        {t('common.undo')}
      </Button>
    </span>
  )
}
