/** One message of Instagram: what it says, and what it holds besides text. */
import type { Content } from '../../../shared/content.ts'
import type { AwaitedFile } from '../incoming.ts'
import { fileName } from '../meta/media.ts'
import { type Fields, fieldsOf, listOf, textOf } from '../meta/read.ts'

export interface Said {
  text: string
  content: Content | null
  awaited: AwaitedFile[]
}

const mimeTypes: Record<string, string> = {
  image: 'image/jpeg',
  video: 'video/mp4',
  audio: 'audio/mp4',
  file: 'application/octet-stream',
  // The picture or film of a story: its host says which.
  story: 'image/jpeg',
}
/** Things of Instagram that somebody passes on. */
const shared: Record<string, (Content & { kind: 'shared' })['what']> = {
  share: 'post',
  ig_post: 'post',
  post: 'post',
  ig_reel: 'reel',
  reel: 'reel',
  ig_story: 'story',
}
/** What is passed on comes as its file, whose address holds for a while, or as its page, which is opened. */
const isPage = (url: string) => /^https?:\/\/([\w-]+\.)?instagram\.com\//i.test(url)

/** Reads it; what we do not know, or may not see, is kept and shown as such. */
export function saidIn(message: Fields): Said {
  const text = textOf(message.text)
  const attachments = listOf(message.attachments)
  const story = fieldsOf(fieldsOf(message.reply_to).story)
  const mention = attachments.find(({ type }) => type === 'story_mention')
  const awaited = [
    ...attachments.flatMap((one, at) => fileOf(textOf(message.mid), fileTypeOf(one), urlOf(one), at)),
    ...(textOf(story.url) ? fileOf(textOf(message.mid), 'story', textOf(story.url), 0) : []),
    ...(mention ? fileOf(textOf(message.mid), 'story', urlOf(mention), 0) : []),
  ]
  return { text, awaited, content: contentOf(message, { story, mention, attachments, hasAny: text !== '' || awaited.length > 0 }) }
}

interface Parts {
  story: Fields
  mention: Fields | undefined
  attachments: Fields[]
  hasAny: boolean
}

function contentOf(message: Fields, { story, mention, attachments, hasAny }: Parts): Content | null {
  if (mention) return { kind: 'story', how: 'mention', url: urlOf(mention) || null }
  if (textOf(story.url) || textOf(story.id)) return { kind: 'story', how: 'reply', url: textOf(story.url) || null }
  if (message.quick_reply) return { kind: 'choice', id: textOf(fieldsOf(message.quick_reply).payload), title: textOf(message.text) }
  const link = attachments.find(({ type }) => shared[textOf(type)])
  if (link)
    return {
      kind: 'shared',
      what: shared[textOf(link.type)] ?? 'post',
      title: textOf(fieldsOf(link.payload).title) || null,
      url: urlOf(link) || null,
    }
  const origin = originOf(fieldsOf(message.referral))
  if (origin) return origin
  if (hasAny && message.is_unsupported !== true) return null
  return { kind: 'unsupported', type: textOf(attachments[0]?.type) || (message.is_unsupported === true ? 'unsupported' : 'unknown') }
}

const sources: Record<string, string> = { ADS: 'ad', SHORTLINKS: 'shortlinks', 'IGME-SOURCE-LINK': 'shortlinks' }

/** The advertisement, product or link from which somebody came. */
function originOf(referral: Fields): Content | null {
  const product = textOf(fieldsOf(referral.product).id)
  if (product) return { kind: 'origin', source: 'product', title: product, url: null }
  const source = textOf(referral.source)
  const title = textOf(fieldsOf(referral.ads_context_data).ad_title) || textOf(referral.ref)
  return source ? { kind: 'origin', source: sources[source] ?? source.toLowerCase(), title: title || null, url: null } : null
}

const urlOf = (attachment: Fields): string => {
  const url = textOf(fieldsOf(attachment.payload).url)
  return /^https?:\/\//.test(url) ? url : ''
}

function fileTypeOf(attachment: Fields): string {
  const what = shared[textOf(attachment.type)]
  if (!what) return textOf(attachment.type)
  if (isPage(urlOf(attachment))) return ''
  return what === 'reel' ? 'video' : 'image'
}

function fileOf(mid: string, type: string, url: string, at: number): AwaitedFile[] {
  const mimeType = mimeTypes[type]
  return mimeType && url ? [{ name: fileName(`${mid.slice(-8)}-${at + 1}`, mimeType), mimeType, reference: { url } }] : []
}
