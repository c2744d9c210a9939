/** The usual: type-graphql over MikroORM entities, dataloaders, Apollo Server in Express. A request is a transaction of its viewer. */
import 'reflect-metadata';
import { createServer } from 'node:http';
import { ApolloServer, type ApolloServerPlugin } from '@apollo/server';
import { expressMiddleware } from '@as-integrations/express5';
import { ReflectMetadataProvider } from '@mikro-orm/decorators/legacy';
import { MikroORM, type SqlEntityManager } from '@mikro-orm/postgresql';
import express from 'express';
import { buildSchema } from 'type-graphql';
import { announce, databaseUrl, POOL } from '../serving.ts';
import { Customer, CustomerSubscription, Partner, Service, ServiceIncident } from './accounts.ts';
import { type Context, loaders } from './context.ts';
import { CustomerEdges, IncidentEdges, TicketEdges } from './edges.ts';
import { Roots } from './resolvers.ts';
import { Ticket, TicketIncident } from './tickets.ts';
import { Note, TimelineEntry } from './work.ts';

const orm = await MikroORM.init({
  clientUrl: databaseUrl(),
  metadataProvider: ReflectMetadataProvider,
  entities: [Customer, Partner, Service, CustomerSubscription, ServiceIncident, Ticket, TicketIncident, Note, TimelineEntry],
  sessionContext: 'transaction',
  pool: { max: POOL },
});

const commit: ApolloServerPlugin<Context> = {
  requestDidStart: async () => ({
    async willSendResponse({ contextValue }) {
      await contextValue.em.commit();
    },
  }),
};

const apollo = new ApolloServer<Context>({
  schema: await buildSchema({ resolvers: [Roots, TicketEdges, CustomerEdges, IncidentEdges], validate: false }),
  plugins: [commit],
});
await apollo.start();

async function context({ req }: { req: express.Request }): Promise<Context> {
  const viewer = req.headers['x-viewer'] as string;
  const em = orm.em.fork() as SqlEntityManager;
  em.setSessionContext({ variables: { 'tierline.viewer': viewer } });
  await em.begin();
  return { em, viewer: JSON.parse(viewer) as Context['viewer'], load: loaders(em) };
}

const app = express();
app.use('/graphql', express.json(), expressMiddleware(apollo, { context }));
const server = createServer(app);
server.listen(0, '127.0.0.1', () => announce(server, '/graphql'));
