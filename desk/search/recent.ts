/** What was lately opened from the palette, kept in this browser. */

export interface Recent {
  kind: 'ticket' | 'customer' | 'order'
  id: string
  label: string
}

const key = 'warmline.recent'
const most = 6

/** The latest first; whatever makes no sense there is left out. */
export function recents(): Recent[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(key) ?? '[]')
    return Array.isArray(kept) ? kept.filter(isRecent) : []
  } catch {
    return []
  }
}

const isRecent = (one: unknown): one is Recent =>
  typeof one === 'object' &&
  one !== null &&
  'id' in one &&
  'kind' in one &&
  'label' in one &&
  typeof one.id === 'string' &&
  typeof one.label === 'string'

/** Remembers one as the latest. */
export function remember(one: Recent): void {
  localStorage.setItem(key, JSON.stringify([one, ...recents().filter(({ id }) => id !== one.id)].slice(0, most)))
}
