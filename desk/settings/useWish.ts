/**
 * What somebody changes on a page of settings, until it is saved: kept in this tab, so that leaving the page by accident
 * loses nothing, saved with a clear result, and what the server refuses said at its field.
 */

import { ORPCError } from '@orpc/client'
import type { QueryKey } from '@tanstack/react-query'
import i18next from 'i18next'
import { useEffect, useRef, useState } from 'react'
import { queries } from '../api.ts'
import { say, whyOf } from '../notices.ts'
import { reasonOf } from '../reasons.ts'

export interface Wish<T> {
  wish: T
  /** Changes some fields. */
  set: (fields: Partial<T>) => void
  /** The same, by what they are by then: for what takes its time, as a file does. */
  change: (by: (now: T) => Partial<T>) => void
  isChanged: boolean
  isSaving: boolean
  /** Answers whether it is saved. */
  save: () => Promise<boolean>
  /** Back to what is saved. */
  reset: () => void
  /** Why the server refuses each field; `''`: the whole. */
  problems: Record<string, string>
  /** Why it was not saved, in a sentence; empty when nothing was refused. */
  problem: string
}

const keyOf = (page: string) => `warmline.settings.${page}`

function readKept<T>(page: string): Partial<T> | undefined {
  try {
    return JSON.parse(sessionStorage.getItem(keyOf(page)) ?? 'null') ?? undefined
  } catch {
    return undefined
  }
}

/** The fields of a refusal of the input, each with its reason. */
function problemsOf(error: unknown): Record<string, string> {
  const issues =
    error instanceof ORPCError && Array.isArray(error.data?.issues) ? (error.data.issues as { path?: unknown[]; message: string }[]) : []
  const named = error instanceof ORPCError && typeof error.data?.field === 'string' ? { [error.data.field]: reasonOf(error) } : {}
  return { ...Object.fromEntries(issues.map(({ path, message }) => [String(path?.[0] ?? ''), message])), ...named }
}

const never = () => false

/** Holds the wish of a page whose saved state is `saved`. A field that is secret is kept nowhere but on the screen. */
export function useWish<T extends object>(
  page: string,
  saved: T,
  send: (wish: T) => Promise<unknown>,
  changes: QueryKey,
  isSecret: (field: string) => boolean = never,
): Wish<T> {
  const [changed, setChanged] = useState<Partial<T> | undefined>(() => readKept<T>(page))
  const [isSaving, setSaving] = useState(false)
  const [problems, setProblems] = useState<Record<string, string>>({})
  const [problem, setProblem] = useState('')
  const wish = { ...saved, ...changed }
  const isChanged = changed !== undefined && JSON.stringify(wish) !== JSON.stringify(saved)
  const isLost = useRef(isChanged)
  isLost.current = isChanged
  // Whoever goes to another page hears what stays behind.
  useEffect(() => () => void (isLost.current && say(i18next.t('settings.leftUnsaved'))), [])
  useEffect(() => {
    if (isChanged)
      sessionStorage.setItem(
        keyOf(page),
        JSON.stringify(changed, (key, value) => (key && isSecret(key) ? undefined : value)),
      )
    else sessionStorage.removeItem(keyOf(page))
  }, [page, changed, isChanged, isSecret])
  useEffect(() => {
    if (!isChanged) return
    const ask = (event: BeforeUnloadEvent) => event.preventDefault()
    window.addEventListener('beforeunload', ask)
    return () => window.removeEventListener('beforeunload', ask)
  }, [isChanged])
  const end = () => {
    isLost.current = false
    sessionStorage.removeItem(keyOf(page))
    setChanged(undefined)
    setProblems({})
    setProblem('')
  }
  return {
    wish,
    isChanged,
    isSaving,
    problems,
    problem,
    set: (fields) => setChanged((before) => ({ ...before, ...fields })),
    change: (by) => setChanged((before) => ({ ...before, ...by({ ...saved, ...before }) })),
    reset: end,
    async save() {
      setSaving(true)
      setProblems({})
      setProblem('')
      try {
        await send(wish)
        await queries.invalidateQueries({ queryKey: changes })
        end()
        say(i18next.t('common.saved'))
        return true
      } catch (error) {
        setProblems(problemsOf(error))
        setProblem(whyOf(error))
        // What was done before the refusal is shown as it is.
        void queries.invalidateQueries({ queryKey: changes })
        return false
      } finally {
        setSaving(false)
      }
    },
  }
}
