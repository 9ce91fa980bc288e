/** The hub's tabs, at its foot. */
import type { HubTab } from '../../shared/hubSetup.ts'
import { ChatIcon, HomeIcon, OrdersIcon } from './icons.tsx'
import { words } from './said.ts'

const icons = { home: HomeIcon, orders: OrdersIcon, chat: ChatIcon }

interface Props {
  tabs: HubTab[]
  current: HubTab | undefined
  /** So many messages wait in the chat. */
  unread: number
  onChoose: (tab: HubTab) => void
}

export function Tabs({ tabs, current, unread, onChoose }: Props) {
  const names = { home: words.home, orders: words.orders, chat: words.title }
  if (tabs.length < 2) return null
  return (
    <nav class="tabs" aria-label={words.tabs}>
      {tabs.map((tab) => {
        const Icon = icons[tab]
        const isUnread = tab === 'chat' && unread > 0 && current !== 'chat'
        return (
          <button key={tab} type="button" aria-current={tab === current ? 'page' : undefined} onClick={() => onChoose(tab)}>
            <Icon />
            {names[tab]}
            {isUnread && (
              <>
                <b aria-hidden="true">{unread}</b>
                <span class="hidden">, {words.unread(unread)}</span>
              </>
            )}
          </button>
        )
      })}
    </nav>
  )
}
