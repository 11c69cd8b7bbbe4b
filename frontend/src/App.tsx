import { useEffect } from 'preact/hooks'
import { useSignal } from '@preact/signals'
import { ErrorBoundary, LocationProvider, Route, Router, lazy, useLocation } from 'preact-iso'
import { GonePage } from './features/accounts/Leaving'
import { viewer } from './features/accounts/viewer'
import LandingPage from './features/landing/LandingPage'
import { LostPage } from './features/landing/LostPage'
import { sessionEnded, token } from './live/session'
import { words } from './locales'
import { bindKeys, keysOn, switchKeys } from './ui/keys'
import { Seal } from './ui/Seal'
import { Sheet } from './ui/Sheet'
import { theme, toggleTheme } from './ui/theme'

const RoomPage = lazy(() => import('./features/talk/RoomPage'))
const NpcPage = lazy(() => import('./features/npcs/NpcPage'))
const NpcsPage = lazy(() => import('./features/npcs/NpcsPage'))
const MakePage = lazy(() => import('./features/making/MakePage'))
const DraftPage = lazy(() => import('./features/making/DraftPage'))
const CreationPage = lazy(() => import('./features/lineage/CreationPage'))
const MePage = lazy(() => import('./features/accounts/MePage'))
const SignInPage = lazy(() => import('./features/accounts/SignInPage'))
const BuildPage = lazy(() => import('./features/modding/BuildPage'))

/** Pages that are not ours: the server answers them itself. */
const OURS = /^\/(?!(graphql|graphiql|healthz|readyz|media|cards|provenance|uploads)(\/|$))/

export function App() {
  return (
    <LocationProvider scope={OURS}>
      <Shell />
    </LocationProvider>
  )
}

let lastPath = location.pathname

/** On another page: at its top, with the keyboard and screen readers in its main part. */
function arrive(): void {
  if (location.pathname === lastPath) return
  const main = document.getElementById('main')
  if (!main) return
  lastPath = location.pathname
  scrollTo({ top: 0 })
  main.focus({ preventScroll: true })
}

function Shell() {
  const { path, route } = useLocation()
  const help = useSignal(false)
  useEffect(
    () =>
      bindKeys({
        'g r': () => route('/'),
        'g n': () => route('/npcs'),
        'g m': () => route('/make'),
        'g c': () => route('/me'),
        '?': () => (help.value = true),
      }),
    [],
  )
  return (
    <>
      <a class="skip" href="#main">
        {words.skip}
      </a>
      {!path.startsWith('/room/') && <TopBar path={path} onHelp={() => (help.value = true)} />}
      {sessionEnded.value && (
        <div class="ribbon" role="alert">
          <p>{words.errors.sessionEnded}</p>
          <a href="/sign-in">{words.nav.signIn}</a>
          <button type="button" class="icon" aria-label={words.close} onClick={() => (sessionEnded.value = false)}>
            ×
          </button>
        </div>
      )}
      <ErrorBoundary>
        <Router onRouteChange={arrive} onLoadEnd={arrive}>
          <Route path="/" component={LandingPage} />
          <Route path="/room/:id" component={RoomPage} />
          <Route path="/npcs" component={NpcsPage} />
          <Route path="/npc/:id" component={NpcPage} />
          <Route path="/creation/:uuid" component={CreationPage} />
          <Route path="/make" component={MakePage} />
          <Route path="/draft/:id" component={DraftPage} />
          <Route path="/me" component={MePage} />
          <Route path="/sign-in" component={SignInPage} />
          <Route path="/build" component={BuildPage} />
          <Route path="/gone" component={GonePage} />
          <Route default component={LostPage} />
        </Router>
      </ErrorBoundary>
      <Sheet open={help.value} heading={words.help.heading} onClose={() => (help.value = false)}>
        <dl class="keys">
          {words.help.rows.map(([keys, what]) => (
            <div key={keys}>
              <dt>
                {keys.split(' ').map(key => (
                  <kbd key={key}>{key}</kbd>
                ))}
              </dt>
              <dd>{what}</dd>
            </div>
          ))}
        </dl>
        <p class="hint">{words.help.note}</p>
        <button type="button" class="quiet" onClick={switchKeys}>
          {keysOn.value ? words.help.off : words.help.on}
        </button>
      </Sheet>
    </>
  )
}

function TopBar({ path, onHelp }: { path: string; onHelp(): void }) {
  const at = (href: string) => (path === href || (href === '/npcs' && path.startsWith('/npc/')) || (href === '/make' && path.startsWith('/draft/')) ? 'page' : undefined)
  return (
    <header class="top">
      <a class="brand" href="/" aria-label={words.realm}>
        <span class="wide">{words.realmOf}&nbsp;</span>
        {words.echoes}
      </a>
      <nav aria-label={words.nav.label}>
        <a href="/npcs" aria-current={at('/npcs')}>
          {words.nav.people}
        </a>
        <a href="/make" aria-current={at('/make')}>
          {words.nav.make}
        </a>
        <a href="/build" aria-current={at('/build')} class="wide">
          {words.nav.build}
        </a>
        {token.value ? (
          <a href="/me" aria-current={at('/me')} aria-label={words.nav.me}>
            {viewer.value ? <Seal line={[viewer.value.id]} size={28} /> : words.nav.me}
          </a>
        ) : (
          <a href="/sign-in" aria-current={at('/sign-in')}>
            {words.nav.signIn}
          </a>
        )}
        <button
          type="button"
          class="icon"
          aria-label={theme() === 'peat' ? words.nav.toLight : words.nav.toDark}
          onClick={toggleTheme}
        >
          <svg width="20" height="20" viewBox="0 0 20 20" aria-hidden="true">
            <circle cx="10" cy="10" r="8" fill="none" stroke="currentColor" stroke-width="2" />
            <path d="M10 2a8 8 0 0 1 0 16Z" fill="currentColor" />
          </svg>
        </button>
        <button type="button" class="icon wide" aria-label={words.nav.help} onClick={onHelp}>
          ?
        </button>
      </nav>
    </header>
  )
}
