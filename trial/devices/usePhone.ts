/** What is in a customer's phone, looked up again and again while the page is seen. */
import { useEffect, useState } from 'preact/hooks'
import { type AppKey, ask, type Phone } from '../api.ts'

const everyMilliseconds = 1200

/** `open` is the app whose conversation is on the screen: what the shop wrote there counts as read. */
export function usePhone(key: string, open: AppKey | undefined) {
  const [phone, setPhone] = useState<Phone>()
  const [isLost, setLost] = useState(false)
  const [turn, setTurn] = useState(0)
  // biome-ignore lint/correctness/useExhaustiveDependencies: `turn` asks for a fresh look
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout>
    let isOver = false
    const look = async () => {
      if (document.visibilityState === 'visible')
        await ask<Phone>(`/trial/api/devices/${key}/phone`).then(
          async (answer) => {
            if (isOver) return
            setPhone(answer)
            setLost(false)
            const unread = open && unreadOf(answer, open)
            if (unread) await ask(`/trial/api/devices/${key}/phone/look`, { app: open }).catch(() => undefined)
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
  }, [key, open, turn])
  return { phone, isLost, refresh: () => setTurn((before) => before + 1) }
}

/** How many messages of the shop nobody has looked at. */
export const unreadOf = ({ apps }: Phone, app: AppKey): number =>
  apps.find((one) => one.app === app)?.texts.filter(({ isOutgoing, state }) => !isOutgoing && state !== 'read').length ?? 0
