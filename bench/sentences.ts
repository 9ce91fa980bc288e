/**
 * Sentences for the benchmarks: words drawn as often as in natural text (the n-th most frequent word about 1/n times as often as
 * the first), from the words of a shop's mail down to a long tail of rare ones. The same every time.
 */

const frequent =
  'the to and i you it my is a of for in that not have with on this be your was we are but as at please can if order so me has from or by do when been would no an will thank thanks they hi hello get just what there parcel item one how any up am like all still back out received delivery yet could did about shipping return days email size refund wrong sent tracking address today new now payment check jacket more because were work number week know help need dress shoes after ordered arrived only ask than package since account time very want change way first invoice exchange customer before send card colour discount code made soon wait possible really too good broken missing store again website black blue red small large money service question contact quality both paid already cancel another again regards kind dear team'.split(
    ' ',
  )
const lessFrequent =
  'zipper sleeve voucher carrier warehouse damaged seam fabric lining button hood pocket courier signature neighbour doorstep pickup locker customs import duty vat receipt bank transfer credit debit installment subscription newsletter birthday gift wrapping engraving leather suede cotton linen wool cashmere polyester waterproof washing shrink stain faded pilling scratch crack dent leak charger adapter battery warranty repair manual assembly screw instructions allergic perfume lotion serum sample expired bestelling pakket verzending terugsturen geld maat kleur pedido paquete envío devolución reembolso talla försändelse leverans storlek återbetalning bestellung rückgabe lieferung größe rechnung commande livraison remboursement taille facture'.split(
    ' ',
  )
const chinese =
  '我的订单还没有收到请问什么时候发货我想申请退款谢谢尺码不合适可以换货吗包裹在哪里客服您好快递显示已签收但我没有拿到衣服颜色错了'
const syllables =
  'ba be bo da de do fa fe ga go ha he ka ke ko la le lo ma me mo na ne no pa pe po ra re ro sa se so ta te to va ve wa we xa ye za zo'.split(
    ' ',
  )

export const firstNames =
  'Ana Tom Maja Luc Eva Jan Sofia Erik Mia Noah Emma Liam Olivia Lucas Julia Hugo Lena Max Clara Oscar Nora Elias Ida Felix Alma Leo Vera Axel Elin Sven Greta Otto Ines Pablo Lucía Diego Marta Bram Sanne Daan Fleur Ruben Lotte Thijs Zoë Émile Chloé Jürgen Søren Åsa'.split(
    ' ',
  )
export const lastNames =
  'Ruiz Becker Jansson Martin Vries Lind Novak Johansson Andersson Karlsson Nilsson Müller Schmidt Schneider Fischer Weber Meyer Wagner García Martínez López Sánchez Pérez Gómez Jansen Bakker Visser Smit Mulder Bos Dubois Moreau Laurent Simon Michel Rossi Russo Ferrari Silva Santos Ferreira Kowalski Nowak Wójcik Hansen Larsen Olsen Berg Haugen Virtanen Korhonen Smith Jones Taylor Brown Wilson Evans Walker Wright Thompson White Hughes Edwards Green Hall Wood Harris Clarke Cooper'.split(
    ' ',
  )

export const sentenceCount = 65_536
const vocabulary = 30_000

/** All of them. */
export function makeSentences(): string[] {
  const random = randomFrom(20_391)
  const words = [...frequent, ...lessFrequent]
  const known = new Set(words)
  while (words.length < vocabulary) {
    const length = 3 + Math.floor(random() * 3)
    const word = Array.from({ length }, () => syllables[Math.floor(random() * syllables.length)]).join('')
    if (!known.has(word)) words.push(word)
    known.add(word)
  }
  // Where each word's share ends, so that a draw is a search.
  const ends: number[] = []
  let sum = 0
  for (let rank = 1; rank <= words.length; rank++) {
    sum += 1 / (rank + 2.7) ** 1.1
    ends.push(sum)
  }
  const draw = () => {
    const wanted = random() * sum
    let [low, high] = [0, ends.length - 1]
    while (low < high) {
      const middle = (low + high) >> 1
      if ((ends[middle] ?? 0) < wanted) low = middle + 1
      else high = middle
    }
    return words[low] ?? ''
  }
  return Array.from({ length: sentenceCount }, (_, number) => {
    if (number % 40 === 0) {
      const from = Math.floor(random() * (chinese.length - 12))
      return `${chinese.slice(from, from + 8 + Math.floor(random() * 4))}。`
    }
    const text = Array.from({ length: 8 + Math.floor(random() * 9) }, draw).join(' ')
    return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`
  })
}

/** Numbers from 0 to 1, the same every time (mulberry32). */
function randomFrom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}
