import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { defineConfig, type Plugin } from 'vite'

/** The fonts of the first screen, worth fetching before the stylesheet asks for them. */
const FIRST_FONTS = /(atkinson-hyperlegible-next|grenze-gotisch)-latin-wght-normal.*\.woff2$/
const KEPT_OFFLINE = /\.(js|css)$|-latin-wght-normal.*\.woff2$/

/** Empties `dist`, but for the explorer: that is built apart and stays. */
function sweep(): Plugin {
  return {
    name: 'realm-sweep',
    apply: 'build',
    buildStart() {
      if (!existsSync('dist')) return
      for (const entry of readdirSync('dist')) if (entry !== 'graphiql') rmSync(`dist/${entry}`, { recursive: true })
    },
  }
}

/** Writes `sw.js` with the list of built files, and preloads the first fonts. */
function shell(): Plugin {
  return {
    name: 'realm-shell',
    apply: 'build',
    transformIndexHtml: {
      order: 'post',
      handler: (_, { bundle }) =>
        Object.keys(bundle ?? {})
          .filter(file => FIRST_FONTS.test(file))
          .map(file => ({
            tag: 'link',
            injectTo: 'head' as const,
            attrs: { rel: 'preload', as: 'font', type: 'font/woff2', crossorigin: '', href: `/${file}` },
          })),
    },
    generateBundle(_, bundle) {
      const files = Object.keys(bundle)
        .filter(file => KEPT_OFFLINE.test(file))
        .map(file => `/${file}`)
        .toSorted()
      const version = createHash('sha256').update(files.join()).digest('hex').slice(0, 12)
      const source = readFileSync('sw.template.js', 'utf8')
        .replace('__VERSION__', version)
        .replace('__ASSETS__', JSON.stringify(['/', '/manifest.webmanifest', ...files]))
      this.emitFile({ type: 'asset', fileName: 'sw.js', source })
    },
  }
}

const realm = process.env['REALM'] ?? 'http://127.0.0.1:8000'

export default defineConfig({
  plugins: [sweep(), shell()],
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  build: { target: 'es2022', emptyOutDir: false, assetsInlineLimit: 0, modulePreload: { polyfill: false } },
  server: { proxy: { '/graphql': { target: realm, ws: true }, '/s': realm, '/cards': realm, '/uploads': realm } },
  test: { environment: 'happy-dom', include: ['test/**/*.test.{ts,tsx}'] },
} as Parameters<typeof defineConfig>[0])
