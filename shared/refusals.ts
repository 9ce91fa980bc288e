/** Refusals that the screens say in their own language. The API gives the word as `data.refusal`, beside an English sentence. */
export const refusals = ['filter_too_wide'] as const
export type Refusal = (typeof refusals)[number]
