/** What a browser has to fetch before it shows anything, compressed with gzip as the server does it. */
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { buildPages } from '../server/platform/pages.ts'
import { firstLoad, gzipOf } from './firstLoad.ts'
import { type Part, shown, type Table } from './report.ts'

const root = join(import.meta.dirname, '..')

export const sizes: Part = {
  name: 'sizes',
  async run() {
    await buildPages()
    return [
      {
        title: 'First load, gzip',
        about:
          "What the page itself names: its scripts, the modules it has preloaded, and its styles; pages that are fetched later (settings, say) are not in it. The peers' figures are from other measurements of the same kind.",
        columns: ['', 'scripts', 'styles', 'together', 'peers'],
        rows: [
          await line('Desk', 'desk/dist', '161 to 587 KiB'),
          ["Hub: the loader in the shop's page", kib(await gzipOf('hub/dist/hub.js')), '', kib(await gzipOf('hub/dist/hub.js')), '5 KiB'],
          await line('Hub: the chat in its frame, once opened (and 2 KiB of words)', 'hub/dist', '218 KiB'),
          ['Desk, everything there is', kib(await whole('desk/dist', '.js')), kib(await whole('desk/dist', '.css')), '', ''],
        ],
      } satisfies Table,
    ]
  },
}

async function line(title: string, folder: string, peers: string): Promise<string[]> {
  const { scripts, styles, together } = await firstLoad(folder)
  return [title, kib(scripts), kib(styles), kib(together), peers]
}

async function whole(folder: string, ending: string): Promise<number> {
  let bytes = 0
  for (const path of await readdir(join(root, folder), { recursive: true }))
    if (path.endsWith(ending)) bytes += await gzipOf(join(folder, path))
  return bytes
}

const kib = (bytes: number) => shown(bytes / 1024, 'KiB')
