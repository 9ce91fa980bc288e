/** What stands at an address of the demo, looked up again and again while the page is seen. */
import { useEffect, useState } from 'preact/hooks'
import { ask } from '../api.ts'

/** `heard` is told each answer; what `about` names is looked up afresh when it changes. */
export function useLooked<T>(path: string, everyMilliseconds: number, about = '', heard?: (answer: T) => Promise<unknown>) {
  const [answer, setAnswer] = useState<T>()
  const [isLost, setLost] = useState(false)
  const [turn, setTurn] = useState(0)
  // biome-ignore lint/correctness/useExhaustiveDependencies: `turn` and `about` ask for a fresh look
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout>
    let isOver = false
    const look = async () => {
      if (document.visibilityState === 'visible')
        await ask<T>(path).then(
          async (found) => {
            if (isOver) return
            setAnswer(found)
            setLost(false)
            await heard?.(found)
          },
          () => setLost(true),
        )
      if (!isOver) timer = setTimeout(look, everyMilliseconds)
    }
    look()
    return () => {
      isOver = true
      clearTimeout(timer)
    }
  }, [path, about, turn])
  return { answer, isLost, refresh: () => setTurn((before) => before + 1) }
}
