/** Where an email address is written. */
import type { ComponentChildren } from 'preact'

interface Props {
  label: string
  value: string
  write(value: string): void
  /** What stands beside it. */
  children?: ComponentChildren
}

export const EmailField = ({ label, value, write, children }: Props) => (
  <label>
    {label}
    <span class="line">
      <input
        type="email"
        required
        maxLength={254}
        autocomplete="email"
        value={value}
        onInput={(event) => write(event.currentTarget.value)}
      />
      {children}
    </span>
  </label>
)
