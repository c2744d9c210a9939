/** The page: a bar that says who asks, and GraphiQL below it asking as that viewer. */
import { createFetcher } from './fetcher.js';
import { personaChooser } from './persona.js';
import { tokenField } from './token.js';

const welcome = `# Welcome to Tierline, the support graph for
# cloud partners.
#
# The bar above says who asks. Everyone sees only what
# concerns them: run this, ask as somebody else, and
# run it again.
#
#   Ctrl-Enter    run
#   Ctrl-Space    complete
#   Shift-Ctrl-P  prettify
#
# The book at the left explains every type, the folder
# below it builds queries by clicking. Subscriptions run
# here too, over a WebSocket at this same address.

query FirstPage {
  viewer {
    kind
  }
  tickets(first: 5) {
    nodes {
      number
      title
      state
      customer {
        name
      }
    }
  }
}
`;

const { version, sampleIssuer } = document.documentElement.dataset;

// The editor checks and completes documents in workers. They are files of ours, so no blob has to be allowed.
globalThis.MonacoEnvironment = {
  getWorker(_, label) {
    const file = label === 'graphql' || label === 'json' ? label : 'editor';
    return new Worker(`graphiql/${file}.worker.js?v=${version}`, { name: label });
  },
};

const identity = (sampleIssuer === 'true' && (await personaChooser(changed))) || tokenField(changed);
const { fetcher, disconnect } = createFetcher(new URL(location.pathname, location.origin), identity.authorization);
document.getElementById('bar').append(...identity.elements);

globalThis.YogaGraphiQL.renderYogaGraphiQL(document.getElementById('editor'), {
  fetcher,
  title: 'Graph<em>i</em>QL',
  logo: ' ',
  defaultQuery: welcome,
  // Undefined, unless a link carries a query: a given one would open another tab at every reload.
  initialQuery: new URLSearchParams(location.search).get('query') ?? undefined,
  // Yoga's own handler would write each keystroke into the address.
  onEditQuery: () => {},
  // What is typed as a header may be a token, which must not stay behind in the browser.
  shouldPersistHeaders: false,
  // Closed until wanted, so that the first query is in sight as a whole.
  defaultEditorToolsVisibility: false,
});

function changed() {
  disconnect();
  // Yoga's bundle keeps GraphiQL's `introspect` to itself: its button is the one way to it.
  const refetch = document.querySelector('[aria-label^="Re-fetch GraphQL schema"]');
  if (refetch) refetch.click();
  else location.reload();
}
