import { readFileSync } from 'node:fs'
import { denseCount } from './dense.ts'
import type { Heads } from './heads.ts'
import type { Lexicon } from './lexicon.ts'
import type { LanguageWeights } from './prepare.ts'
import type { WordTable } from './wordtable.ts'

/** Numbers found on rows that were kept apart from learning, which turn sums into probabilities. */
export interface Calibration {
  /** The polarity sums are multiplied by this. */
  polarity: number
  urgent: { slope: number; offset: number; threshold: number }
  promoter: { slope: number; offset: number }
  /** From the probability of the label to the share of such labels that were right. */
  confidence: { slope: number; offset: number }
  score: number
  /** From which probability a short text and a lengthy one are spam. */
  spam: { slope: number; offset: number; short: number; long: number }
  tagThresholds: number[]
}

export interface Model {
  version: string
  language: LanguageWeights
  lexicon: Lexicon
  mood: Heads
  /** The second learner of polarity: its three sums are added to those of `mood`. */
  runs: Heads
  spam: Heads
  tags: Heads
  tagKeys: string[]
  tagWords: WordTable
  concepts: WordTable
  /** How unlikely one letter is after another (`letterKinds` squared). */
  letters: Uint8Array
  calibration: Calibration
}

type Bytes = Int8Array | Uint8Array | Uint32Array | Float32Array
interface Section {
  name: string
  type: 'i8' | 'u8' | 'u32' | 'f32'
  offset: number
  length: number
}
interface Header {
  version: string
  tagKeys: string[]
  languageScale: number
  calibration: Calibration
  sections: Section[]
}

const heads = ['mood', 'runs', 'spam', 'tags'] as const

function typeOf(array: Bytes): Section['type'] {
  if (array instanceof Int8Array) return 'i8'
  if (array instanceof Uint8Array) return 'u8'
  return array instanceof Uint32Array ? 'u32' : 'f32'
}

/** Writes a model as one file: the length of a JSON heading, the heading, then the arrays, each on a multiple of 4 bytes. */
export function packModel(model: Model): Buffer {
  const arrays: [string, Bytes][] = [
    ['language', model.language.hashed],
    ['lexicon.keys', model.lexicon.keys],
    ['lexicon.valences', model.lexicon.valences],
    ['lexicon.bits', model.lexicon.bits],
    ['tagWords.keys', model.tagWords.keys],
    ['tagWords.names', model.tagWords.names],
    ['concepts.keys', model.concepts.keys],
    ['concepts.names', model.concepts.names],
    ['letters', model.letters],
  ]
  for (const name of heads) {
    const { hashed, scale, dense, bias } = model[name]
    arrays.push([`${name}.hashed`, hashed], [`${name}.scale`, scale], [`${name}.dense`, dense], [`${name}.bias`, bias])
  }
  const sections: Section[] = []
  let offset = 0
  for (const [name, array] of arrays) {
    sections.push({ name, type: typeOf(array), offset, length: array.length })
    offset += Math.ceil(array.byteLength / 4) * 4
  }
  const { version, tagKeys, calibration } = model
  const heading: Header = { version, tagKeys, languageScale: model.language.scale, calibration, sections }
  const text = JSON.stringify(heading)
  const head = Buffer.from(text.padEnd(Math.ceil(text.length / 4) * 4))
  const body = Buffer.alloc(offset)
  arrays.forEach(([, array], i) => {
    Buffer.from(array.buffer, array.byteOffset, array.byteLength).copy(body, sections[i].offset)
  })
  const length = Buffer.alloc(4)
  length.writeUInt32LE(head.length)
  return Buffer.concat([length, head, body])
}

/** Reads what `packModel` wrote. Throws when the file was made for other features than these. */
export function unpackModel(file: Buffer): Model {
  // A copy of its own, so that the arrays begin on whole words whatever buffer pool the file was read into.
  const bytes = new Uint8Array(file).buffer
  const headLength = file.readUInt32LE(0)
  const heading = JSON.parse(file.toString('utf8', 4, 4 + headLength)) as Header
  const start = 4 + headLength
  const arrays = new Map<string, Bytes>()
  for (const { name, type, offset, length } of heading.sections) {
    const at = start + offset
    if (type === 'i8') arrays.set(name, new Int8Array(bytes, at, length))
    else if (type === 'u8') arrays.set(name, new Uint8Array(bytes, at, length))
    else if (type === 'u32') arrays.set(name, new Uint32Array(bytes, at, length))
    else arrays.set(name, new Float32Array(bytes, at, length))
  }
  const i8 = (name: string) => {
    const array = arrays.get(name)
    if (!(array instanceof Int8Array)) throw new Error(`the weights of the built-in model lack ${name}`)
    return array
  }
  const f32 = (name: string) => {
    const array = arrays.get(name)
    if (!(array instanceof Float32Array)) throw new Error(`the weights of the built-in model lack ${name}`)
    return array
  }
  const headsOf = (name: string): Heads => {
    const bias = f32(`${name}.bias`)
    const hashed = i8(`${name}.hashed`)
    const dense = f32(`${name}.dense`)
    if (dense.length !== bias.length * denseCount) throw new Error('the weights of the built-in model are of another version')
    return { count: bias.length, buckets: hashed.length / bias.length, hashed, scale: f32(`${name}.scale`), dense, bias }
  }
  const u32 = (name: string) => {
    const array = arrays.get(name)
    if (!(array instanceof Uint32Array)) throw new Error(`the weights of the built-in model lack ${name}`)
    return array
  }
  const u8 = (name: string) => {
    const array = arrays.get(name)
    if (!(array instanceof Uint8Array)) throw new Error(`the weights of the built-in model lack ${name}`)
    return array
  }
  return {
    version: heading.version,
    language: { hashed: i8('language'), scale: heading.languageScale },
    lexicon: { keys: u32('lexicon.keys'), valences: i8('lexicon.valences'), bits: u8('lexicon.bits') },
    mood: headsOf('mood'),
    runs: headsOf('runs'),
    spam: headsOf('spam'),
    tags: headsOf('tags'),
    tagKeys: heading.tagKeys,
    tagWords: { keys: u32('tagWords.keys'), names: u8('tagWords.names') },
    concepts: { keys: u32('concepts.keys'), names: u8('concepts.names') },
    letters: u8('letters'),
    calibration: heading.calibration,
  }
}

let loaded: Model | undefined

/** The committed model, read from its file at the first use. */
export function builtInModel(): Model {
  loaded ??= unpackModel(readFileSync(new URL('./weights.bin', import.meta.url)))
  return loaded
}
