/**
 * The file store: attachments and raw mail, each under the SHA-256 of its bytes in the data folder. The same bytes
 * are kept once; a file is there whole or not at all.
 */
import { createHash, randomUUID } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { mkdir, open, rename, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'

export interface StoredFile {
  /** SHA-256, hex: the file's name in the store. */
  file: string
  size: number
}

export interface Files {
  /** Keeps the bytes durably and says under which name; throws when the disk refuses. */
  keep(bytes: Readable | Uint8Array): Promise<StoredFile>
  read(file: string): Readable
  size(file: string): Promise<number>
  /**
   * Removes a file that nothing names any more. One that was kept again within the last hour stays: whoever kept it may not have
   * written that down yet.
   */
  remove(file: string): Promise<void>
}

const freshMilliseconds = 3_600_000

/** Did the disk refuse for want of space? Then nothing was kept, and it may be tried again later. */
export const isDiskFull = (error: unknown): boolean =>
  error instanceof Error && (('code' in error && ['ENOSPC', 'EDQUOT', 'EFBIG'].includes(String(error.code))) || isDiskFull(error.cause))

/** Opens the store in `folder`. */
export function openFiles(folder: string): Files {
  const pathOf = (file: string) => {
    if (!/^[0-9a-f]{64}$/.test(file)) throw new Error('not a file of the store')
    return join(folder, file.slice(0, 2), file.slice(2, 4), file)
  }
  const madeFolders = new Set<string>()
  const makeFolder = async (path: string) => {
    if (madeFolders.has(path)) return
    await mkdir(path, { recursive: true })
    madeFolders.add(path)
  }

  return {
    async keep(bytes) {
      const incoming = join(folder, 'incoming')
      await makeFolder(incoming)
      const temporary = join(incoming, randomUUID())
      const hash = createHash('sha256')
      let size = 0
      try {
        if (bytes instanceof Uint8Array) {
          hash.update(bytes)
          size = bytes.length
          const handle = await open(temporary, 'wx')
          try {
            await handle.writeFile(bytes)
            await handle.datasync()
          } finally {
            await handle.close()
          }
        } else {
          // `flush` syncs the data to disk before the stream closes: an accepted mail survives a power cut.
          await pipeline(
            bytes,
            async function* (source) {
              for await (const chunk of source) {
                hash.update(chunk)
                size += chunk.length
                yield chunk
              }
            },
            createWriteStream(temporary, { flags: 'wx', flush: true }),
          )
        }
        const file = hash.digest('hex')
        await makeFolder(dirname(pathOf(file)))
        await rename(temporary, pathOf(file))
        return { file, size }
      } catch (error) {
        await rm(temporary, { force: true })
        throw error
      }
    },
    read: (file) => createReadStream(pathOf(file)),
    size: async (file) => (await stat(pathOf(file))).size,
    async remove(file) {
      const kept = await stat(pathOf(file)).catch(() => undefined)
      if (kept && Date.now() - kept.mtimeMs > freshMilliseconds) await rm(pathOf(file), { force: true })
    },
  }
}
