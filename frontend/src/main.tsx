import '@fontsource-variable/atkinson-hyperlegible-next/wght.css'
import '@fontsource-variable/alegreya/wght.css'
import '@fontsource-variable/grenze-gotisch/wght.css'
import './ui/style.css'
import { render } from 'preact'
import { App } from './App'
import { followToken } from './features/accounts/viewer'

followToken()
render(<App />, document.getElementById('app')!)

if (import.meta.env.PROD && 'serviceWorker' in navigator) {
  addEventListener('load', () => void navigator.serviceWorker.register('/sw.js').catch(() => undefined))
}
