/** What stands around every page behind the sign-in: the navigation, the live line, the palette and the sheet of keys. */
import { Outlet, useNavigate, useRouter } from '@tanstack/react-router'
import { Suspense, useEffect, useState } from 'react'
import { onSignedOut } from '../api.ts'
import { BulkProgress } from '../inbox/BulkProgress.tsx'
import { useKeys } from '../keys.ts'
import { lazyPart } from '../lazyPart.ts'
import { connectLive, disconnectLive, useLive } from '../live.ts'
import { usePresenceBook } from '../presence.ts'
import { useMe } from '../session.ts'
import { startDraftSync } from '../tickets/draftSync.ts'
import { useKnownTimeZone } from '../timeZone.ts'
import { BellWatch } from './Bell.tsx'
import { EarlyField } from './EarlyField.tsx'
import styles from './Frame.module.css'
import { Navigation } from './Navigation.tsx'
import { NavigationDrawer } from './NavigationDrawer.tsx'
import { Unread } from './Unread.tsx'

// Seldom anything is broken; it is said a moment after the page is there.
const BrokenConnections = lazyPart(() => import('./BrokenConnections.tsx').then(({ BrokenConnections: Banner }) => ({ default: Banner })))
const Palette = lazyPart(() => import('./Palette.tsx').then(({ Palette }) => ({ default: Palette })))
const BellList = lazyPart(() => import('./BellList.tsx').then(({ BellList }) => ({ default: BellList })))
const KeySheet = lazyPart(() => import('./KeySheet.tsx').then(({ KeySheet }) => ({ default: KeySheet })))

type Shown = 'palette' | 'keys' | 'bell' | undefined

export function Frame() {
  const [shown, setShown] = useState<Shown>()
  /** Each opening is a palette of its own: one that is just closing does not take the next one with it. */
  const [opening, setOpening] = useState(0)
  const [early, setEarly] = useState('')
  const openPalette = () => {
    setEarly('')
    setOpening(opening + 1)
    setShown('palette')
  }
  const navigate = useNavigate()
  const router = useRouter()
  useEffect(connectLive, [])
  const { id } = useMe()
  useEffect(() => startDraftSync(id), [id])
  useEffect(
    () =>
      onSignedOut(() => {
        disconnectLive()
        navigate({ to: '/sign-in', search: { to: router.state.location.href }, replace: true })
      }),
    [navigate, router],
  )
  usePresenceBook()
  useKnownTimeZone()
  useLive(['tickets', 'views', 'team', 'macros'])
  useKeys([
    { key: 'mod+k', words: 'keys.palette', area: 'keys.everywhere', opens: true, run: openPalette },
    { key: '?', words: 'keys.sheet', area: 'keys.everywhere', run: () => setShown('keys') },
    { key: 'b', words: 'bell.title', area: 'keys.everywhere', run: () => setShown('bell') },
  ])
  const navigation = <Navigation onPalette={openPalette} onKeys={() => setShown('keys')} onBell={() => setShown('bell')} />
  return (
    <div className={styles.frame}>
      <Unread />
      <BellWatch />
      <div className={styles.navigation}>{navigation}</div>
      <NavigationDrawer>{navigation}</NavigationDrawer>
      <div className={styles.page}>
        <Suspense fallback={null}>
          <BrokenConnections />
        </Suspense>
        <Outlet />
      </div>
      <BulkProgress />
      <Suspense fallback={shown === 'palette' && <EarlyField onType={setEarly} />}>
        {shown === 'palette' && (
          <Palette
            key={opening}
            early={early}
            onClose={() => setShown(undefined)}
            onKeys={() => setShown('keys')}
            onBell={() => setShown('bell')}
          />
        )}
        {shown === 'bell' && <BellList onClose={() => setShown(undefined)} />}
        {shown === 'keys' && <KeySheet onClose={() => setShown(undefined)} />}
      </Suspense>
    </div>
  )
}
