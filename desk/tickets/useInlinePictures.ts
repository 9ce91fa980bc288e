/** The inline pictures of a mail. Its frame has no origin and so no cookies: the page fetches them and hands them over. */
import { useQuery } from '@tanstack/react-query'
import { bare } from './mailDocument.ts'
import type { Attachment } from './shapes.ts'

const mostBytes = 10_000_000
const none: ReadonlyMap<string, string> = new Map()

/** The pictures that the HTML names by Content-ID, as data: addresses; at most 10 MB together. */
export function useInlinePictures(html: string, attachments: readonly Attachment[]): ReadonlyMap<string, string> {
  const named = attachments.filter(
    ({ contentId, mimeType }) =>
      contentId && /^image\/(png|jpe?g|gif|webp|avif|bmp)$/i.test(mimeType) && html.toLowerCase().includes(`cid:${bare(contentId)}`),
  )
  const query = useQuery({
    queryKey: ['inline pictures', named.map(({ id }) => id)],
    enabled: named.length > 0,
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: async () => {
      const found = new Map<string, string>()
      let room = mostBytes
      for (const { contentId, url, size } of named) {
        room -= size
        if (room < 0 || !contentId) break
        const answer = await fetch(url, { credentials: 'same-origin' })
        if (answer.ok) found.set(bare(contentId), await dataUrl(await answer.blob()))
      }
      return found
    },
  })
  return query.data ?? none
}

function dataUrl(blob: Blob): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader()
    reader.onload = () => resolve(String(reader.result))
    reader.onerror = () => reject(reader.error)
    reader.readAsDataURL(blob)
  })
}
