/** The search box of a list: a filter as text, completed by keyboard; it and the chips below always say the same. */
import { useEffect, useId, useLayoutEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Filter } from '../../shared/filter.ts'
import type { TextProblem } from '../../shared/filterText.ts'
import { CrossIcon, SearchIcon } from '../icons.tsx'
import { printed, useKeys } from '../keys.ts'
import { completionsAt } from './completions.ts'
import styles from './FilterText.module.css'
import { shortName } from './say.ts'
import { TextProblemLine } from './TextProblemLine.tsx'
import { useConditions } from './useConditions.ts'
import { useWrittenFilter } from './useWrittenFilter.ts'

interface Props {
  filter: Filter
  onChange: (filter: Filter) => void
}

/** The list follows so long after the last letter, milliseconds. */
const pause = 250

export function FilterText({ filter, onChange }: Props) {
  const { t } = useTranslation()
  const conditions = useConditions()
  const input = useRef<HTMLInputElement>(null)
  const id = useId()
  const [caret, setCaret] = useState<number>()
  const [isOpen, setOpen] = useState(false)
  const [active, setActive] = useState(-1)
  // Before the next key is pressed, or that would go to the wrong place.
  const wishedCaret = useRef<number>(undefined)
  useLayoutEffect(() => {
    const at = wishedCaret.current
    wishedCaret.current = undefined
    if (at !== undefined) input.current?.setSelectionRange(at, at)
  })
  const { text, setText, read, changed, tell, setFocus } = useWrittenFilter({ filter, conditions, onChange, onShift: moveCaret })
  const found = caret === undefined || !conditions ? undefined : completionsAt(text, caret, conditions, shortName)
  const options = isOpen && found ? found.options : []
  // What may still become the name of a field is not yet searched for.
  const isSettled = options.length === 0
  useEffect(() => {
    if (!changed || !isSettled) return
    const timer = setTimeout(() => tell(changed), pause)
    return () => clearTimeout(timer)
  }, [changed, isSettled, tell])

  useKeys([{ key: '/', words: 'keys.search', area: 'keys.list', run: () => input.current?.select() }])

  // What one is just writing is not wrong yet.
  const problem = conditions && read.problems.find(({ end, isGone }) => isGone || caret === undefined || end !== caret)

  const write = (next: string, at: number) => {
    setText(next)
    setCaret(at)
    setActive(-1)
    wishedCaret.current = at
  }
  const take = (at: number) => {
    const option = options[at]
    if (!option || !found || caret === undefined) return
    write(text.slice(0, found.from) + option.insert + text.slice(caret), found.from + option.insert.length)
    setOpen(option.insert.endsWith(':'))
  }
  const onKeyDown = (event: React.KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
    if (step !== 0) {
      event.preventDefault()
      if (!isOpen) return setOpen(true)
      setActive((before) => (before + step + options.length + (before === -1 && step === -1 ? 1 : 0)) % Math.max(1, options.length))
    } else if ((event.key === 'Tab' && !event.shiftKey && options.length > 0) || (event.key === 'Enter' && active >= 0)) {
      event.preventDefault()
      take(Math.max(0, active))
    } else if (event.key === 'Enter') {
      event.preventDefault()
      setOpen(false)
      setCaret(undefined)
      if (changed) tell(changed)
    } else if (event.key === 'Escape') {
      event.preventDefault()
      if (options.length > 0) setOpen(false)
      else input.current?.blur()
    }
  }
  return (
    <search className={styles.search}>
      <div className={styles.box} data-wrong={(problem && !problem.isGone) || undefined}>
        <SearchIcon size={14} />
        <input
          ref={input}
          className={styles.input}
          role="combobox"
          aria-label={t('filterText.label')}
          aria-expanded={options.length > 0}
          aria-controls={`${id}-options`}
          aria-autocomplete="list"
          aria-activedescendant={active >= 0 && options.length > 0 ? `${id}-${active}` : undefined}
          aria-invalid={problem && !problem.isGone ? true : undefined}
          aria-describedby={problem ? `${id}-problem` : undefined}
          placeholder={t('filterText.placeholder')}
          spellCheck={false}
          autoComplete="off"
          maxLength={4000}
          value={text}
          onChange={({ currentTarget }) => {
            setText(currentTarget.value)
            setCaret(currentTarget.selectionStart ?? undefined)
            setActive(-1)
            setOpen(/[\w:,"-]$/.test(currentTarget.value.slice(0, currentTarget.selectionStart ?? 0)))
          }}
          onSelect={({ currentTarget }) => setCaret(currentTarget.selectionStart ?? undefined)}
          onKeyDown={onKeyDown}
          onFocus={() => setFocus(true)}
          onBlur={() => {
            setFocus(false)
            setOpen(false)
            setCaret(undefined)
          }}
        />
        {text === '' ? (
          <span className={styles.key} aria-hidden="true">
            {printed('/')}
          </span>
        ) : (
          <button
            type="button"
            className={styles.clear}
            aria-label={t('filterText.clear')}
            onClick={() => {
              write('', 0)
              tell({ all: [] }, '')
              input.current?.focus()
            }}
          >
            <CrossIcon size={12} />
          </button>
        )}
      </div>
      <div
        id={`${id}-options`}
        role="listbox"
        aria-label={t('filterText.options')}
        className={styles.options}
        hidden={options.length === 0}
      >
        {options.map((option, at) => (
          // biome-ignore lint/a11y/useFocusableInteractive: as above
          // biome-ignore lint/a11y/useKeyWithClickEvents: the box has the keys
          <div
            key={option.insert}
            id={`${id}-${at}`}
            role="option"
            aria-selected={at === active}
            className={styles.option}
            ref={(shown) => {
              if (at === active) shown?.scrollIntoView({ block: 'nearest' })
            }}
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => take(at)}
          >
            <span>{option.insert}</span>
            <span className={styles.hint}>{option.label === option.insert ? '' : option.label}</span>
          </div>
        ))}
      </div>
      <p id={`${id}-problem`} className={styles.problem} data-gone={problem?.isGone || undefined} role="status">
        {problem && conditions && <TextProblemLine problem={problem} conditions={conditions} onShow={() => show(problem)} />}
      </p>
    </search>
  )

  function moveCaret(letters: number) {
    if (caret === undefined) return
    setCaret(caret + letters)
    wishedCaret.current = caret + letters
  }

  function show({ at, end }: TextProblem) {
    input.current?.focus()
    input.current?.setSelectionRange(at, end)
  }
}
