/** The command palette: find a ticket, a customer or an order, use a macro, go somewhere or switch something, by typing a part of its name. */
import { useMantineColorScheme } from '@mantine/core'
import { createSpotlight, Spotlight, type SpotlightActionGroupData } from '@mantine/spotlight'
import '@mantine/spotlight/styles.layer.css'
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { createElement, useEffect, useLayoutEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../api.ts'
import { BellIcon, GearIcon, KeyboardIcon, MoonIcon, PersonIcon, PlusIcon, SearchIcon, SignOutIcon, SunIcon } from '../icons.tsx'
import { useFoundActions } from '../search/useFoundActions.tsx'
import { signOut, useMe } from '../session.ts'
import { pagesFor } from '../settings/pages.ts'
import { goOnHolding } from '../typedAhead.ts'
import { viewName } from '../views/viewName.ts'
import { setAvailability } from './availability.ts'
import styles from './Palette.module.css'
import { useMacroActions } from './useMacroActions.tsx'
import { iconOf } from './viewIcon.ts'

const [store, palette] = createSpotlight()
/** A list that is not drawn after so many frames has nothing in it. */
const mostFrames = 300

interface Props {
  /** What was typed before it was there. */
  early: string
  onClose: () => void
  onKeys: () => void
  onBell: () => void
}

export function Palette({ early, onClose, onKeys, onBell }: Props) {
  const { t } = useTranslation()
  const me = useMe()
  const navigate = useNavigate()
  const { setColorScheme } = useMantineColorScheme()
  const { data } = useQuery(api.views.list.queryOptions())
  useEffect(palette.open, [])
  const goTo = (view: string, search = {}) => navigate({ to: '/inbox/{-$view}/{-$ticket}', params: { view, ticket: undefined }, search })
  const [typed, setTyped] = useState(early)
  const macros = useMacroActions(typed)
  const sought = useFoundActions(typed)
  const found = macros.isAskedFor ? [macros.group, ...sought] : [...sought, macros.group]
  // What is found comes after the typing, and in front: Enter takes the first of what is shown, not what was first before.
  const shown = found.flatMap(({ actions }) => actions.map(({ id }: { id: string }) => id)).join()
  // Between the early field and this one, or while the library draws: letters wait for the field.
  useLayoutEffect(goOnHolding, [])
  // biome-ignore lint/correctness/useExhaustiveDependencies: runs when something else is shown
  useEffect(() => {
    if (!typed) return
    let frame = 0
    // What is found may be known before the library has drawn its list.
    const select = (frames: number) => {
      if (!selectFirst() && frames > 0) frame = requestAnimationFrame(() => select(frames - 1))
    }
    select(mostFrames)
    return () => cancelAnimationFrame(frame)
  }, [shown, typed])
  const isOnline = me.availability === 'online'
  const commands: SpotlightActionGroupData[] = [
    {
      group: t('nav.views'),
      actions: [
        ...(data?.views ?? []).map((view) => ({
          id: view.id,
          label: viewName(view, t),
          leftSection: createElement(iconOf(view)),
          onClick: () => goTo(view.id),
        })),
        { id: 'create-view', label: t('view.create'), leftSection: <PlusIcon />, onClick: () => goTo('all', { edit: 'new' }) },
      ],
    },
    {
      group: t('nav.settings'),
      actions: pagesFor(me).map((page) => ({
        id: `settings-${page}`,
        label: t(`settings.${page}`),
        leftSection: <GearIcon />,
        onClick: () => navigate({ to: '/settings/{-$page}', params: { page } }),
      })),
    },
    {
      group: t('palette.desk'),
      actions: [
        {
          id: 'availability',
          label: t(isOnline ? 'palette.goAway' : 'palette.goOnline'),
          leftSection: <PersonIcon />,
          onClick: () => setAvailability(isOnline ? 'away' : 'online'),
        },
        {
          id: 'light',
          label: `${t('theme.title')}: ${t('theme.light')}`,
          leftSection: <SunIcon />,
          onClick: () => setColorScheme('light'),
        },
        { id: 'dark', label: `${t('theme.title')}: ${t('theme.dark')}`, leftSection: <MoonIcon />, onClick: () => setColorScheme('dark') },
        { id: 'auto', label: `${t('theme.title')}: ${t('theme.auto')}`, leftSection: <SunIcon />, onClick: () => setColorScheme('auto') },
        { id: 'bell', label: t('bell.title'), leftSection: <BellIcon />, onClick: onBell },
        { id: 'keys', label: t('keys.title'), leftSection: <KeyboardIcon />, onClick: onKeys },
        { id: 'sign-out', label: t('session.signOut'), leftSection: <SignOutIcon />, onClick: signOut },
      ],
    },
  ]
  return (
    <Spotlight
      store={store}
      actions={[...found, ...narrowed(commands, typed)].filter(({ actions }) => actions.length > 0)}
      // What the server found is kept whatever it is called; the rest was narrowed already.
      filter={(_, actions) => actions}
      query={typed}
      onQueryChange={setTyped}
      onSpotlightClose={onClose}
      shortcut={null}
      scrollable
      maxHeight={420}
      nothingFound={t('palette.nothing')}
      searchProps={{ leftSection: <SearchIcon />, placeholder: t('palette.placeholder'), 'aria-label': t('palette.placeholder') }}
      transitionProps={{ duration: 100 }}
      overlayProps={{ blur: 0, backgroundOpacity: 0.35 }}
      attributes={{ content: { 'aria-label': t('palette.placeholder') } }}
      classNames={{
        actionsList: styles.list,
        actionsGroup: styles.group,
        actionBody: styles.body,
        actionLabel: styles.label,
        actionDescription: styles.about,
      }}
      radius="lg"
    />
  )
}

/** Selects as the palette's library does: by a mark on the element, and its number. False: there is nothing yet. */
function selectFirst(): boolean {
  const actions = document.querySelectorAll('[role=dialog] [data-action]')
  for (const action of actions) action.removeAttribute('data-selected')
  actions[0]?.setAttribute('data-selected', 'true')
  if (actions.length > 0) store.updateState((state) => ({ ...state, selected: 0 }))
  return actions.length > 0
}

/** The commands with every typed word in their names. */
function narrowed(groups: SpotlightActionGroupData[], typed: string): SpotlightActionGroupData[] {
  const words = typed.toLowerCase().split(/\s+/).filter(Boolean)
  return groups.map(({ group, actions }) => ({
    group,
    actions: actions.filter(({ label = '' }) => words.every((word) => label.toLowerCase().includes(word))),
  }))
}
