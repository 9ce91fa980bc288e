/** Whether the composer is folded to its head: on a low screen it begins so, or the conversation would have no room beside it. */
import { useState } from 'react'

/** A laptop at 200 %, a phone on its side. */
const lowScreen = '(max-height: 560px)'

/** What has been begun stands open from the beginning, and stays so when it is emptied. */
export function useFold(isBegun: boolean) {
  const [state, setState] = useState<'at first' | 'folded' | 'open'>(() => (matchMedia(lowScreen).matches ? 'at first' : 'open'))
  if (state === 'at first' && isBegun) setState('open')
  return {
    isFolded: state !== 'open' && !(state === 'at first' && isBegun),
    open: () => setState('open'),
    fold: () => setState('folded'),
  }
}
