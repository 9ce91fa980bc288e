/** The files being uploaded for a draft. Each ends in the draft it was begun for, wherever the page is by then. */
import { useCallback, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { reasonOf } from '../reasons.ts'
import { changeDraft, type DraftAttachment, type DraftKey, readDraft } from './drafts.ts'
import { fileSize } from './fileSize.ts'
import { limits, upload } from './upload.ts'
import { uuidv7 } from './uuid.ts'

export interface UploadState {
  id: string
  key: DraftKey
  name: string
  size: number
  /** From 0 to 1. */
  share: number
  problem?: string
  abort?: () => void
}

/** Uploads of this composer, how to begin and end one, and when all are over. */
export function useUploads() {
  const { t } = useTranslation()
  const [uploads, setUploads] = useState<readonly UploadState[]>([])
  const update = useCallback((id: string, change: Partial<UploadState>) => {
    setUploads((before) => before.map((one) => (one.id === id ? { ...one, ...change } : one)))
  }, [])
  const under = useRef(new Set<Promise<boolean>>())
  const last = useRef<Promise<unknown>>(undefined)
  const remove = useCallback((id: string) => setUploads((before) => before.filter((one) => one.id !== id)), [])

  /** `onKept` is told of each file that has arrived. */
  const begin = (key: DraftKey, files: Iterable<File>, onKept?: (file: DraftAttachment) => void) => {
    let room = limits.files - readDraft(key).attachments.length - uploads.length
    for (const file of files) {
      const id = uuidv7()
      const state: UploadState = { id, key, name: file.name, size: file.size, share: 0 }
      const isTooMany = --room < 0
      const isTooBig = file.size > limits.bytes
      if (isTooMany || isTooBig) {
        const problem = isTooMany
          ? t('ticket.files.tooMany', { count: limits.files })
          : t('ticket.files.tooBig', { limit: fileSize(limits.bytes) })
        setUploads((before) => [...before, { ...state, problem }])
        continue
      }
      const { done, abort } = upload(file, (share) => update(id, { share }))
      setUploads((before) => [...before, { ...state, abort }])
      // In the order they were chosen, whichever is up first.
      const earlier = last.current
      const ended = done.then(
        async ({ id: attachmentId, name, mimeType, size, url }) => {
          await earlier
          changeDraft(key, (draft) => ({ ...draft, attachments: [...draft.attachments, { id: attachmentId, name, mimeType, size, url }] }))
          remove(id)
          onKept?.({ id: attachmentId, name, mimeType, size, url })
          return true
        },
        (error: unknown) => {
          const isTakenBack = error instanceof DOMException
          const problem = error instanceof TypeError ? t('common.unreachable') : reasonOf(error)
          if (isTakenBack) remove(id)
          else update(id, { problem, abort: undefined })
          return isTakenBack
        },
      )
      last.current = ended
      under.current.add(ended)
      void ended.then(() => under.current.delete(ended))
    }
  }
  /** Once nothing is on its way up any more: whether all of it arrived or was taken back. */
  const settled = async () => (await Promise.all(under.current)).every(Boolean)
  return { uploads, begin, remove, settled }
}
