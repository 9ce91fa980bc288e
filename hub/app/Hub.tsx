/** The hub's one page. */
import { useEffect, useLayoutEffect, useState } from 'preact/hooks'
import { tellLoader } from './bridge.ts'
import { ChatTab } from './ChatTab.tsx'
import { Header } from './Header.tsx'
import { Home } from './Home.tsx'
import { NoTab } from './NoTab.tsx'
import { Orders } from './Orders.tsx'
import { words } from './said.ts'
import { type Engine, tabOf, tabsOf } from './state.ts'
import { Tabs } from './Tabs.tsx'

const pages = { home: Home, orders: Orders, chat: ChatTab }
const close = () => tellLoader({ warmline: 'close' })

export function Hub({ engine }: { engine: Engine }) {
  const [state, setState] = useState(engine.state())
  // At once: what the shop's page says in the moment before an ordinary effect would never be shown.
  useLayoutEffect(() => engine.subscribe(() => setState(engine.state())), [engine])
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key === 'Escape' && !event.isComposing) close()
    }
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  }, [])
  const tab = tabOf(state)
  const Page = tab ? pages[tab] : NoTab
  const unread = state.chat?.messages.filter((one) => one.from === 'shop' && one.state !== 'seen').length ?? 0
  return (
    <main>
      <Header engine={engine} state={state} close={close} />
      <p class={`connection ${state.isOnline ? '' : 'lost'}`} role="status">
        {state.isOnline ? '' : words.offline}
      </p>
      <Page engine={engine} state={state} />
      <Tabs tabs={tabsOf(state)} current={tab} unread={unread} onChoose={engine.choose} />
    </main>
  )
}
