/** Photographs that the demo's customers send, drawn point by point: nothing in the demo shows anybody's real things. */
import { crc32, deflateSync } from 'node:zlib'

export const pictures = ['torn', 'broken', 'wrong', 'story'] as const
export type Picture = (typeof pictures)[number]

type Colour = readonly [red: number, green: number, blue: number]

const width = 640
const height = 480

const mix = (one: Colour, other: Colour, share: number): Colour => [
  one[0] + (other[0] - one[0]) * share,
  one[1] + (other[1] - one[1]) * share,
  one[2] + (other[2] - one[2]) * share,
]
const isIn = (x: number, y: number, [left, top, right, bottom]: readonly [number, number, number, number]) =>
  x > left && x < right && y > top && y < bottom
const far = (x: number, y: number, atX: number, atY: number) => Math.hypot(x - atX, y - atY)
/** A fixed grain, so that a picture is the same bytes each time. */
const grain = (x: number, y: number) => (((x * 374_761_393 + y * 668_265_263) >>> 13) % 17) - 8
const table: Colour = [196, 158, 120]
const wood = (x: number, y: number) => mix(table, [150, 112, 80], (Math.sin(y / 9 + Math.sin(x / 70) * 3) + 1) / 4)

/** The colour of each point, from the top left. */
const scenes: Record<Picture, (x: number, y: number) => Colour> = {
  // A jacket on a table, its sleeve torn open.
  torn(x, y) {
    const sleeve = Math.abs(y - 260 - (x - 300) * 0.25) < 120 && x > 60 && x < 600
    const tear = Math.abs(y - 250 - Math.sin(x / 13) * 9 - (x - 300) * 0.25) < Math.max(0, 26 - Math.abs(x - 330) / 6)
    if (tear) return [236, 230, 218]
    if (sleeve) return Math.abs((x + y * 0.3) % 84) < 4 ? [18, 62, 58] : mix([31, 92, 84], [20, 66, 62], y / height)
    return wood(x, y)
  },
  // A jar of jam that did not survive the post.
  broken(x, y) {
    const pool = far(x, (y - 360) * 2.1 + 360, 330, 360) < 190 + Math.sin(Math.atan2(y - 360, x - 330) * 7) * 26
    const shard = (Math.abs((x * 0.8 + y) % 190) < 16 && far(x, y, 330, 330) < 210) || (far(x, y, 200, 250) < 46 && x + y > 440)
    if (isIn(x, y, [250, 120, 410, 330]) && y < 330 - Math.abs(((x * 3) % 60) - 30)) return y < 160 ? [200, 60, 52] : [214, 226, 226]
    if (shard) return [226, 236, 236]
    if (pool) return mix([132, 18, 40], [178, 30, 54], (Math.sin(x / 23) + 1) / 2)
    return wood(x, y)
  },
  // Two boots, and they are not a pair.
  wrong(x, y) {
    const boot = (left: number, tall: number) => isIn(x, y, [left, 400 - tall, left + 110, 400]) || isIn(x, y, [left, 330, left + 190, 400])
    if (boot(90, 290)) return y > 376 ? [40, 34, 30] : mix([128, 78, 44], [96, 56, 30], y / height)
    if (boot(370, 180)) return y > 376 ? [40, 34, 30] : mix([52, 74, 112], [34, 50, 82], y / height)
    return y > 400 ? wood(x, y) : mix([228, 222, 212], [206, 198, 186], y / height)
  },
  // The shop's story: mountains before the sun.
  story(x, y) {
    const ridge = 300 - Math.abs(((x + 120) % 320) - 160) * 0.9
    const near = 380 - Math.abs(((x + 40) % 420) - 210) * 0.5
    if (y > near) return [47, 92, 82]
    if (y > ridge) return y < ridge + 26 ? [240, 242, 240] : [118, 152, 150]
    return far(x, y, 470, 130) < 52 ? [248, 214, 130] : mix([246, 186, 140], [150, 186, 210], 1 - y / 330)
  },
}

const drawn = new Map<Picture, Buffer>()

/** A picture as a PNG. */
export function drawPicture(name: Picture): Buffer {
  const before = drawn.get(name)
  if (before) return before
  const rows = Buffer.alloc((width * 3 + 1) * height)
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const place = y * (width * 3 + 1) + 1 + x * 3
      const noise = grain(x >> 1, y >> 1)
      for (const [at, part] of scenes[name](x, y).entries()) rows[place + at] = Math.max(0, Math.min(255, Math.round(part + noise)))
    }
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  // Eight bits of each of red, green and blue.
  header.set([8, 2, 0, 0, 0], 8)
  const png = Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(rows, { level: 6 })),
    chunk('IEND', Buffer.alloc(0)),
  ])
  drawn.set(name, png)
  return png
}

function chunk(type: string, data: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const [size, sum] = [Buffer.alloc(4), Buffer.alloc(4)]
  size.writeUInt32BE(data.length)
  sum.writeUInt32BE(crc32(named))
  return Buffer.concat([size, named, sum])
}
