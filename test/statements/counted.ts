/** The program with a tap before its database: what an operation costs, counted in statements. */
import { testDatabase } from '../kit/database.ts';
import { testPlatform, type TestPlatform } from '../kit/platform.ts';
import { tap } from './tap.ts';

/** An answer, and what was executed for it. */
export interface Costed {
  readonly data: any;
  readonly statements: string[];
}

/** A program whose statements are counted. */
export interface Counted {
  readonly platform: TestPlatform;
  /** Asks as a persona; one operation at a time. */
  ask(persona: string, document: string, variables?: object): Promise<Costed>;
  /** The same over a WebSocket. */
  askOverSocket(persona: string, document: string, variables?: Record<string, unknown>): Promise<Costed>;
  stop(): Promise<void>;
}

/** Starts the program on a tapped database; `compiled` or, for what is not compiled, reading field by field in batches. */
export async function counted({ compiled }: { compiled: boolean }): Promise<Counted> {
  const database = await testDatabase();
  const wire = await tap(database.url);
  const platform = await testPlatform({ compiled, database: { ...database, url: wire.url } });
  return {
    platform,
    async ask(persona, document, variables) {
      const caller = await platform.as(persona);
      wire.taken();
      const data = await caller.get<any, any>(document, variables);
      return { data, statements: wire.taken() };
    },
    async askOverSocket(persona, document, variables) {
      const client = (await platform.as(persona)).socket();
      wire.taken();
      const answers = client.iterate({ query: document, variables });
      const { value } = await answers.next();
      await client.dispose();
      return { data: (value as { data: unknown }).data, statements: wire.taken() };
    },
    async stop() {
      await platform.stop();
      await wire.close();
      await database.drop();
    },
  };
}
