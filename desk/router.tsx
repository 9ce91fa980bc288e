/** The desk's addresses. What stands behind the sign-in asks who is signed in first; pages seldom seen load when opened. */
import { createRootRoute, createRoute, createRouter, lazyRouteComponent, Outlet, redirect } from '@tanstack/react-router'
import { api, codeOf, queries } from './api.ts'
import { Frame } from './frame/Frame.tsx'
import { ProblemPage } from './frame/ProblemPage.tsx'
import { speak, withWords } from './i18n.ts'
import { Inbox } from './inbox/Inbox.tsx'
import { readInboxSearch } from './inbox/search.ts'
import { untilLoaded } from './lazyPart.ts'

const root = createRootRoute({ component: Outlet, notFoundComponent: () => <ProblemPage />, errorComponent: ProblemPage })

const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  validateSearch: (search): { to?: string } =>
    // Only our own pages: an address from elsewhere must not lead away after the sign-in.
    typeof search.to === 'string' && /^\/(?![/\\])/.test(search.to) ? { to: search.to } : {},
  component: lazyRouteComponent(() => withWords(import('./doors/SignIn.tsx'), 'doors'), 'SignIn'),
})
const start = createRoute({
  getParentRoute: () => root,
  path: '/start',
  component: lazyRouteComponent(() => withWords(import('./doors/Start.tsx'), 'doors'), 'Start'),
})
const invitation = createRoute({
  getParentRoute: () => root,
  path: '/invitation/$token',
  component: lazyRouteComponent(() => withWords(import('./doors/Invitation.tsx'), 'doors'), 'Invitation'),
})
const forgotPassword = createRoute({
  getParentRoute: () => root,
  path: '/forgot-password',
  component: lazyRouteComponent(() => withWords(import('./doors/ForgotPassword.tsx'), 'doors'), 'ForgotPassword'),
})
const resetPassword = createRoute({
  getParentRoute: () => root,
  path: '/reset-password/$token',
  component: lazyRouteComponent(() => withWords(import('./doors/ResetPassword.tsx'), 'doors'), 'ResetPassword'),
})

const inside = createRoute({
  getParentRoute: () => root,
  id: 'inside',
  beforeLoad: async ({ location }) => {
    try {
      const me = await queries.ensureQueryData({ ...api.me.get.queryOptions(), retry: false })
      await speak(me.language)
    } catch (error) {
      if (codeOf(error) === 'UNAUTHORIZED') throw redirect({ to: '/sign-in', search: { to: location.href } })
      throw error
    }
  },
  component: Frame,
})
const home = createRoute({
  getParentRoute: () => inside,
  path: '/',
  beforeLoad: () => {
    throw redirect({ to: '/inbox/{-$view}/{-$ticket}', params: { view: 'mine' } })
  },
})
const inbox = createRoute({
  getParentRoute: () => inside,
  path: '/inbox/{-$view}/{-$ticket}',
  validateSearch: readInboxSearch,
  component: Inbox,
})
const settings = createRoute({
  getParentRoute: () => inside,
  path: '/settings/{-$page}',
  component: lazyRouteComponent(() => untilLoaded(() => withWords(import('./settings/Settings.tsx'), 'settings', 'doors')), 'Settings'),
})

export const router = createRouter({
  basepath: '/desk',
  routeTree: root.addChildren([signIn, start, invitation, forgotPassword, resetPassword, inside.addChildren([home, inbox, settings])]),
  defaultPreload: false,
  defaultPendingMs: 100,
})

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router
  }
}
