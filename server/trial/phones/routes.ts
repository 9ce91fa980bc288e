/** What the page of the devices asks of a customer's phone. */
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { notFound } from '../../platform/errors.ts'
import { demoPhones, personIn, phoneApps, shopPhone } from '../data/phones.ts'
import { drawPicture, pictures } from '../pictures.ts'
import { look, react, unsend, write } from './acts.ts'
import type { Phones } from './phones.ts'
import { type KeptText, listTexts } from './texts.ts'

const mostBytes = 5 * 1024 * 1024
const App = z.enum(phoneApps)

const Said = z.object({
  app: App,
  text: z.string().trim().max(4000).default(''),
  /** One of the phone's own pictures, or one of the reader's machine: its bytes in base64. */
  picture: z.enum(pictures).nullable().default(null),
  upload: z
    .object({ mimeType: z.enum(['image/png', 'image/jpeg']), base64: z.base64() })
    .nullable()
    .default(null),
  about: z
    .discriminatedUnion('kind', [
      z.object({ kind: z.literal('place'), name: z.string().max(100) }),
      z.object({ kind: z.literal('contact'), name: z.string().max(100) }),
      z.object({ kind: z.literal('poll'), name: z.string().max(100) }),
      z.object({ kind: z.literal('story'), how: z.enum(['reply', 'mention']) }),
      z.object({ kind: z.literal('template'), buttons: z.array(z.never()) }),
    ])
    .nullable()
    .default(null),
  answers: z.string().max(300).nullable().default(null),
})

/** How each app names the shop. */
const shops = {
  sms: shopPhone.sms.number.replace(/^(\+46)(\d\d)(\d{3})(\d\d)(\d\d)$/, '$1 $2 $3 $4 $5'),
  whatsapp: 'Nordvik',
  instagram: `${shopPhone.instagram.username}`,
}

/** Mounts them; `parse` refuses a body that is not of a shape. */
export function mountPhones(app: FastifyInstance, phones: Phones, parse: <T>(shape: z.ZodType<T>, body: unknown) => T): void {
  const { db, files } = phones.air.platform
  app.get('/trial/api/devices/:key/phone', async (request) => {
    const phone = phoneOf(request)
    const texts = await listTexts(db, [...new Set(phoneApps.map((one) => personIn(one, phone)))])
    return {
      number: phone.number,
      apps: phoneApps.map((one) => ({
        app: one,
        shop: shops[one],
        abouts: phones.apps[one].abouts,
        canReact: phones.apps[one].react !== undefined,
        isTyping: phones.air.isTyping(one, personIn(one, phone)),
        texts: texts.filter((text) => text.app === one).map(shown),
      })),
      pictures,
    }
  })
  app.post('/trial/api/devices/:key/phone/texts', { bodyLimit: mostBytes * 1.5 }, async (request, reply) => {
    const { app: one, picture, upload, ...said } = parse(Said, request.body)
    const bytes = picture ? drawPicture(picture) : upload && Buffer.from(upload.base64, 'base64')
    const file = bytes ? { bytes, mimeType: upload?.mimeType ?? 'image/png' } : undefined
    return reply.status(201).send(await write(phones, one, phoneOf(request), { ...said, picture: file }))
  })
  app.post('/trial/api/devices/:key/phone/texts/:id/reaction', async (request) => {
    const { emoji } = parse(z.object({ emoji: z.string().max(16).nullable() }), request.body)
    await react(phones, phoneOf(request), await textOf(request), emoji)
    return {}
  })
  app.post('/trial/api/devices/:key/phone/texts/:id/unsend', async (request) => {
    await unsend(phones, phoneOf(request), await textOf(request))
    return {}
  })
  app.post('/trial/api/devices/:key/phone/look', async (request) => {
    await look(phones, parse(z.object({ app: App }), request.body).app, phoneOf(request))
    return {}
  })
  app.get('/trial/api/devices/:key/phone/texts/:id/files/:at', async (request, reply) => {
    const { at } = request.params as { at: string }
    const file = (await textOf(request)).files[Number(at)]
    if (!file) throw notFound('file')
    // Only what a browser shows as a picture, sound or film; nothing that it would run.
    const isShown = /^(image\/(png|jpeg|gif|webp)|audio\/[\w.+-]+|video\/[\w.+-]+)$/.test(file.mimeType)
    return reply
      .type(isShown ? file.mimeType : 'application/octet-stream')
      .header('cache-control', 'private, max-age=3600')
      .header('x-content-type-options', 'nosniff')
      .send(files.read(file.file))
  })
  app.get('/trial/api/pictures/:name', async (request, reply) => {
    const name = pictures.find((one) => one === (request.params as { name: string }).name)
    if (!name) throw notFound('picture')
    return reply.type('image/png').header('cache-control', 'max-age=86400').send(drawPicture(name))
  })

  async function textOf(request: FastifyRequest): Promise<KeptText> {
    const { id } = request.params as { id: string }
    const phone = phoneOf(request)
    const texts = await listTexts(
      db,
      phoneApps.map((one) => personIn(one, phone)),
    )
    const text = texts.find((one) => one.id === id)
    if (!text) throw notFound('message')
    return text
  }
}

function phoneOf(request: FastifyRequest) {
  const { key } = request.params as { key: string }
  const phone = demoPhones.find((one) => one.key === key)
  if (!phone) throw notFound('phone')
  return phone
}

const shown = ({ id, externalId, isOutgoing, text, files, about, answers, state, reaction, isUnsent, at }: KeptText) => ({
  ...{ id, externalId, isOutgoing, answers, state, reaction, isUnsent, at },
  ...(isUnsent ? { text: '', files: [], about: null } : { text, files: files.map(({ mimeType, name }) => ({ mimeType, name })), about }),
})
