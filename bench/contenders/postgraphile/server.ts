/** PostGraphile 5: makes its schema from the tables and a statement from each operation; the viewer comes in by `pgSettings`, as its manual says. */
import { createServer } from 'node:http';
import { postgraphile } from 'postgraphile';
import { makePgService } from 'postgraphile/adaptors/pg';
import { grafserv } from 'postgraphile/grafserv/node';
import { PostGraphileAmberPreset } from 'postgraphile/presets/amber';
import { announce, databaseUrl, POOL } from '../serving.ts';
import { tags } from './tags.ts';

const pgl = postgraphile({
  extends: [PostGraphileAmberPreset],
  plugins: [tags],
  // Sorting and filtering by columns that lead no index is wanted by some workloads.
  disablePlugins: ['PgIndexBehaviorsPlugin'],
  pgServices: [makePgService({ connectionString: databaseUrl(), schemas: ['public'], poolConfig: { max: POOL } })],
  grafserv: { graphqlPath: '/graphql', graphiql: false, watch: false },
  grafast: {
    explain: false,
    context: ({ node }) => ({ pgSettings: { role: 'tierline_app', 'tierline.viewer': node!.req.headers['x-viewer'] as string } }),
  },
});

const server = createServer();
await pgl.createServ(grafserv).addTo(server);
server.listen(0, '127.0.0.1', () => announce(server, '/graphql'));
