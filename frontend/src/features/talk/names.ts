/** "Maren, Old Maren, and Brother Marent", in the page's language. */
export const nameList = (named: readonly { readonly name: string }[]): string =>
  new Intl.ListFormat(document.documentElement.lang).format(named.map(one => one.name))
