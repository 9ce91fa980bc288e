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

export const PictureIcon = () => (
  <svg viewBox="0 0 20 20" width="22" height="22" aria-hidden="true" {...line}>
    <path d="M2.5 4h15v12h-15zM2.5 13.500l4-4 3.500 3.500 3-3 4.500 4.500M13 7.500h.01" />
  </svg>
)

export const EmojiIcon = () => (
  <svg viewBox="0 0 20 20" width="22" height="22" aria-hidden="true" {...line}>
    <path d="M10 2.500a7.500 7.500 0 1 0 .01 0zM7.500 8v.5M12.500 8v.5M6.500 12c1.800 2.200 5.200 2.200 7 0" />
  </svg>
)

export const HomeIcon = () => (
  <svg viewBox="0 0 24 24" width="28" height="28" aria-hidden="true" {...line}>
    <path d="M4 11l8-6.5 8 6.5M6 9.5v9.5h4.5v-5h3v5H18V9.5" />
  </svg>
)

export const OrdersIcon = () => (
  <svg viewBox="0 0 24 24" width="28" height="28" aria-hidden="true" {...line}>
    <path d="M4.5 8L12 4l7.5 4v8L12 20l-7.5-4zM4.5 8l7.5 4 7.5-4M12 12v8" />
  </svg>
)

const thumb = 'M3.5 9H6v7.5H3.5zM6 9.5L9 3.5c1.4 0 2.2 1 1.9 2.4L10.4 8.5h4.8c1 0 1.7.9 1.4 1.900l-1.4 5c-.2.7-.8 1.1-1.500 1.1H6'

export const ThumbUpIcon = () => (
  <svg viewBox="0 0 20 20" width="22" height="22" aria-hidden="true" {...line}>
    <path d={thumb} />
  </svg>
)

export const ThumbDownIcon = () => (
  <svg viewBox="0 0 20 20" width="22" height="22" aria-hidden="true" {...line}>
    <path d={thumb} transform="rotate(180 10 10)" />
  </svg>
)
