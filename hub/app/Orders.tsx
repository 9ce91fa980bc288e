/** The shopper's orders and how each stands, with a way to ask about it. */
import { useEffect, useState } from 'preact/hooks'
import type { SentOrder } from './api.ts'
import { OrdersIcon } from './icons.tsx'
import { SignIn } from './SignIn.tsx'
import { dateOf, moneyOf, words } from './said.ts'
import { type Engine, type State, tabsOf } from './state.ts'

const againMilliseconds = 5000

export function Orders({ engine, state }: { engine: Engine; state: State }) {
  const [orders, setOrders] = useState<SentOrder[]>()
  const isIn = state.who === 'shopper'
  useEffect(() => {
    if (!isIn) return
    let timer: ReturnType<typeof setTimeout> | undefined
    const load = async () => {
      const found = await engine.orders()
      if (found) setOrders(found)
      else timer = setTimeout(load, againMilliseconds)
    }
    load()
    return () => clearTimeout(timer)
  }, [engine, isIn])
  if (state.who === 'nobody' || state.who === 'refused') return <SignIn state={state} title={words.signInOrders} icon={<OrdersIcon />} />
  const mayAsk = tabsOf(state).includes('chat')
  return (
    <div class="page" aria-busy={!orders}>
      <h2>{words.orders}</h2>
      {!orders && <p class="soft">{words.connecting}</p>}
      {orders?.length === 0 && <p class="soft">{words.noOrders}</p>}
      <ul class="orders">
        {orders?.map((order) => (
          <li key={order.id}>
            <div class="line">
              <strong>{order.number}</strong>
              <span class="mark">{words.stateOf(order.status)}</span>
            </div>
            <small>
              {dateOf(order.placedAt)} · {moneyOf(order.total, order.currency)}
            </small>
            <ul>
              {order.items.map(({ title, quantity }) => (
                <li key={title} dir="auto">
                  {quantity > 1 && `${quantity} × `}
                  {title}
                </li>
              ))}
            </ul>
            <div class="choices">
              {order.tracking && /^https?:/.test(order.tracking.url ?? '') && (
                <a class="plain" href={order.tracking.url} target="_blank" rel="noopener noreferrer">
                  {words.follow(order.tracking.carrier)}
                </a>
              )}
              {mayAsk && (
                <button
                  type="button"
                  class="plain"
                  aria-label={`${words.helpWith}: ${order.number}`}
                  onClick={() => engine.helpWith(order)}
                >
                  {words.helpWith}
                </button>
              )}
            </div>
          </li>
        ))}
      </ul>
    </div>
  )
}
