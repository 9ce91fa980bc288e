import { expect, it } from 'vitest'
import { spansToRead } from './reading.ts'

const read = (text: string) =>
  spansToRead(text)
    .map(({ start, end }) => text.slice(start, end))
    .join('|')

it('leaves out lines that quote', () => {
  expect(read('yes\n> old\nno')).not.toContain('old')
})

it('leaves out what follows an introduction of quoted history, in each language', () => {
  for (const introduction of [
    'On Mon, 3 May 2021 at 10:00, Shop <a@b.c> wrote:',
    'Op ma 3 mei 2021 om 10:00 schreef Shop <a@b.c>:',
    'Am Mo., 3. Mai 2021 um 10:00 Uhr schrieb Shop <a@b.c>:',
    'Le lun. 3 mai 2021 à 10:00, Shop <a@b.c> a écrit :',
    'El lun, 3 may 2021 a las 10:00, Shop (<a@b.c>) escribió:',
    'Den mån 3 maj 2021 kl 10:00 skrev Shop <a@b.c>:',
    '-----Original Message-----',
  ]) {
    expect(read(`answer\n\n${introduction}\nhistory`)).not.toContain('history')
    expect(read(`answer\n\n${introduction}\nhistory`)).toContain('answer')
  }
})

it('keeps a forwarded mail that has nothing before it', () => {
  expect(read('From: shop\nSent: today\nthe lamp broke')).toContain('the lamp broke')
})

it('keeps an ordinary sentence about rules, labels and systems', () => {
  for (const text of [
    'Your return label does not print.',
    'Can I forget about the return rules for gifts?',
    'The alarm system is broken.',
  ]) {
    expect(read(text)).toBe(text)
  }
})

it('keeps a message that is nothing but a formula', () => {
  expect(read('Kind regards')).toBe('Kind regards')
})
