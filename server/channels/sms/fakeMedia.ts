/** Twilio's files: kept behind the account's password, and then elsewhere, at a store that takes no second password. */
import { type Answer, newSid } from './fakeAnswers.ts'

/** A file of an inbound message; `early`: so many times it is not there yet. */
export interface MediaFile {
  type: string
  bytes: Uint8Array
  early?: number
  redirectsTo?: string
}

/** The files of the account whose part of the API is `root`, at this address. */
export function openMedia(url: string, root: string) {
  const kept = new Map<string, Required<Pick<MediaFile, 'early'>> & MediaFile>()
  return {
    /** Keeps a file; answers its address. */
    keep(file: MediaFile): string {
      const sid = newSid('ME')
      kept.set(sid, { early: 0, ...file })
      return `${url}${root}/Messages/${newSid('MM')}/Media/${sid}`
    },
    /** What the store says; undefined: that is no address of it. */
    fromStore(path: string, authorization?: string): Answer | undefined {
      const sid = /^\/store\/(ME\w+)$/.exec(path)?.[1]
      if (!sid) return undefined
      if (authorization)
        return { status: 400, raw: { type: 'application/xml', bytes: Buffer.from('<Error>Only one auth mechanism allowed</Error>') } }
      const found = kept.get(sid)
      return found ? { status: 200, raw: found } : { status: 404 }
    },
    /** Sends on to the store; undefined: that is no file, or it is not there yet. */
    sendOn(rest: string): Answer | undefined {
      const sid = /^\/Messages\/MM\w+\/Media\/(ME\w+)$/.exec(rest)?.[1] ?? ''
      const found = kept.get(sid)
      if (!found || found.early-- > 0) return undefined
      return { status: 307, headers: { location: found.redirectsTo ?? `${url}/store/${sid}` } }
    },
  }
}
