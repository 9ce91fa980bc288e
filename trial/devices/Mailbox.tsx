/** One customer's mailbox: conversations, what is in the open one, and writing. */
import type { ComponentChildren } from 'preact'
import { useState } from 'preact/hooks'
import type { Customer, Devices, Mail } from '../api.ts'
import { words } from '../words.ts'
import { DeviceHeader } from './DeviceHeader.tsx'
import { Letter } from './Letter.tsx'
import { type Thread, threadsOf } from './threads.ts'
import { timeOf } from './times.ts'
import { useLooked } from './useLooked.ts'
import { Write } from './Write.tsx'

const everyMilliseconds = 1500

export function Mailbox({ customer, devices, tabs }: { customer: Customer; devices: Devices; tabs: ComponentChildren }) {
  const { mails, isLost, refresh } = useMails(customer.key)
  const [openId, setOpenId] = useState<string>()
  const [isNew, setNew] = useState(false)
  const threads = mails ? threadsOf(mails) : []
  const open = isNew ? undefined : threads.find(({ id }) => id === openId)
  const sent = (id: string) => {
    refresh()
    if (isNew) setOpenId(id)
    setNew(false)
  }
  const isReading = isNew || open
  return (
    <main class={isReading ? 'is-reading' : ''}>
      <DeviceHeader name={customer.name} below={customer.email}>
        {tabs}
        <button type="button" class="full" disabled={!devices.canWrite} onClick={() => setNew(true)}>
          {words.writeTo(devices.support)}
        </button>
      </DeviceHeader>
      {isLost && (
        <p class="warning" role="status">
          {words.offline}
        </p>
      )}
      {!devices.canWrite && <p class="warning">{words.cannotWrite}</p>}
      {!devices.canRead && <p class="warning">{words.cannotRead}</p>}
      <div class="panes">
        <ul class="threads">
          {threads.map((thread) => (
            <Row
              key={thread.id}
              thread={thread}
              isOpen={thread === open}
              show={() => {
                setOpenId(thread.id)
                setNew(false)
              }}
            />
          ))}
          {mails && threads.length === 0 && <li class="none">{words.noMails}</li>}
        </ul>
        <section class="reading" aria-live="polite">
          {isReading && (
            <button
              type="button"
              class="plain back-to-list"
              onClick={() => {
                setNew(false)
                setOpenId(undefined)
              }}
            >
              ← {customer.name}
            </button>
          )}
          {!isReading && threads.length > 0 && <p class="choose">{words.chooseMail}</p>}
          {isNew && <Write customer={customer} to={devices.support} sent={sent} cancel={() => setNew(false)} />}
          {open && (
            <>
              <h3 dir="auto">{open.subject || words.noSubject}</h3>
              {open.mails.map((mail) => (
                <Letter key={mail.id} mail={mail} />
              ))}
              {devices.canWrite && <Write key={open.id} customer={customer} answers={answerable(open)} sent={sent} />}
            </>
          )}
        </section>
      </div>
    </main>
  )
}

/** One answers what one was sent; alone with one's own mail, one writes after it. */
const answerable = ({ mails }: Thread) => mails.findLast(({ isOutgoing }) => !isOutgoing) ?? mails.at(-1)

function Row({ thread, isOpen, show }: { thread: Thread; isOpen: boolean; show(): void }) {
  const last = thread.mails.at(-1)
  return (
    <li>
      <button type="button" aria-current={isOpen ? 'true' : undefined} onClick={show}>
        <span class="top">
          <strong>{last?.isOutgoing ? words.you : last?.fromName || last?.from}</strong>
          {thread.mails.length > 1 && <em>{thread.mails.length}</em>}
          <time class="when">{last && timeOf(last.at)}</time>
        </span>
        <span class="line">{thread.subject || words.noSubject}</span>
        <span class="line soft">{last?.text.slice(0, 120)}</span>
      </button>
    </li>
  )
}

function useMails(key: string) {
  const { answer, ...rest } = useLooked<{ mails: Mail[] }>(`/trial/api/devices/${encodeURIComponent(key)}/mails`, everyMilliseconds)
  return { mails: answer?.mails, ...rest }
}
