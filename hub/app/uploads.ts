/** Pictures on their way to the server: each has its id from the moment it is chosen, so that one sent twice is kept once. */
import { mostShopperFile, mostShopperFiles, shopperPictures } from '../../shared/lists.ts'
import { isRefusal, type Refusal, sendFile } from './api.ts'
import { findBlob, forgetBlob, keepBlob } from './blobs.ts'

export interface Attached {
  id: string
  name: string
  type: string
  size: number
}

/** How far one has got: 1 when the server has it. */
export type Progress = Record<string, number>

export interface Uploads {
  /** Takes these in beside `already`, and begins to send them; answers with those it took, and why not the others. */
  attach(files: File[], already: number): Promise<{ taken: Attached[]; problem: Problem | undefined }>
  /** Sends it where the server does not have it yet. Undefined: it has. */
  send(one: Attached): Promise<Refusal | undefined>
  /** The server has lost these: they are sent once more. */
  lost(files: Attached[]): void
  /** The picture itself, as an address that lives as long as the page. */
  preview(id: string): Promise<string | undefined>
  /** It is not sent, or the server has it in a message. */
  forget(id: string): void
  /** Forgets what is known of all; what the browser keeps stays, for whoever comes back. */
  close(): void
}

export type Problem = 'kind' | 'too_large' | 'empty' | 'too_many'

interface Wires {
  token(): string | undefined
  progress(id: string, share: number | undefined): void
}

/** Why a file cannot be sent; undefined: it can. */
const problemOf = ({ type, size }: Pick<File, 'type' | 'size'>): Problem | undefined => {
  if (!shopperPictures.some((one) => one === type)) return 'kind'
  if (size === 0) return 'empty'
  return size > mostShopperFile ? 'too_large' : undefined
}

/** The uploads of one shopper. */
export function openUploads({ token, progress }: Wires): Uploads {
  const sending = new Map<string, Promise<Refusal | undefined>>()
  const stops = new Map<string, AbortController>()
  const urls = new Map<string, string>()

  const sendNow = async ({ id, name }: Attached): Promise<Refusal | undefined> => {
    const blob = await findBlob(id)
    if (!blob) return { isRefusal: true, status: 422, message: '', data: { problem: 'file_gone' } }
    const stop = new AbortController()
    stops.set(id, stop)
    progress(id, 0)
    const answer = await sendFile(token() ?? '', { id, blob, name }, stop.signal, (share) => progress(id, share))
    stops.delete(id)
    if (!isRefusal(answer)) progress(id, 1)
    return isRefusal(answer) ? answer : undefined
  }

  const uploads: Uploads = {
    async attach(files, already) {
      const fit = files.filter((file) => !problemOf(file)).slice(0, Math.max(0, mostShopperFiles - already))
      const problem = files.map(problemOf).find((one) => one) ?? (fit.length < files.length ? 'too_many' : undefined)
      const taken = fit.map((file) => ({ id: crypto.randomUUID(), name: file.name, type: file.type, size: file.size }))
      await Promise.all(taken.map(({ id }, index) => keepBlob(id, fit[index] as File)))
      for (const one of taken) uploads.send(one)
      return { taken, problem }
    },
    send(one) {
      const begun = sending.get(one.id)
      if (begun) return begun
      const sent = sendNow(one).then((refusal) => {
        // What could not be sent is begun anew when it is asked for again.
        if (refusal) sending.delete(one.id)
        return refusal
      })
      sending.set(one.id, sent)
      return sent
    },
    lost(files) {
      for (const { id } of files) sending.delete(id)
    },
    async preview(id) {
      const known = urls.get(id)
      if (known) return known
      const blob = await findBlob(id)
      if (!blob) return undefined
      const url = URL.createObjectURL(blob)
      urls.set(id, url)
      return url
    },
    forget(id) {
      stops.get(id)?.abort()
      sending.delete(id)
      URL.revokeObjectURL(urls.get(id) ?? '')
      urls.delete(id)
      progress(id, undefined)
      forgetBlob(id)
    },
    close() {
      for (const stop of stops.values()) stop.abort()
      for (const url of urls.values()) URL.revokeObjectURL(url)
      sending.clear()
      urls.clear()
    },
  }
  return uploads
}
