/** The signs of the phone's apps, drawn. */
import type { AppKey } from '../api.ts'

const strokes = { fill: 'none', stroke: '#fff', 'stroke-width': 1.6, 'stroke-linecap': 'round', 'stroke-linejoin': 'round' } as const

const signs = {
  sms: <path d="M4 5.5h12v8H9l-3 3v-3H4z" {...strokes} />,
  whatsapp: (
    <g {...strokes}>
      <path d="M3 17l1.1-3.6A7.2 7.2 0 1 1 7 16.2z" />
      <path d="M7.6 7.3c0 3 2.1 5.1 5.1 5.1l.5-1.6-1.8-.7-.8.8a4.5 4.5 0 0 1-1.6-1.6l.8-.8-.7-1.7z" />
    </g>
  ),
  instagram: (
    <g {...strokes}>
      <rect x="3" y="3" width="14" height="14" rx="4" />
      <circle cx="10" cy="10" r="3.3" />
      <path d="M14 6h.01" />
    </g>
  ),
}

export const AppIcon = ({ app }: { app: AppKey }) => (
  <span class="app-icon" data-app={app}>
    <svg viewBox="0 0 20 20" width="34" height="34" aria-hidden="true">
      {signs[app]}
    </svg>
  </span>
)
