/** Choosing an emoji by its picture or by its name. */
import { Popover } from '@mantine/core'
import { Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ScreenLanguage } from '../../shared/words.ts'
import { SmileIcon } from '../icons.tsx'
import { lazyPart } from '../lazyPart.ts'
import composer from '../tickets/composer.module.css'

const EmojiChoices = lazyPart(() => import('./EmojiChoices.tsx').then(({ EmojiChoices: Choices }) => ({ default: Choices })))

export interface EmojiPickerProps {
  language: ScreenLanguage
  onPick: (sign: string) => void
  onClose: () => void
}

export function EmojiPicker({ language, onPick, onClose }: EmojiPickerProps) {
  const { t } = useTranslation()
  const [isOpen, setOpen] = useState(false)
  const turn = (opens: boolean) => {
    setOpen(opens)
    if (!opens) onClose()
  }
  return (
    <Popover opened={isOpen} onChange={turn} position="top-start" width={304} trapFocus withRoles>
      <Popover.Target>
        <button
          type="button"
          className={composer.icon}
          aria-label={t('composer.emoji')}
          title={t('composer.emoji')}
          onClick={() => turn(!isOpen)}
        >
          <SmileIcon />
        </button>
      </Popover.Target>
      <Popover.Dropdown p={8} aria-label={t('composer.emoji')}>
        <Suspense fallback={t('common.loading')}>
          {isOpen && (
            <EmojiChoices
              language={language}
              onPick={(sign) => {
                setOpen(false)
                onPick(sign)
              }}
            />
          )}
        </Suspense>
      </Popover.Dropdown>
    </Popover>
  )
}
