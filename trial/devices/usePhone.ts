/** What is in a customer's phone. */
import { type AppKey, ask, type Phone } from '../api.ts'
import { useLooked } from './useLooked.ts'

const everyMilliseconds = 1200

/** `open` is the app whose conversation is on the screen: what the shop wrote there counts as read. */
export function usePhone(key: string, open: AppKey | undefined) {
  const path = `/trial/api/devices/${key}/phone`
  const read = async (phone: Phone) => {
    if (open && unreadOf(phone, open)) await ask(`${path}/look`, { app: open }).catch(() => undefined)
  }
  const { answer, ...rest } = useLooked<Phone>(path, everyMilliseconds, open, read)
  return { phone: answer, ...rest }
}

/** How many messages of the shop nobody has looked at. */
export const unreadOf = ({ apps }: Phone, app: AppKey): number =>
  apps.find((one) => one.app === app)?.texts.filter(({ isOutgoing, state }) => !isOutgoing && state !== 'read').length ?? 0
