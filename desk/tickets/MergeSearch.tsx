/** The field by which a ticket to merge with is looked for. */
import { useFirstFocus } from '../useFirstFocus.ts'

export function MergeSearch({ label, value, onChange }: { label: string; value: string; onChange: (value: string) => void }) {
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
    />
  )
}
