/** Takes what is typed before the palette has come, so that no letter of it is taken for a key of the desk. */
import { useLayoutEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'

export function EarlyField({ onType }: { onType: (typed: string) => void }) {
  const { t } = useTranslation()
  const field = useRef<HTMLInputElement>(null)
  useLayoutEffect(() => {
    const before = document.activeElement
    field.current?.focus()
    // The palette gives the focus back to whatever has it when it opens.
    return () => {
      if (before instanceof HTMLElement) before.focus()
    }
  }, [])
  return (
    <input
      ref={field}
      className="forReaders"
      aria-label={t('palette.placeholder')}
      onChange={({ currentTarget }) => onType(currentTarget.value)}
    />
  )
}
