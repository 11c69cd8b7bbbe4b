/** Where a creation's page is: people have one of their own kind. */
export const pageOf = (creation: { readonly id: string; readonly uuid: string; readonly kind: string }): string =>
  creation.kind === 'NPC' ? `/npc/${encodeURIComponent(creation.id)}` : `/creation/${creation.uuid}`
