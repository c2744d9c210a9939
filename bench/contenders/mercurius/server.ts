/** Mercurius: Fastify, documents compiled by graphql-jit, edges by its own loaders over `pg`. */
import fastify from 'fastify';
import mercurius from 'mercurius';
import { announce } from '../serving.ts';
import { loaders } from './loaders.ts';
import { resolvers } from './resolvers.ts';
import { schema } from './schema.ts';

const app = fastify();
await app.register(mercurius as never, {
  schema,
  resolvers,
  loaders,
  jit: 1,
  context: ({ headers }: { headers: Record<string, string> }) => ({ viewer: headers['x-viewer'] }),
});
await app.listen({ port: 0, host: '127.0.0.1' });
announce(app.server, '/graphql');
