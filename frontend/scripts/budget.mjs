/**
 * What a first visit may cost, in bytes over the line. Reads dist/ as it was built; fails on the first thing too big.
 *
 *     npm run build && npm run budget
 */
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'

const KB = 1000
const BUDGET = { entryJs: 25 * KB, routeJs: 12 * KB, css: 10 * KB, fonts: 125 * KB, firstVisit: 200 * 1024 }

const dist = fileURLToPath(new URL('../dist/', import.meta.url))
const assets = readdirSync(join(dist, 'assets'))
const gzip = file => gzipSync(readFileSync(join(dist, file)), { level: 9 }).length
const sum = (files, size) => files.reduce((total, file) => total + size(file), 0)

const html = readFileSync(join(dist, 'index.html'), 'utf8')
const named = kind => [...html.matchAll(new RegExp(`(?:src|href)="/(assets/[^"]+\\.${kind})"`, 'g'))].map(match => match[1])
const entry = [...new Set(named('js'))]
const routes = assets.filter(file => file.endsWith('.js')).map(file => `assets/${file}`).filter(file => !entry.includes(file))
const fonts = assets.filter(file => /-latin-wght-normal.*\.woff2$/.test(file)).map(file => `assets/${file}`)
const raw = file => statSync(join(dist, file)).size

const entryJs = sum(entry, gzip)
const css = sum(named('css'), gzip)
const fontBytes = sum(fonts, raw)
const biggestRoute = routes.toSorted((a, b) => gzip(b) - gzip(a))[0]
const rows = [
  ['entry JS', entryJs, BUDGET.entryJs],
  [`largest route, ${biggestRoute}`, gzip(biggestRoute), BUDGET.routeJs],
  ['CSS', css, BUDGET.css],
  ['fonts', fontBytes, BUDGET.fonts],
  ['first visit', gzip('index.html') + entryJs + css + fontBytes, BUDGET.firstVisit],
]
let over = 0
for (const [what, size, most] of rows) {
  const bad = size > most
  if (bad) over++
  console.log(`${bad ? 'OVER' : 'ok  '} ${(size / KB).toFixed(1).padStart(6)} of ${(most / KB).toFixed(1)} kB  ${what}`)
}
process.exit(over ? 1 : 0)
