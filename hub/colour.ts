/** A shop's colour, kept readable: whatever they choose, text on it and text in it can be read (WCAG AA). */

export const ours = '#1f5c4c'

/** Text on this colour: white or black, whichever is easier to read; one of the two always has a contrast of 4.5. */
export const textOn = (colour: string): string => (contrast(colour, '#ffffff') >= contrast(colour, '#000000') ? '#ffffff' : '#000000')

/** Text in this colour on our paper; one that is too light for it is left for the ink. */
export const textIn = (colour: string): string => (contrast(colour, '#faf9f7') >= 4.5 ? colour : '#211f1c')

/** From 1 to 21, of two `#rrggbb`. */
export function contrast(one: string, other: string): number {
  const [dark = 0, light = 0] = [one, other].map(luminance).sort((a, b) => a - b)
  return (light + 0.05) / (dark + 0.05)
}

function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const share = Number.parseInt(colour.slice(at, at + 2), 16) / 255
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}
