/** What a browser has to fetch before a page shows anything. */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'

const root = join(import.meta.dirname, '..')

export interface FirstLoad {
  scripts: number
  styles: number
  /** Scripts, styles and the page itself. */
  together: number
}

/** The bytes, compressed with gzip as a proxy does it, of a built page and of all scripts and styles that it names; `folder` is its dist. */
export async function firstLoad(folder: string): Promise<FirstLoad> {
  const page = await readFile(join(root, folder, 'index.html'))
  const named = [...page.toString().matchAll(/<(?:script|link)\b[^>]*\b(?:src|href)="([^"]+\.(?:js|css))"/g)].map(([, path = '']) =>
    path.replace(/^.*?\/assets\//, 'assets/'),
  )
  const sum = async (ending: string) => {
    let bytes = 0
    for (const path of new Set(named.filter((path) => path.endsWith(ending)))) bytes += await gzipOf(join(folder, path))
    return bytes
  }
  const [scripts, styles] = [await sum('.js'), await sum('.css')]
  return { scripts, styles, together: scripts + styles + gzipSync(page).length }
}

/** The bytes of one built file after gzip. */
export async function gzipOf(path: string): Promise<number> {
  return gzipSync(await readFile(join(root, path)), { level: 9 }).length
}
