/** Completing names while writing: `#macro`, `:emoji`, `@colleague`. The list is worked with the keys, the caret stays in the text. */
import { useQuery } from '@tanstack/react-query'
import { type KeyboardEvent, type RefObject, useEffect, useId, useState } from 'react'
import { api } from '../api.ts'
import { useMe } from '../session.ts'
import type { Macro } from '../tickets/shapes.ts'
import { type Emoji, findEmoji, loadEmoji } from './emoji.ts'
import { type FieldHandle, type Trigger, triggerIn } from './field.ts'
import { findMacros } from './findMacros.ts'

interface Completion {
  key: string
  label: string
  aside?: string
  take: () => void
}

const most = 8

export function useCompletion(
  field: RefObject<FieldHandle | null>,
  { canMention, onMacro }: { canMention: boolean; onMacro: (macro: Macro) => void },
) {
  const me = useMe()
  const id = useId()
  const [trigger, setTrigger] = useState<Trigger>()
  const [at, setAt] = useState(0)
  const sign = trigger?.sign
  const macros = useQuery({ ...api.macros.list.queryOptions(), enabled: sign === '#' }).data?.macros ?? []
  const agents = useQuery({ ...api.agents.list.queryOptions(), enabled: sign === '@' && canMention }).data?.agents ?? []
  const emoji = useEmoji(sign === ':', me.language)

  const length = trigger ? trigger.query.length + 1 : 0
  const wanted = trigger?.query.toLocaleLowerCase() ?? ''
  const items: Completion[] = []
  if (sign === '#')
    for (const macro of findMacros(macros, wanted).slice(0, most))
      items.push({
        key: macro.id,
        label: macro.name,
        aside: macro.text.slice(0, 60),
        take: () => {
          field.current?.replaceBefore(length, { text: '' })
          onMacro(macro)
        },
      })
  if (sign === ':')
    for (const one of findEmoji(emoji, wanted, most))
      items.push({
        key: one.sign,
        label: `${one.sign} ${one.label}`,
        aside: codeOf(one, wanted),
        take: () => field.current?.replaceBefore(length, { text: one.sign }),
      })
  if (sign === '@' && canMention)
    for (const agent of agents
      .filter(({ name, isActive }) => isActive && ` ${name.toLocaleLowerCase()}`.includes(` ${wanted}`))
      .slice(0, most))
      items.push({
        key: agent.id,
        label: agent.name,
        take: () => field.current?.replaceBefore(length, { text: `@${agent.name}`, mention: { id: agent.id, label: agent.name } }),
      })

  const close = () => setTrigger(undefined)
  const isOpen = items.length > 0
  return {
    id,
    items,
    at,
    isOpen,
    close,
    pointsAt: isOpen ? `${id}${at}` : undefined,
    onCaret: (before: string) => {
      const next = triggerIn(before)
      if (next?.sign !== trigger?.sign || next?.query !== trigger?.query) {
        setTrigger(next)
        setAt(0)
      }
    },
    /** True: the key was for the list. */
    onKeyDown: (event: KeyboardEvent | globalThis.KeyboardEvent): boolean => {
      if (!isOpen) return false
      const chosen = items[at]
      if (event.key === 'ArrowDown' || event.key === 'ArrowUp')
        setAt((at + (event.key === 'ArrowDown' ? 1 : items.length - 1)) % items.length)
      else if ((event.key === 'Enter' || event.key === 'Tab') && !event.ctrlKey && !event.metaKey && !event.shiftKey && chosen) {
        close()
        chosen.take()
      } else if (event.key === 'Escape') close()
      else return false
      event.preventDefault()
      return true
    },
  }
}

/** The short name that is being written, or else the usual one. */
const codeOf = ({ codes }: Emoji, wanted: string) => {
  const code = codes.find((one) => one.startsWith(wanted)) ?? codes[0]
  return code && `:${code}`
}

function useEmoji(isWanted: boolean, language: Parameters<typeof loadEmoji>[0]): readonly Emoji[] {
  const [emoji, setEmoji] = useState<readonly Emoji[]>([])
  useEffect(() => {
    if (!isWanted) return
    loadEmoji(language).then(setEmoji, () => undefined)
  }, [isWanted, language])
  return emoji
}
