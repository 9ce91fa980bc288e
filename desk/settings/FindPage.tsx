/** Finds a page of the settings by any word that stands on it, or that people use for it. */
import { TextInput } from '@mantine/core'
import i18next from 'i18next'
import { type ReactNode, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { bringWords } from '../i18n.ts'
import { SearchIcon } from '../icons.tsx'
import { type Found, findPages } from './findPages.ts'
import type { Page } from './pageNames.ts'
import styles from './Settings.module.css'

interface Props {
  pages: readonly Page[]
  onOpen: (page: Page) => void
  /** The list of pages, all of them or those found. */
  children: (found: Found[]) => ReactNode
}

export function FindPage({ pages, onOpen, children }: Props) {
  const { t, i18n } = useTranslation()
  const [search, setSearch] = useState('')
  // Those of the other pages are here; the audit log's come before anybody has typed.
  useEffect(() => void bringWords('audit').catch(() => undefined), [])
  const words: Record<string, string> = i18next.getResourceBundle(i18n.language, 'translation') ?? {}
  const found = search.trim() ? findPages(pages, search, words) : pages.map((page) => ({ page }))
  return (
    <>
      <TextInput
        className={styles.find}
        type="search"
        size="xs"
        aria-label={t('settings.find')}
        placeholder={t('settings.find')}
        leftSection={<SearchIcon size={14} />}
        value={search}
        onChange={(event) => setSearch(event.currentTarget.value)}
        onKeyDown={(event) => {
          const links = event.currentTarget.closest('nav')?.querySelectorAll<HTMLElement>('li a')
          if (event.key === 'Escape') setSearch('')
          else if (event.key === 'Enter' && search.trim() && found[0]) onOpen(found[0].page)
          else if (event.key === 'ArrowDown') {
            event.preventDefault()
            links?.[0]?.focus()
          }
        }}
      />
      <p role="status" className={search.trim() && found.length === 0 ? styles.foundNone : 'forReaders'}>
        {search.trim() && (found.length === 0 ? t('settings.foundNone') : found.map(({ page }) => t(`settings.${page}`)).join(', '))}
      </p>
      {children(found)}
    </>
  )
}
