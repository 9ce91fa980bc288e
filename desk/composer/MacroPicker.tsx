/** Finding a macro, and seeing what it would write and do here before it does it. */
import { useQuery } from '@tanstack/react-query'
import { useDeferredValue } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../api.ts'
import { useSayActions } from '../settings/useSayActions.ts'
import type { Macro } from '../tickets/shapes.ts'
import { findMacros } from './findMacros.ts'
import styles from './pickers.module.css'
import { useFinding } from './useFinding.ts'

const steps = { ArrowDown: 1, ArrowUp: -1 }

export function MacroPicker({ ticketId, onPick }: { ticketId: string; onPick: (macro: Macro) => void }) {
  const { t } = useTranslation()
  const { data, isPending } = useQuery(api.macros.list.queryOptions())
  const find = (wanted: string) => findMacros(data?.macros ?? [], wanted)
  const { list, query, found, at, setAt, chosen, idOf, field } = useFinding(find, steps, onPick)
  return (
    <div className={styles.macros}>
      <div className={styles.found}>
        <input className="textField" {...field} aria-label={t('macro.search')} placeholder={t('macro.search')} />
        <div id={list} role="listbox" aria-label={t('macro.all')} className={styles.names} tabIndex={-1}>
          {found.map((macro, index) => (
            <div
              key={macro.id}
              id={idOf(index)}
              role="option"
              tabIndex={-1}
              aria-selected={index === at}
              className={styles.name}
              onMouseEnter={() => setAt(index)}
              onMouseDown={(event) => {
                event.preventDefault()
                onPick(macro)
              }}
            >
              <span dir="auto">{macro.name}</span>
              {!macro.isShared && <span className="quiet">{t('macro.personal')}</span>}
            </div>
          ))}
        </div>
        {found.length === 0 && !isPending && <p className="quiet">{t(query ? 'ticket.picker.none' : 'macro.none')}</p>}
      </div>
      {chosen && <MacroPreview ticketId={ticketId} macro={chosen} />}
    </div>
  )
}

function MacroPreview({ ticketId, macro }: { ticketId: string; macro: Macro }) {
  const { t } = useTranslation()
  const sayActions = useSayActions()
  const id = useDeferredValue(macro.id)
  const { data } = useQuery(api.macros.fill.queryOptions({ input: { ticketId, id }, staleTime: 30_000 }))
  const filled = data?.macro.id === macro.id ? data : undefined
  const will = filled?.macro.actions ?? macro.actions
  return (
    <section className={styles.preview} aria-label={t('macro.preview')} aria-live="polite">
      <b dir="auto">{macro.name}</b>
      {(filled?.text ?? macro.text) && (
        <p className={styles.text} dir="auto">
          {filled?.text ?? macro.text}
        </p>
      )}
      {filled && filled.missing.length > 0 && <p className={styles.missing}>{t('macro.missing', { names: filled.missing.join(', ') })}</p>}
      {will.length > 0 && <p>{t(macro.text ? 'macro.thenDoes' : 'macro.does', { actions: sayActions(will) })}</p>}
      {macro.attachments.length > 0 && <p className="quiet">{macro.attachments.map(({ name }) => name).join(', ')}</p>}
    </section>
  )
}
