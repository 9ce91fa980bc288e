import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { previewOf } from './preview.ts'
import { partReply } from './reply.ts'

const answer = 'Thank you, that helped.\n\nOne more thing: can I change the address?'

describe('history is folded away, in the ways and languages of mail programs', () => {
  const histories: Record<string, string> = {
    'Gmail, English': 'On Tue, May 5, 2026 at 2:00 PM Jolt <support@shop.example> wrote:\n\n> Hello Ada\n> We shipped it.',
    'Gmail, wrapped': 'On Tue, May 5, 2026 at 2:00 PM A Very Long Name Of A Shop <\nsupport@shop.example> wrote:\n\n> Hello Ada',
    'Gmail, Dutch': 'Op di 5 mei 2026 om 14:00 schreef Jolt <support@shop.example>:\n\n> Hallo Ada',
    'Gmail, Spanish': 'El mar, 5 may 2026 a las 14:00, Jolt (<support@shop.example>) escribió:\n\n> Hola Ada',
    'Gmail, Swedish': 'Den tis 5 maj 2026 kl 14:00 skrev Jolt <support@shop.example>:\n\n> Hej Ada',
    'Gmail, German': 'Am Di., 5. Mai 2026 um 14:00 Uhr schrieb Jolt <support@shop.example>:\n\n> Hallo Ada',
    'Gmail, French': 'Le mar. 5 mai 2026 à 14:00, Jolt <support@shop.example> a écrit :\n\n> Bonjour Ada',
    'Gmail, Danish': 'Den tirs. 5. maj 2026 kl. 14.00 skrev Jolt <support@shop.example>:\n\n> Hej Ada',
    'Gmail, Norwegian': 'tir. 5. mai 2026 kl. 14:00 skrev Jolt <support@shop.example>:\n\n> Hei Ada',
    'Gmail, Italian': 'Il giorno mar 5 mag 2026 alle ore 14:00 Jolt <support@shop.example> ha scritto:\n\n> Ciao Ada',
    'Gmail, Portuguese': 'Em ter., 5 de mai. de 2026 às 14:00, Jolt <support@shop.example> escreveu:\n\n> Olá Ada',
    'Gmail, Polish': 'wt., 5 maj 2026 o 14:00 Jolt <support@shop.example> napisał(a):\n\n> Cześć Ada',
    'Gmail, Finnish': 'ti 5. toukok. 2026 klo 14.00 Jolt (support@shop.example) kirjoitti:\n\n> Hei Ada',
    'Gmail, Russian': 'вт, 5 мая 2026 г. в 14:00, Jolt <support@shop.example>:\n\n> Привет',
    'Gmail, Japanese': '2026年5月5日(火) 14:00 Jolt <support@shop.example>:\n\n> こんにちは',
    'Apple Mail, English': '> On 5 May 2026, at 14:00, Jolt <support@shop.example> wrote:\n> \n> Hello Ada',
    'Apple Mail, German': '> Am 05.05.2026 um 14:00 schrieb Jolt <support@shop.example>:\n> \n> Hallo Ada',
    'iPhone, Dutch':
      'Verstuurd vanaf mijn iPhone\n\n> Op 5 mei 2026 om 14:00 heeft Jolt <support@shop.example> het volgende geschreven:\n> \n> Hallo',
    'iPhone, Swedish': 'Skickat från min iPhone\n\n> 5 maj 2026 kl. 14:00 skrev Jolt <support@shop.example>:\n> \n> Hej',
    'iPhone, Spanish': 'Enviado desde mi iPhone\n\n> El 5 may 2026, a las 14:00, Jolt <support@shop.example> escribió:\n> \n> Hola',
    'Outlook, English':
      '________________________________\nFrom: Jolt <support@shop.example>\nSent: Tuesday, May 5, 2026 2:00 PM\nTo: Ada <ada@b.example>\nSubject: Your order\n\nHello Ada',
    'Outlook, Dutch':
      'Van: Jolt <support@shop.example>\nVerzonden: dinsdag 5 mei 2026 14:00\nAan: Ada <ada@b.example>\nOnderwerp: Bestelling\n\nHallo Ada',
    'Outlook, German':
      'Von: Jolt <support@shop.example>\nGesendet: Dienstag, 5. Mai 2026 14:00\nAn: Ada <ada@b.example>\nBetreff: Bestellung\n\nHallo Ada',
    'Outlook, French':
      'De : Jolt <support@shop.example>\nEnvoyé : mardi 5 mai 2026 14:00\nÀ : Ada <ada@b.example>\nObjet : Commande\n\nBonjour Ada',
    'Outlook, Swedish':
      'Från: Jolt <support@shop.example>\nSkickat: den 5 maj 2026 14:00\nTill: Ada <ada@b.example>\nÄmne: Order\n\nHej Ada',
    'Outlook, Spanish':
      'De: Jolt <support@shop.example>\nEnviado: martes, 5 de mayo de 2026 14:00\nPara: Ada <ada@b.example>\nAsunto: Pedido\n\nHola Ada',
    'Outlook, old': '-----Original Message-----\nFrom: Jolt\nSent: Tuesday\nTo: Ada\nSubject: Order\n\nHello Ada',
    'Outlook on a phone':
      'Get Outlook for iOS\n________________________________\nFrom: Jolt <support@shop.example>\nSent: Tuesday, May 5, 2026 2:00:00 PM\nTo: Ada\nSubject: Order\n\nHello',
    Yahoo: 'On Tuesday, May 5, 2026 at 02:00:00 PM GMT+2, Jolt <support@shop.example> wrote:\n\n Hello Ada\nWe shipped it.',
    'GMX, German':
      'Gesendet: Dienstag, 05. Mai 2026 um 14:00 Uhr\nVon: "Jolt" <support@shop.example>\nAn: ada@b.example\nBetreff: Bestellung\n\nHallo Ada',
    Proton: '-------- Original Message --------\nOn Tuesday, 05/05/26 at 14:00 Jolt <support@shop.example> wrote:\n\n> Hello Ada',
    Zoho: '---- On Tue, 05 May 2026 14:00:00 +0200 Jolt<support@shop.example> wrote ----\n\nHello Ada',
    'a helpdesk': '##- Please type your reply above this line -##\n\nHello Ada',
  }
  test.each(Object.entries(histories))('%s', (_program, history) => {
    const reply = partReply(`${answer}\n\n${history}`)
    expect(reply.text).toBe(answer)
    expect(reply.quotedText?.replace(/\s+/g, '')).toBe(history.replace(/\s+/g, ''))
  })
})

describe('what a person wrote stays', () => {
  test.each([
    'On Monday I wrote: please send the large one.\nYou sent the small one.',
    'From: Utrecht\nIs it possible to deliver there?',
    'My order:\n- 2 lamps\n- 1 bulb\n\nOn 5 May the courier came, rang and left.',
    'Sent from my desk, it is easier than by phone.',
    'Subject: no idea\n\nWhat I need is a refund.',
    'I read > 50 reviews\nand 3 < 5.',
    'Op 5 mei heb ik besteld:\n1 lamp',
    'El 5 de mayo compré esto: dos lámparas',
  ])('%j', (text) => {
    expect(partReply(text)).toEqual({ text, quotedText: null, marks: [] })
  })
  test('answers between quotes keep the quotes that they answer', () => {
    const inline = 'On 5 May 2026 Jolt <s@shop.example> wrote:\n> Which colour?\n\nBlue.\n\n> Which size?\n\nLarge.'
    expect(partReply(inline).text).toBe('> Which colour?\n\nBlue.\n\n> Which size?\n\nLarge.')
  })
  test('an answer below the quote is the text, and the quote is folded', () => {
    const reply = partReply('On 5 May 2026 Jolt <s@shop.example> wrote:\n> Which colour?\n\nBlue.')
    expect(reply).toMatchObject({ text: 'Blue.', quotedText: expect.stringContaining('> Which colour?') })
  })
  test('an answer below a quote is not taken for what a phone added', () => {
    const reply = partReply('See below.\n\nSent from my iPhone\n\n> Which colour?\n\nBlue, and please hurry.')
    expect(reply.text).toContain('Blue, and please hurry.')
  })
  test('a line drawn between two parts does not make a signature of the second', () => {
    const text = 'Order 1: the lamp is broken.\n---\nOrder 2: I want to return it.'
    expect(partReply(text).text).toBe(text)
  })
  test('no line of a long text is dropped', () => {
    const text = 'a\n'.repeat(50_000).trim()
    expect(partReply(text).text).toBe(text)
  })
  test('nothing but history is not folded to nothing', () => {
    const only = '> Which colour?\n> Which size?'
    expect(partReply(only)).toMatchObject({ text: only, quotedText: null })
  })
})

describe('a forwarded mail stays visible', () => {
  const block = 'From: Courier <c@courier.example>\nDate: Tue, 5 May 2026\nSubject: Parcel\nTo: ada@b.example\n\nYour parcel is lost.'
  test.each([
    '---------- Forwarded message ---------',
    'Begin forwarded message:',
    '-------- Weitergeleitete Nachricht --------',
    '---------- Vidarebefordrat meddelande ----------',
  ])('%s', (heading) => {
    expect(partReply(`Look at this!\n\n${heading}\n${block}`).text).toContain('Your parcel is lost.')
  })
  test('also where only the subject says so', () => {
    expect(partReply(`Look at this!\n\n${block}`, true).text).toContain('Your parcel is lost.')
    expect(partReply(`Look at this!\n\n${block}`, false).text).toBe('Look at this!')
  })
})

describe('signatures', () => {
  test('a signature under its rule is folded', () => {
    expect(partReply(`${answer}\n\n-- \nAda Jansen\nTel. 020 123`)).toMatchObject({
      text: answer,
      quotedText: '--\nAda Jansen\nTel. 020 123',
    })
  })
  test('a formula with a name right below it is folded, and one with a whole block', () => {
    for (const signed of ['Kind regards,\nAda Jansen', 'Mit freundlichen Grüßen\nAda', 'Regards,\n\nAda Jansen\nJolt Coffee', '/Ada'])
      expect(partReply(`Where is it?\n\n${signed}`)).toMatchObject({ text: 'Where is it?', quotedText: signed })
  })
  test('what may be more than a formula stays', () => {
    for (const text of [
      'Got it.\n\nThank you so much!\nAda',
      'Kind regards,\nAda',
      'See above.\n\nBest regards',
      'Hi\n\nCheers,\nwhere is my parcel?',
    ])
      expect(partReply(text)).toMatchObject({ text, quotedText: null })
  })
  test('a closing stays out of the preview', () => {
    const text = 'Where is it?\n\nKind regards,\nAda Jansen'
    expect(previewOf(text)).toBe('Where is it?')
    expect(previewOf('Kind regards,\nAda')).toBe('Kind regards, Ada')
  })
  test('a preview is one line of at most 200 characters', () => {
    expect(previewOf('a\n\nb   c')).toBe('a b c')
    expect(previewOf('word '.repeat(100))).toHaveLength(200)
  })
})

test('no line is lost: what is not in the text is in the fold', () => {
  const line = fc.constantFrom(
    'Hello there',
    '> quoted',
    '',
    '-- ',
    'On 5 May 2026, Ada <a@b.example> wrote:',
    'From: A',
    'Sent: B',
    'To: C',
    'Subject: D',
    '-----Original Message-----',
    'Sent from my iPhone',
    'Kind regards',
    '---------- Forwarded message ---------',
  )
  fc.assert(
    fc.property(fc.array(line, { maxLength: 30 }), (lines) => {
      const { text, quotedText } = partReply(lines.join('\n'))
      const kept = [...text.split('\n'), ...(quotedText ?? '').split('\n')].map((one) => one.trim())
      for (const one of lines.map((each) => each.trim())) if (one) expect(kept).toContain(one)
      if (lines.some((one) => one.trim())) expect(text.trim()).not.toBe('')
    }),
    { numRuns: 300 },
  )
})

test('hostile texts take no time', () => {
  const began = process.cpuUsage()
  for (const text of [
    'On '.repeat(60_000),
    `On 5 ${'a '.repeat(50_000)}wrote:`,
    'On 5 May 2026 x wrote\n'.repeat(9_000),
    `${'<'.repeat(100_000)}@`,
    '>'.repeat(200_000),
    'From: a\n'.repeat(20_000),
    `-${'-'.repeat(150_000)}x`,
    ' '.repeat(200_000),
    `a${'\n'.repeat(190_000)}b`,
  ])
    partReply(text)
  const { user, system } = process.cpuUsage(began)
  expect((user + system) / 1000).toBeLessThan(3_000)
})
