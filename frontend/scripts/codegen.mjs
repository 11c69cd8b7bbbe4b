/**
 * Types the operations of every feature against the realm's schema.
 *
 * Each `src/features/<noun>/operations.graphql` becomes `operations.ts` beside it: the types of its variables and results,
 * and one constant per operation that carries both. No parser reaches the page: a document is a plain string there.
 *
 *     npm run codegen                     write the files
 *     npm run codegen:check               fail when one is stale (what CI runs)
 *     node scripts/codegen.mjs --schema PATH    type against another schema
 */
import { readFile, readdir, writeFile } from 'node:fs/promises'
import { dirname, join, relative, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { codegen } from '@graphql-codegen/core'
import * as operationTypes from '@graphql-codegen/typescript-operations'
import { buildSchema, Kind, parse, print, stripIgnoredCharacters, validate, visit } from 'graphql'

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..')
const args = process.argv.slice(2)
const check = args.includes('--check')
const schemaPath = args.includes('--schema')
  ? resolve(args[args.indexOf('--schema') + 1])
  : resolve(root, '../schema.graphql')

const scalars = { ID: 'string', Cursor: 'string', DateTime: 'string', UUID: 'string' }
const features = join(root, 'src/features')
const camel = name => name[0].toLowerCase() + name.slice(1)
const suffix = { query: 'Query', mutation: 'Mutation', subscription: 'Subscription' }

/** The fragments an operation needs, however deep, in the order they were first met. */
function fragmentsOf(node, byName, seen = new Map()) {
  visit(node, {
    FragmentSpread(spread) {
      const fragment = byName.get(spread.name.value)
      if (!fragment || seen.has(spread.name.value)) return
      seen.set(spread.name.value, fragment)
      fragmentsOf(fragment, byName, seen)
    },
  })
  return [...seen.values()]
}

function constants(document) {
  const byName = new Map(
    document.definitions.filter(d => d.kind === Kind.FRAGMENT_DEFINITION).map(d => [d.name.value, d]),
  )
  return document.definitions
    .filter(d => d.kind === Kind.OPERATION_DEFINITION)
    .map(operation => {
      const text = stripIgnoredCharacters([operation, ...fragmentsOf(operation, byName)].map(print).join('\n'))
      const type = operation.name.value + suffix[operation.operation]
      return `export const ${camel(operation.name.value)} = operation<${type}, ${type}Variables>(\n  ${JSON.stringify(text)},\n)\n`
    })
}

const schemaText = await readFile(schemaPath, 'utf8')
const schema = buildSchema(schemaText)
const stale = []
for (const noun of (await readdir(features)).toSorted()) {
  const source = join(features, noun, 'operations.graphql')
  const text = await readFile(source, 'utf8').catch(() => null)
  if (text === null) continue
  const document = parse(text)
  const errors = validate(schema, document)
  if (errors.length) {
    for (const error of errors) console.error(`${relative(root, source)}:${error.locations?.[0]?.line}: ${error.message}`)
    process.exit(1)
  }
  const types = await codegen({
    schema: parse(schemaText),
    documents: [{ location: source, document }],
    filename: 'operations.ts',
    config: {},
    plugins: [{ types: { scalars, enumsAsTypes: true, useTypeImports: true, skipTypename: false, immutableTypes: true } }],
    pluginMap: { types: operationTypes },
  })
  const output = [
    '// Written by `npm run codegen` from operations.graphql and the realm\'s schema. Change those, not this.\n',
    "import { operation } from '../../live/operation'\n\n",
    types.trim(),
    '\n\n',
    constants(document).join('\n'),
  ].join('')
  const target = join(features, noun, 'operations.ts')
  const old = await readFile(target, 'utf8').catch(() => '')
  if (old === output) continue
  if (check) stale.push(relative(root, target))
  else await writeFile(target, output)
}
if (stale.length) {
  console.error(`Stale: ${stale.join(', ')}. Run: npm run codegen`)
  process.exit(1)
}
