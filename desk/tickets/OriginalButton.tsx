/** Opens the mail as it came: its headers, and all of it to be saved. */
import { Popover } from '@mantine/core'
import { Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { FileIcon } from '../icons.tsx'
import { lazyPart } from '../lazyPart.ts'
import styles from './message.module.css'

const Original = lazyPart(() => import('./Original.tsx').then((original) => ({ default: original.Original })))

export function OriginalButton({ messageId }: { messageId: string }) {
  const { t } = useTranslation()
  const [isOpen, setOpen] = useState(false)
  return (
    <Popover opened={isOpen} onChange={setOpen} position="bottom-start" width={520} trapFocus returnFocus>
      <Popover.Target>
        <button
          type="button"
          className={styles.original}
          title={t('ticket.original.show')}
          aria-label={t('ticket.original.show')}
          onClick={() => setOpen(!isOpen)}
        >
          <FileIcon size={16} />
        </button>
      </Popover.Target>
      <Popover.Dropdown aria-label={t('ticket.original.show')} maw="calc(100vw - 32px)">
        <Suspense fallback={null}>{isOpen && <Original messageId={messageId} />}</Suspense>
      </Popover.Dropdown>
    </Popover>
  )
}
