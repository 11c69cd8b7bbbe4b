import { words } from '../../locales'
import { Page } from '../../ui/Page'

/** There is no such page. */
export function LostPage() {
  return (
    <Page title={words.lost.heading} class="narrow">
      <h1>{words.lost.heading}</h1>
      <p class="lead">{words.lost.lead}</p>
      <a class="act" href="/">
        {words.lost.home}
      </a>
    </Page>
  )
}
