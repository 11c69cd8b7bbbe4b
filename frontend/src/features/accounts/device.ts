import { words } from '../../locales'

/** "Firefox on Linux", as far as the browser says; so that a list of devices means something. */
export function deviceName(agent = navigator.userAgent): string {
  const browser = [
    ['Edg/', 'Edge'],
    ['OPR/', 'Opera'],
    ['Firefox/', 'Firefox'],
    ['Chrome/', 'Chrome'],
    ['Safari/', 'Safari'],
  ].find(([mark]) => agent.includes(mark!))?.[1]
  const system = [
    ['iPhone', 'iPhone'],
    ['iPad', 'iPad'],
    ['Android', 'Android'],
    ['Windows', 'Windows'],
    ['Mac OS', 'Mac'],
    ['Linux', 'Linux'],
  ].find(([mark]) => agent.includes(mark!))?.[1]
  return [browser ?? words.signIn.deviceName, system].filter(Boolean).join(', ')
}
