/** Drawn, one stroke width. */
const line = { fill: 'none', stroke: 'currentColor', 'stroke-width': 1.6, 'stroke-linecap': 'round', 'stroke-linejoin': 'round' } as const

export const CloseIcon = () => (
  <svg viewBox="0 0 20 20" width="20" height="20" aria-hidden="true" {...line}>
    <path d="M5 5l10 10M15 5L5 15" />
  </svg>
)

export const SendIcon = () => (
  <svg viewBox="0 0 20 20" width="20" height="20" aria-hidden="true" {...line}>
    <path d="M3.5 10L17 3.5 13.5 16.5 9.5 11.5zM9.5 11.5L17 3.5" />
  </svg>
)

export const ChatIcon = () => (
  <svg viewBox="0 0 24 24" width="28" height="28" aria-hidden="true" {...line}>
    <path d="M4 5.5h16v11h-9l-4.5 3.5v-3.5H4zM8 9.5h8M8 12.5h5" />
  </svg>
)

export const FileIcon = () => (
  <svg viewBox="0 0 20 20" width="18" height="18" aria-hidden="true" {...line}>
    <path d="M5 2.5h7l3.5 3.5v11.5H5zM12 2.5V6h3.5M7.5 10h5M7.5 13h5" />
  </svg>
)
