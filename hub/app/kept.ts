/** What the browser keeps for us. A browser that keeps nothing (or a full one) costs comfort, never the chat. */

export function readKept<T>(storage: 'localStorage' | 'sessionStorage', key: string): T | undefined {
  try {
    const text = window[storage].getItem(key)
    return text === null ? undefined : (JSON.parse(text) as T)
  } catch {
    return undefined
  }
}

export function keep(storage: 'localStorage' | 'sessionStorage', key: string, value: unknown): void {
  try {
    if (value === undefined) window[storage].removeItem(key)
    else window[storage].setItem(key, JSON.stringify(value))
  } catch {
    // Private windows and blocked storage: it lives as long as the page.
  }
}

/** Does the browser keep anything at all? */
export function keeps(storage: 'localStorage' | 'sessionStorage'): boolean {
  const key = 'warmline:keeps'
  keep(storage, key, true)
  const isKept = readKept(storage, key) === true
  keep(storage, key, undefined)
  return isKept
}
