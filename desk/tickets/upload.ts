/** Uploading a file for a message about to be sent, with its progress; fetch cannot tell that, so this asks the older way. */
import type { Attachment } from './shapes.ts'

/** What the server takes. */
export const limits = { bytes: 25_000_000, files: 20 }

export interface Uploading {
  done: Promise<Attachment>
  abort: () => void
}

/** Sends one file; `onProgress` is told from 0 to 1. Fails with the server's sentence. */
export function upload(file: File, onProgress: (share: number) => void): Uploading {
  const request = new XMLHttpRequest()
  const done = new Promise<Attachment>((resolve, reject) => {
    request.upload.onprogress = ({ loaded, total }) => onProgress(total > 0 ? loaded / total : 0)
    request.onload = () => {
      const answer: unknown = request.response
      if (request.status === 201 && answer && typeof answer === 'object' && 'id' in answer) resolve(answer as Attachment)
      else reject(new Error(answer && typeof answer === 'object' && 'message' in answer ? String(answer.message) : request.statusText))
    }
    request.onerror = () => reject(new TypeError('Failed to fetch'))
    request.onabort = () => reject(new DOMException('', 'AbortError'))
  })
  const form = new FormData()
  form.append('file', file)
  request.open('POST', '/api/v1/attachments')
  request.responseType = 'json'
  request.send(form)
  return { done, abort: () => request.abort() }
}
