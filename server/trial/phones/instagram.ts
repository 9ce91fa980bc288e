/** Instagram on the demo's phones, by a fake of its part of Graph. */
import { randomUUID } from 'node:crypto'
import { startFakeInstagram } from '../../channels/instagram/fake.ts'
import { type Fields, fieldsOf, textOf } from '../../channels/meta/read.ts'
import { demoPhones, shopPhone } from '../data/phones.ts'
import { drawPicture } from '../pictures.ts'
import type { Air } from './air.ts'
import type { App, Wish } from './app.ts'
import { passAll } from './texts.ts'

/** Starts the fake, and puts what it is handed into the phones. */
export async function openInstagram(air: Air): Promise<App> {
  const { db } = air.platform
  const fake = await startFakeInstagram(shopPhone.instagram)
  fake.echoes = false
  for (const { name, instagram } of demoPhones) fake.profiles.set(instagram.id, { name, username: instagram.username })

  fake.onSent = async (id, wish) => {
    const message = fieldsOf(wish.message)
    const url = textOf(fieldsOf(fieldsOf(message.attachment).payload).url)
    await air.arrive('instagram', textOf(fieldsOf(wish.recipient).id), id, {
      text: textOf(message.text),
      files: url ? await air.fetched(url) : [],
      answers: textOf(fieldsOf(wish.reply_to).mid) || null,
    })
    air.deliver('instagram', id)
  }
  fake.onAction = (person, action) => {
    if (action === 'typing_on') air.types('instagram', person)
    air.quietly(passAll(db, 'instagram', person))
  }

  const event = (id: string, part: Fields): Promise<number> => fake.event(id, part)
  return {
    url: fake.url,
    abouts: ['story'],
    newId: () => `mid.${randomUUID()}`,
    async write({ instagram }, wish) {
      await fake.write(instagram.id, { mid: wish.externalId, ...said(wish, fake.keepFile) })
      return fake.lastTold
    },
    react: ({ instagram }, { externalId: mid }, emoji) =>
      event(instagram.id, { reaction: { mid, ...(emoji ? { action: 'react', reaction: 'other', emoji } : { action: 'unreact' }) } }),
    unsend: ({ instagram }, { externalId: mid }) => event(instagram.id, { message: { mid, is_deleted: true } }),
    read: ({ instagram }, { externalId: mid }) => event(instagram.id, { read: { mid } }),
    remember: (person, at) => fake.remember(person, at.getTime()),
    tellTo(url) {
      fake.webhookUrl = air.local(url)
      fake.echoes = true
    },
    close: fake.close,
  }
}

function said({ text, picture, about, answers }: Wish, keepFile: (bytes: Buffer, mimeType: string) => string): Fields {
  const words = text ? { text } : {}
  const story = () => keepFile(drawPicture('story'), 'image/png')
  if (about?.kind === 'story' && about.how === 'mention')
    return { ...words, attachments: [{ type: 'story_mention', payload: { url: story() } }] }
  if (about?.kind === 'story') return { ...words, reply_to: { story: { url: story(), id: '17900000000000604' } } }
  return {
    ...words,
    ...(picture && { attachments: [{ type: 'image', payload: { url: keepFile(picture.bytes, picture.mimeType) } }] }),
    ...(answers && { reply_to: { mid: answers } }),
  }
}
