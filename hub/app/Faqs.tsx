/** The FAQs in their categories, searched as one types. */
import { useEffect, useId, useState } from 'preact/hooks'
import type { HubFaqs } from './api.ts'
import { linked } from './linked.tsx'
import { words } from './said.ts'
import type { Engine } from './state.ts'

type Faq = HubFaqs['faqs'][number]
interface Props {
  engine: Engine
  /** Without it the answer unfolds where the question stands. */
  onPick?: ((faq: Faq) => void) | undefined
}

const pauseMilliseconds = 200
const againMilliseconds = 5000
/** With more than so many they are folded by category. */
const mostUnfolded = 8

export function Faqs({ engine, onPick }: Props) {
  const [search, setSearch] = useState('')
  const [found, setFound] = useState<HubFaqs | null>()
  const id = useId()
  useEffect(() => {
    let isOld = false
    const load = async () => {
      const answer = await engine.faqs(search.trim())
      if (isOld) return
      setFound(answer ?? null)
      if (!answer) timer = setTimeout(load, againMilliseconds)
    }
    let timer = setTimeout(load, search ? pauseMilliseconds : 0)
    return () => {
      isOld = true
      clearTimeout(timer)
    }
  }, [engine, search])
  const isSearch = search.trim() !== ''
  const groups = isSearch || !found ? [] : groupsOf(found)
  const isFolded = groups.length > 1 && (found?.faqs.length ?? 0) > mostUnfolded
  return (
    <section class="faqs" aria-labelledby={id}>
      <h2 id={id}>{words.faqs}</h2>
      <input
        type="search"
        value={search}
        maxLength={200}
        aria-label={words.searchFaqs}
        placeholder={words.searchFaqs}
        onInput={(event) => setSearch(event.currentTarget.value)}
      />
      <p class="hidden" role="status">
        {isSearch && found ? words.found(found.faqs.length) : ''}
      </p>
      {found === null && <p class="soft">{words.faqsUnreached}</p>}
      {isSearch && found?.faqs.length === 0 && <p class="soft">{words.noneFound}</p>}
      {isSearch && found && <Questions faqs={found.faqs} onPick={onPick} />}
      {groups.map(({ name, faqs }) =>
        isFolded ? (
          <details key={name}>
            <summary>{name || words.otherFaqs}</summary>
            <Questions faqs={faqs} onPick={onPick} />
          </details>
        ) : (
          <div key={name}>
            {(name || groups.length > 1) && <h3>{name || words.otherFaqs}</h3>}
            <Questions faqs={faqs} onPick={onPick} />
          </div>
        ),
      )}
    </section>
  )
}

function Questions({ faqs, onPick }: { faqs: Faq[]; onPick: Props['onPick'] }) {
  return (
    <ul class="cards">
      {faqs.map((faq) => (
        <li key={faq.id}>
          {onPick ? (
            <button type="button" dir="auto" onClick={() => onPick(faq)}>
              {faq.question}
            </button>
          ) : (
            <details>
              <summary dir="auto">{faq.question}</summary>
              <p class="answer" dir="auto">
                {linked(faq.answer)}
              </p>
            </details>
          )}
        </li>
      ))}
    </ul>
  )
}

/** By category, in the shop's order; those without one come last. */
function groupsOf({ categories, faqs }: HubFaqs): { name: string; faqs: Faq[] }[] {
  const own = (id: string | null) => faqs.filter(({ categoryId }) => categoryId === id)
  return [...categories.map(({ id, name }) => ({ name, faqs: own(id) })), { name: '', faqs: own(null) }].filter(
    (group) => group.faqs.length > 0,
  )
}
