/** Choosing one or several of a list by name: assignee, team, tags, priority all use this. */
import { Combobox, useCombobox } from '@mantine/core'
import { type ReactElement, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { CheckIcon } from '../icons.tsx'
import styles from './picker.module.css'

interface Option {
  value: string
  label: string
  /** Said beside the label, such as "online". */
  aside?: string
  isOnline?: boolean
  isChosen?: boolean
}

export interface PickerProps {
  /** The button that opens it. */
  children: ReactElement
  label: string
  groups: { label: string; options: Option[] }[]
  onPick: (value: string) => void
  isOpen: boolean
  onOpen: (isOpen: boolean) => void
  /** Several may be chosen, so picking one does not close the list. */
  isMultiple?: boolean
  /** The child only says where the list appears; something else opens it. */
  isAnchor?: boolean
}

/** Of a longer list, this many are shown. */
const mostShown = 100

/** A button that opens a searchable list. */
export function Picker({ children, label, groups, onPick, isOpen, onOpen, isMultiple = false, isAnchor = false }: PickerProps) {
  const { t } = useTranslation()
  const [search, setSearch] = useState('')
  const combobox = useCombobox({
    opened: isOpen,
    onOpenedChange: onOpen,
  })
  useFocus(isOpen, () => {
    setSearch('')
    combobox.focusSearchInput()
  })
  const wanted = search.trim().toLocaleLowerCase()
  const found = groups
    .map((group) => {
      const fitting = group.options.filter((option) => option.label.toLocaleLowerCase().includes(wanted))
      // What is chosen is always there to be taken off; of the rest a search finds what is not shown.
      const shown = fitting.filter((option, at) => at < mostShown || option.isChosen)
      return { ...group, options: shown, more: fitting.length - shown.length }
    })
    .filter((group) => group.options.length > 0)
  return (
    <Combobox
      store={combobox}
      width={256}
      position="bottom-end"
      onOptionSubmit={(value) => {
        onPick(value)
        if (!isMultiple) combobox.closeDropdown()
      }}
    >
      {isAnchor ? (
        <Combobox.DropdownTarget>{children}</Combobox.DropdownTarget>
      ) : (
        <Combobox.Target targetType="button">{children}</Combobox.Target>
      )}
      <Combobox.Dropdown>
        <div role="dialog" aria-label={label}>
          <Combobox.Search
            value={search}
            onChange={(event) => {
              setSearch(event.currentTarget.value)
              combobox.selectFirstOption()
            }}
            placeholder={label}
            role="combobox"
            aria-expanded={isOpen}
            aria-label={label}
          />
          <Combobox.Options mah={320} className={styles.options} aria-label={label}>
            {found.length === 0 && <Combobox.Empty>{t('ticket.picker.none')}</Combobox.Empty>}
            {found.map((group) => (
              <Combobox.Group label={group.label} key={group.label}>
                {group.options.map((option) => (
                  <Combobox.Option
                    value={option.value}
                    key={option.value}
                    active={option.isChosen}
                    aria-selected={option.isChosen ?? false}
                    className={styles.option}
                  >
                    {option.isOnline !== undefined && <span className={styles.dot} data-online={option.isOnline} aria-hidden="true" />}
                    <span className={styles.label}>{option.label}</span>
                    {option.aside && <span className="quiet">{option.aside}</span>}
                    {option.isChosen && <CheckIcon size={16} />}
                  </Combobox.Option>
                ))}
                {group.more > 0 && (
                  <div className={styles.more}>{t('ticket.picker.more', { count: group.more, shown: group.more.toLocaleString() })}</div>
                )}
              </Combobox.Group>
            ))}
          </Combobox.Options>
        </div>
      </Combobox.Dropdown>
    </Combobox>
  )
}

/** Whoever had the focus before the list opened has it again afterwards. */
function useFocus(isOpen: boolean, onOpened: () => void): void {
  const newest = useRef(onOpened)
  newest.current = onOpened
  useEffect(() => {
    if (!isOpen) return
    const before = document.activeElement
    newest.current()
    return () => {
      const isLost = document.activeElement === document.body || document.activeElement?.closest('[role=dialog]')
      if (isLost && before instanceof HTMLElement && before.isConnected) before.focus()
    }
  }, [isOpen])
}
