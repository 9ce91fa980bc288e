import logo from '../logo.svg?raw'

const plain = `data:image/svg+xml,${encodeURIComponent(logo)}`
const dotted = `data:image/svg+xml,${encodeURIComponent(logo.replace('</svg>', '<circle cx="24" cy="8" r="8" fill="#fff"/><circle cx="24" cy="8" r="6" fill="#2f5fd0"/></svg>'))}`

/** Puts a dot on the tab's sign, or takes it away. */
export function showDot(isShown: boolean): void {
  const link = document.querySelector<HTMLLinkElement>('link[rel=icon]')
  if (link) link.href = isShown ? dotted : plain
}
