/** What the demo shop sells: outdoor clothes and a pantry. Prices in euro. */
export interface Product {
  key: string
  title: string
  line: string
  price: number
  kind: 'clothes' | 'pantry'
  /** The colours of its picture. */
  colours: [string, string]
}

export const products: Product[] = [
  {
    key: 'jacket',
    title: 'Fjell rain jacket',
    line: 'Three layers, taped seams',
    price: 189,
    kind: 'clothes',
    colours: ['#2f6f73', '#dfe9e6'],
  },
  { key: 'down', title: 'Vidda down jacket', line: 'Warm to minus fifteen', price: 279, kind: 'clothes', colours: ['#b5552d', '#f4e6da'] },
  {
    key: 'sweater',
    title: 'Skog wool sweater',
    line: 'Undyed wool, knitted in one piece',
    price: 119,
    kind: 'clothes',
    colours: ['#8a7a5c', '#efe9dc'],
  },
  {
    key: 'trousers',
    title: 'Stig trekking trousers',
    line: 'Reinforced where it rubs',
    price: 129,
    kind: 'clothes',
    colours: ['#4d5a46', '#e6eae0'],
  },
  {
    key: 'base',
    title: 'Tind merino base layer',
    line: 'Thin, warm, forgiving',
    price: 79,
    kind: 'clothes',
    colours: ['#3c4a68', '#e3e7ef'],
  },
  {
    key: 'boots',
    title: 'Myr rubber boots',
    line: 'Natural rubber, wide last',
    price: 89,
    kind: 'clothes',
    colours: ['#35503c', '#e4ece2'],
  },
  { key: 'beanie', title: 'Nord beanie', line: 'One size, two layers', price: 29, kind: 'clothes', colours: ['#a33b32', '#f5e3e0'] },
  {
    key: 'socks',
    title: 'Lom wool socks',
    line: 'Two pairs, mended for life',
    price: 24,
    kind: 'clothes',
    colours: ['#7b5b8c', '#eee6f2'],
  },
  { key: 'jam', title: 'Cloudberry jam', line: 'Picked by hand in August', price: 9.5, kind: 'pantry', colours: ['#d98a26', '#faecd6'] },
  {
    key: 'crispbread',
    title: 'Seeded crispbread',
    line: 'Baked slowly, four seeds',
    price: 6.5,
    kind: 'pantry',
    colours: ['#b08a4f', '#f5ecdc'],
  },
  {
    key: 'coffee',
    title: 'Dark roast coffee',
    line: '500 g, for boiling over a fire',
    price: 14,
    kind: 'pantry',
    colours: ['#4a3428', '#ece3dc'],
  },
  { key: 'salt', title: 'Birch-smoked salt', line: 'A pinch is enough', price: 8, kind: 'pantry', colours: ['#6f7a80', '#e9edef'] },
  {
    key: 'granola',
    title: 'Oat and honey granola',
    line: 'No nuts, small batches',
    price: 11,
    kind: 'pantry',
    colours: ['#c29a3d', '#f7efd9'],
  },
  { key: 'mug', title: 'Camp mug', line: 'Enamel, holds three decilitres', price: 19, kind: 'pantry', colours: ['#2d4f6b', '#e1eaf1'] },
  {
    key: 'tea',
    title: 'Heather tea',
    line: 'Loose leaves, a tin of 80 g',
    price: 12,
    kind: 'pantry',
    colours: ['#8b4a6b', '#f1e4eb'],
  },
  {
    key: 'honey',
    title: 'Forest honey',
    line: 'From eleven hives',
    price: 13,
    kind: 'pantry',
    colours: ['#c47a1c', '#f8ead3'],
  },
]

/** The monthly box, by subscription. */
export const pantryBox = { key: 'box', title: 'Pantry box', price: 39 }
