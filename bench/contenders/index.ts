/** Every contender, in the order in which they take turns. */
import { type Contender, operation } from './contender.ts';
import { cursorOf } from './cursor.ts';
import { postgraphile } from './postgraphile/contender.ts';

const app = {
  env: ({ appUrl }: { appUrl: string }) => ({ DATABASE_URL: appUrl }),
  headers: async (_: unknown, viewer: unknown) => ({ 'x-viewer': JSON.stringify(viewer) }),
};

const graph: Pick<Contender, 'request' | 'plain'> = {
  request: (workload, question, _viewer, after) =>
    operation(workload.graph(question), after === null ? question.variables : { ...question.variables, after }),
  plain: (data) => data,
};

const limit: Contender = {
  name: 'limit',
  says: 'node:http + pg, one prepared statement that returns the response text',
  module: 'bench/contenders/limit/server.ts',
  ...app,
  request: (workload, question, viewer) => ({
    path: `/${workload.name}`,
    body: JSON.stringify({ ...question, values: workload.values(question, viewer).map(String) }),
  }),
  cursor: async () => null,
  plain: (data) => data,
};

const tierline: Contender = {
  name: 'tierline',
  says: 'the program itself, with tokens, limits and request ids',
  module: 'src/main.ts',
  env: ({ ownerUrl, issuer }) => ({ DATABASE_URL: ownerUrl, HOST: '127.0.0.1', PORT: '0', SAMPLE: 'no', LOG_LEVEL: 'warn', ...issuer.env }),
  headers: async ({ issuer }, viewer) => ({ authorization: `Bearer ${await issuer.token(viewer)}` }),
  ...graph,
  // The list that begins at the row's instant ends with the row, and its end has the cursor.
  async cursor({ createdAt }, ask) {
    const query = 'query ($from: DateTimeISO!) { tickets(last: 1, filter: { createdFrom: $from }) { pageInfo { endCursor } } }';
    return (await ask(operation(query, { from: createdAt }))).tickets.pageInfo.endCursor;
  },
};

const own = async ({ id, createdAt }: { id: string; createdAt: string }) => cursorOf({ id, createdAt: new Date(createdAt) });

const mercurius: Contender = {
  name: 'mercurius',
  says: 'Mercurius on Fastify with JIT, and loaders over pg',
  module: 'bench/contenders/mercurius/server.ts',
  ...app,
  ...graph,
  cursor: own,
};

const usual: Contender = {
  name: 'usual',
  says: 'type-graphql, MikroORM find, dataloader, Apollo Server on Express',
  module: 'bench/contenders/usual/server.ts',
  ...app,
  ...graph,
  cursor: own,
};

export const contenders: readonly Contender[] = [limit, tierline, { ...app, ...postgraphile }, mercurius, usual];
