/*
 * The shell, kept for when there is no network. Pages: the network for 3 s, then the kept shell. Built files: kept ones
 * first, their names change with their content. Everything else, the API above all, goes to the network untouched.
 */
const SHELL = 'realm-__VERSION__'
const ASSETS = __ASSETS__
const PAGE_WAIT_MS = 3000
const NOT_OURS = /^\/(graphql|graphiql|s|api|media|cards|provenance|uploads|healthz|readyz)(\/|$)/

addEventListener('install', event => {
  event.waitUntil(caches.open(SHELL).then(cache => cache.addAll(ASSETS)).then(() => skipWaiting()))
})

addEventListener('activate', event => {
  const old = name => name.startsWith('realm-') && name !== SHELL
  event.waitUntil(
    caches.keys()
      .then(names => Promise.all(names.filter(old).map(name => caches.delete(name))))
      .then(() => clients.claim()),
  )
})

async function page(request) {
  const tooLong = new Promise((_, reject) => setTimeout(reject, PAGE_WAIT_MS))
  try {
    return await Promise.race([fetch(request), tooLong])
  } catch {
    return (await caches.match('/')) || Response.error()
  }
}

addEventListener('fetch', event => {
  const { request } = event
  const url = new URL(request.url)
  if (request.method !== 'GET' || url.origin !== location.origin || NOT_OURS.test(url.pathname)) return
  if (request.mode === 'navigate') event.respondWith(page(request))
  else if (ASSETS.includes(url.pathname)) {
    event.respondWith(caches.match(request).then(kept => kept || fetch(request)))
  }
})
