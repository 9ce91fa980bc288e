/** Above a customer's device: whose it is, the way back to all customers, and what can be done. */
import type { ComponentChildren } from 'preact'
import { words } from '../words.ts'

export function DeviceHeader({ name, below, children }: { name: string; below: string; children: ComponentChildren }) {
  return (
    <header>
      <a class="back" href="#all">
        ← {words.allCustomers}
      </a>
      <div>
        <h2>{name}</h2>
        <p>{below}</p>
      </div>
      {children}
    </header>
  )
}
