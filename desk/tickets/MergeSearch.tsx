/** The field by which a ticket to merge with is looked for. */
import { useFirstFocus } from '../useFirstFocus.ts'

interface Props {
  label: string
  value: string
  onChange: (value: string) => void
  onEnter?: () => void
}

export function MergeSearch({ label, value, onChange, onEnter }: Props) {
  const field = useFirstFocus<HTMLInputElement>()
  return (
    <input
      ref={field}
      data-autofocus
      type="text"
      className="textField"
      value={value}
      aria-label={label}
      placeholder={label}
      onChange={(event) => onChange(event.currentTarget.value)}
      onKeyDown={(event) => event.key === 'Enter' && onEnter?.()}
    />
  )
}
