/** The stable key of a tag out of its name: `Size & fit` → `size-fit`. Empty when the name holds no letter or digit. */
export const tagKey = (name: string): string =>
  name
    .toLowerCase()
    .replace(/[^\p{Ll}\p{Lo}\p{M}\p{N}]+/gu, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 60)
    .replace(/-+$/, '')
