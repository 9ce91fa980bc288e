/** Files on their way, kept by the browser until the server has them. Where it keeps nothing they live as long as the page. */

interface Kept {
  blob: Blob
  at: number
}
const memory = new Map<string, Blob>()
const longest = 3 * 24 * 60 * 60 * 1000
let opening: Promise<IDBDatabase | undefined> | undefined

function open(): Promise<IDBDatabase | undefined> {
  opening ??= new Promise((resolve) => {
    try {
      const request = indexedDB.open('warmline', 1)
      request.onupgradeneeded = () => request.result.createObjectStore('files')
      request.onsuccess = () => {
        forgetOld(request.result)
        resolve(request.result)
      }
      request.onerror = () => resolve(undefined)
    } catch {
      resolve(undefined)
    }
  })
  return opening
}

/** Whoever never came back to send theirs does not need them any more. */
function forgetOld(database: IDBDatabase): void {
  const cursor = database.transaction('files', 'readwrite').objectStore('files').openCursor()
  cursor.onsuccess = () => {
    if (!cursor.result) return
    if ((cursor.result.value as Kept).at < Date.now() - longest) cursor.result.delete()
    cursor.result.continue()
  }
}

async function ask<T>(mode: IDBTransactionMode, question: (files: IDBObjectStore) => IDBRequest<T>): Promise<T | undefined> {
  const database = await open()
  if (!database) return undefined
  return new Promise((resolve) => {
    try {
      const request = question(database.transaction('files', mode).objectStore('files'))
      request.onsuccess = () => resolve(request.result)
      request.onerror = () => resolve(undefined)
    } catch {
      resolve(undefined)
    }
  })
}

export async function keepBlob(id: string, blob: Blob): Promise<void> {
  memory.set(id, blob)
  await ask('readwrite', (files) => files.put({ blob, at: Date.now() } satisfies Kept, id))
}

export const findBlob = async (id: string): Promise<Blob | undefined> =>
  memory.get(id) ?? (await ask<Kept | undefined>('readonly', (files) => files.get(id)))?.blob

export async function forgetBlob(id: string): Promise<void> {
  memory.delete(id)
  await ask('readwrite', (files) => files.delete(id))
}
