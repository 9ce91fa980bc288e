/** What the browser keeps for us; where it refuses (private windows, blocked storage, a full one), it lives as long as the page. */

type Storage = 'localStorage' | 'sessionStorage'

/** What it would not keep. */
const memory = new Map<string, string>()

export function readKept<T>(storage: Storage, key: string): T | undefined {
  try {
    const text = memory.get(storage + key) ?? window[storage].getItem(key)
    return text === null ? undefined : (JSON.parse(text) as T)
  } catch {
    return undefined
  }
}

export function keep(storage: Storage, key: string, value: unknown): void {
  memory.delete(storage + key)
  const text = value === undefined ? undefined : JSON.stringify(value)
  try {
    if (text === undefined) window[storage].removeItem(key)
    else window[storage].setItem(key, text)
  } catch {
    if (text !== undefined) memory.set(storage + key, text)
  }
}
