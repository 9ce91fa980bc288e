/** Folders that are made where they are missing. */
import { mkdir, stat } from 'node:fs/promises'
import { dirname } from 'node:path'

/** What the system calls its trouble with a file (`ENOENT`), or undefined. */
export const codeOf = (error: unknown) => (error instanceof Error && 'code' in error ? error.code : undefined)

/**
 * Makes a folder with all above it; one that is there is left as it is. Throws what the system says. Node's own recursive
 * `mkdir` never ends where the system refuses a folder with ENOENT below one that exists, as /proc does.
 */
export async function makeFolder(path: string): Promise<void> {
  try {
    await mkdir(path)
  } catch (error) {
    if (codeOf(error) === 'EEXIST' && (await stat(path)).isDirectory()) return
    const above = dirname(path)
    if (codeOf(error) !== 'ENOENT' || above === path || (await isThere(above))) throw error
    await makeFolder(above)
    await mkdir(path)
  }
}

const isThere = (path: string) =>
  stat(path).then(
    () => true,
    () => false,
  )
