/** Explained reads: what the program's own compiled statements read of a database, as PostgreSQL counts it. */
import { execute, parse, type OperationDefinitionNode } from 'graphql';
import pg from 'pg';
import { connect } from '../../src/database/orm.ts';
import { APP_ROLE, migrateAndGrant } from '../../src/database/prepare.ts';
import { wholeGraph } from '../../src/graphql/schema.ts';
import { catalogOf } from '../../src/kernel/compile/catalog.ts';
import { CompiledReads } from '../../src/kernel/compile/compiled-reads.ts';
import { ViewerPool } from '../../src/kernel/compile/viewer-pool.ts';
import { sessionOf, type Viewer } from '../../src/kernel/access/viewer.ts';
import { subgraphs } from '../../src/subgraphs.ts';

/** Reads, and tells what a read costs. */
export interface Explainer {
  /** The answer of a query, and how many pages PostgreSQL looked into for it. */
  read(viewer: Viewer, document: string, variables?: Record<string, unknown>): Promise<{ rows: unknown; buffers: number }>;
  /** How much is kept of what was read. */
  kept(): CompiledReads['kept'];
  /** The rows of a statement, as the viewer. */
  rows(viewer: Viewer, statement: string): Promise<Record<string, unknown>[]>;
  /** What introspection says. */
  schema(query: string): Promise<unknown>;
  stop(): Promise<void>;
}

/** A pool that has every read explained as well: the same statement on the same connection, run as the same viewer. */
class ExplainingPool extends ViewerPool {
  buffers = 0;

  override async read(viewer: Viewer, { name, text, values }: { name: string; text: string; values: unknown[] }): Promise<string> {
    const answer = await super.read(viewer, { name, text, values });
    const plan = await super.read(viewer, { name: `explain ${name}`, text: `explain (analyze, buffers, format json) ${text}`, values });
    const [{ Plan: top }] = JSON.parse(plan) as [{ Plan: Record<string, number> }];
    this.buffers = top['Shared Hit Blocks']! + top['Shared Read Blocks']!;
    return answer;
  }
}

/** Prepares an empty database, and reads from it. */
export async function explainer(url: string): Promise<Explainer> {
  await migrateAndGrant(url);
  const orm = await connect({ url, role: APP_ROLE });
  const schema = wholeGraph(subgraphs);
  const pool = new ExplainingPool({ connectionString: url, options: `-c role=${APP_ROLE} -c plan_cache_mode=force_generic_plan`, max: 1 });
  const reads = new CompiledReads(schema, catalogOf(orm, subgraphs), orm, pool);
  return {
    async read(viewer, text, variables = {}) {
      const document = parse(text);
      const data = await reads.read(text, document, document.definitions[0] as OperationDefinitionNode, variables, {
        viewer,
        language: 'EN',
        now: () => new Date(),
      });
      if (!data) throw new Error(`not compiled: ${text}`);
      return { rows: 'text' in data ? JSON.parse(data.text) : data.value, buffers: pool.buffers };
    },
    kept: () => reads.kept,
    async rows(viewer, statement) {
      const client = new pg.Client({ connectionString: url, options: `-c role=${APP_ROLE}` });
      await client.connect();
      try {
        await client.query(`select set_config('tierline.viewer', $1, false)`, [sessionOf(viewer).variables['tierline.viewer']]);
        return (await client.query(statement)).rows;
      } finally {
        await client.end();
      }
    },
    schema: async (query) => (await execute({ schema, document: parse(query) })).data,
    async stop() {
      await pool.end();
      await orm.close();
    },
  };
}
