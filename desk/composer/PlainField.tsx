/** A field for plain text: where the channel speaks plain text, and until the editor has come. */
import { type KeyboardEvent, type Ref, useImperativeHandle, useRef } from 'react'
import styles from '../tickets/composer.module.css'
import { useGrowing } from '../tickets/useGrowing.ts'
import type { FieldHandle } from './field.ts'

export interface FieldProps {
  ref: Ref<FieldHandle>
  label: string
  placeholder: string
  /** Called with the text before the caret, in its line. */
  onCaret: (before: string) => void
  /** True: the key was for somebody else. */
  onKeyDown: (event: KeyboardEvent | globalThis.KeyboardEvent) => boolean
  onBlur: () => void
  onFiles: (files: File[]) => void
  /** What a screen reader is pointed at: the completion's chosen name. */
  pointsAt: string | undefined
}

export function PlainField({
  ref,
  text,
  onText,
  onFocusChange,
  ...props
}: FieldProps & {
  text: string
  onText: (text: string) => void
  onFocusChange?: (isFocused: boolean) => void
}) {
  const field = useRef<HTMLTextAreaElement>(null)
  useGrowing(field, text)
  const put = (start: number, end: number, inserted: string) => {
    const element = field.current
    if (!element) return
    element.focus()
    element.setRangeText(inserted, start, end, 'end')
    onText(element.value)
    props.onCaret('')
  }
  useImperativeHandle(ref, () => ({
    focus: () => field.current?.focus(),
    hasFocus: () => field.current !== null && field.current === document.activeElement,
    insert: ({ text: inserted }) => put(field.current?.selectionStart ?? 0, field.current?.selectionEnd ?? 0, inserted),
    replaceBefore: (length, content) => {
      const end = field.current?.selectionStart ?? 0
      put(Math.max(0, end - length), end, content.text)
    },
    insertPicture: () => undefined,
  }))
  const tellCaret = () => {
    const element = field.current
    if (element) props.onCaret(element.selectionStart === element.selectionEnd ? element.value.slice(0, element.selectionStart) : '')
  }
  return (
    <textarea
      ref={field}
      className={styles.field}
      value={text}
      dir="auto"
      rows={3}
      placeholder={props.placeholder}
      aria-label={props.label}
      aria-activedescendant={props.pointsAt}
      onChange={(event) => {
        onText(event.currentTarget.value)
        tellCaret()
      }}
      onClick={tellCaret}
      onFocus={() => onFocusChange?.(true)}
      onBlur={(event) => {
        const element = event.currentTarget
        // Taken away because the editor has come, it still counts as focused.
        queueMicrotask(() => element.isConnected && onFocusChange?.(false))
        props.onBlur()
      }}
      onKeyDown={(event) => props.onKeyDown(event)}
      onPaste={(event) => {
        const files = [...event.clipboardData.files]
        if (files.length === 0) return
        event.preventDefault()
        props.onFiles(files)
      }}
    />
  )
}
