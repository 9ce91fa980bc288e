/** The shop's pictures, drawn: each product a shape in its two colours. */
import type { ComponentChildren } from 'preact'
import type { Product } from '../api.ts'

const seam = {
  fill: 'none',
  stroke: '#fff',
  'stroke-opacity': 0.55,
  'stroke-width': 2,
  'stroke-linecap': 'round',
  'stroke-linejoin': 'round',
} as const
const shade = { fill: '#000', 'fill-opacity': 0.12 } as const
const body = 'M78 58l22-12h40l22 12 30 62-24 12-12-26v88H84v-88l-12 26-24-12z'

const shapes: Record<string, (colour: string) => ComponentChildren> = {
  jacket: (colour) => (
    <>
      <path d="M96 50c4-22 44-22 48 0l-8 14h-32z" fill={colour} />
      <path d="M104 52c4-12 28-12 32 0l-6 10h-20z" {...shade} />
      <path d={body} fill={colour} />
      <path d="M120 64v130M96 150h14M130 150h14" {...seam} />
    </>
  ),
  down: (colour) => (
    <>
      <path d="M98 48c6-10 38-10 44 0l-4 12h-36z" fill={colour} />
      <path d={body} fill={colour} />
      <path d="M84 92h72M84 116h72M84 140h72M84 164h72M120 60v134" {...seam} />
    </>
  ),
  sweater: (colour) => (
    <>
      <path d={body} fill={colour} />
      <path d="M100 46c6 14 34 14 40 0" {...seam} />
      <path d="M80 84l8-8 8 8 8-8 8 8 8-8 8 8 8-8 8 8 8-8 8 8M84 184h72" {...seam} />
    </>
  ),
  base: (colour) => (
    <>
      <path d={body} fill={colour} />
      <path d="M106 46c4 8 24 8 28 0M92 66l-8 40M148 66l8 40" {...seam} />
    </>
  ),
  trousers: (colour) => (
    <>
      <path d="M86 42h68l8 152h-32l-10-92-10 92H78z" fill={colour} />
      <path d="M86 54h68M120 54v38M90 126h20M130 126h20" {...seam} />
    </>
  ),
  boots: (colour) => (
    <>
      <path d="M70 60h38v84c22 2 34 12 34 32H70z" fill={colour} />
      <path d="M128 74h32v70c20 2 30 12 30 32h-40c0-14-4-24-22-28z" fill={colour} opacity="0.8" />
      <path d="M66 176h126v10H66z" {...shade} />
      <path d="M70 76h38M128 88h32" {...seam} />
    </>
  ),
  beanie: (colour) => (
    <>
      <circle cx="120" cy="58" r="14" fill={colour} opacity="0.75" />
      <path d="M66 146c0-104 108-104 108 0z" fill={colour} />
      <rect x="60" y="138" width="120" height="34" rx="10" fill={colour} />
      <path d="M60 148h120M84 138v34M108 138v34M132 138v34M156 138v34" {...seam} />
    </>
  ),
  socks: (colour) => (
    <>
      <path d="M76 48h34v72l34 34c12 14-8 32-24 20l-44-36z" fill={colour} />
      <path d="M126 48h34v66l26 32c10 14-8 30-22 18l-38-34z" fill={colour} opacity="0.75" />
      <path d="M76 64h34M76 74h34M126 64h34M126 74h34" {...seam} />
    </>
  ),
  jam: (colour) => jar(colour, '#f7efe0'),
  salt: (colour) => jar('#d9d6cf', colour),
  honey: (colour) => jar(colour, '#fbf3e2'),
  tea: (colour) => (
    <>
      <rect x="78" y="62" width="84" height="134" rx="8" fill={colour} />
      <rect x="74" y="50" width="92" height="24" rx="6" fill={colour} />
      <path d="M74 74h92" {...seam} />
      <rect x="90" y="104" width="60" height="56" rx="4" fill="#fff" fill-opacity="0.85" />
      <path
        d="M120 150v-34M120 128c-12 0-14-8-14-12 10 0 14 6 14 12zM120 136c12 0 14-8 14-12-10 0-14 6-14 12z"
        fill="none"
        stroke={colour}
        stroke-width="2.4"
        stroke-linecap="round"
        stroke-linejoin="round"
      />
    </>
  ),
  coffee: (colour) => bag(colour, <path d="M112 128c-10 10-4 28 8 26s16-22 4-28c-4 8 0 14-6 20" {...seam} />),
  granola: (colour) => bag(colour, <path d="M120 160v-40M120 132l-12-10M120 132l12-10M120 146l-12-10M120 146l12-10" {...seam} />),
  crispbread: (colour) => (
    <>
      <circle cx="120" cy="122" r="66" fill={colour} />
      <circle cx="120" cy="122" r="12" fill="#fff" fill-opacity="0.8" />
      {Array.from({ length: 22 }, (_, index) => (
        <circle
          // biome-ignore lint/suspicious/noArrayIndexKey: a drawing
          key={index}
          cx={120 + Math.cos(index * 2.4) * (18 + (index * 43) / 22)}
          cy={122 + Math.sin(index * 2.4) * (18 + (index * 43) / 22)}
          r="2.4"
          {...shade}
        />
      ))}
    </>
  ),
  mug: (colour) => (
    <>
      <path d="M158 96c34-6 34 52-4 50" fill="none" stroke={colour} stroke-width="12" />
      <path d="M74 76h88v90c0 12-8 18-18 18H92c-10 0-18-6-18-18z" fill={colour} />
      <path d="M70 76h96" stroke="#fff" stroke-width="6" stroke-linecap="round" />
      <path d="M94 140l14-22 12 16 12-20 14 26z" fill="#fff" fill-opacity="0.6" />
    </>
  ),
}

function jar(content: string, label: string): ComponentChildren {
  return (
    <>
      <rect x="84" y="50" width="72" height="22" rx="4" fill="#8f897f" />
      <path d="M80 78c0-6 80-6 80 0 8 8 8 14 8 24v72c0 10-6 16-16 16H88c-10 0-16-6-16-16v-72c0-10 0-16 8-24z" fill={content} />
      <rect x="72" y="112" width="96" height="44" fill={label} />
      <path d="M96 128h48M104 140h32" stroke="#211f1c" stroke-opacity="0.45" stroke-width="3" stroke-linecap="round" />
    </>
  )
}

function bag(colour: string, sign: ComponentChildren): ComponentChildren {
  return (
    <>
      <path d="M80 58h80l10 126c0 6-4 8-10 8H80c-6 0-10-2-10-8z" fill={colour} />
      <path d="M78 44h84v18H78z" fill={colour} />
      <path d="M78 44h84v18H78z" {...shade} />
      {sign}
    </>
  )
}

export function Picture({ product }: { product: Product }) {
  const [colour, ground] = product.colours
  return (
    <svg class="picture" viewBox="0 0 240 240" aria-hidden="true">
      <rect width="240" height="240" fill={ground} />
      <ellipse cx="120" cy="204" rx="70" ry="8" fill="#000" opacity="0.07" />
      {shapes[product.key]?.(colour)}
    </svg>
  )
}

export const Landscape = () => (
  <svg viewBox="0 0 1200 420" preserveAspectRatio="xMidYMax slice" aria-hidden="true">
    <rect width="1200" height="420" fill="#dfe9e4" />
    <circle cx="960" cy="150" r="52" fill="#f2c879" />
    <path d="M0 350l150-70 150 46 170-96 230-150 190 180 110-60 200 130v90H0z" fill="#b7cdc3" />
    <path d="M700 80l62 58-34-6-24 22-30-16-52 16z" fill="#f6f8f6" />
    <path d="M0 380l180-60 160 46 200-80 190 84 180-60 290 70v60H0z" fill="#7ea596" />
    <path d="M0 404l260-46 240 36 300-60 400 60v40H0z" fill="#47786a" />
    <g fill="#1f5c4c">
      <path d="M600 398l18-58 18 58zM646 404l14-46 14 46zM1040 398l24-78 24 78zM1106 402l16-54 16 54zM980 404l12-40 12 40z" />
    </g>
  </svg>
)
