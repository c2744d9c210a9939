/** The measure is never below what is: not below what is counted by hand, and not below what is answered. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { Kind, parse, specifiedRules, validate, type OperationDefinitionNode } from 'graphql';
import { wholeGraph } from '../../src/graphql/schema.ts';
import { boundFields, boundOf, UNDECLARED } from '../../src/kernel/schema/bound.ts';
import { typeInfo } from '../../src/kernel/schema/type.ts';
import { argumentsOf, LARGEST } from '../../src/limits/arguments.ts';
import { costOf, type Cost } from '../../src/limits/cost.ts';
import { OPERATION } from '../../src/limits/limits.ts';
import { subgraphs } from '../../src/subgraphs.ts';
import { testPlatform, type TestPlatform } from '../kit/platform.ts';
import { counted, type Counted } from '../statements/counted.ts';
import { fullest, held } from './count.ts';
import { randomDocument, type Random } from './random.ts';

const graph = wholeGraph(subgraphs);
const operationOf = (document: ReturnType<typeof parse>) =>
  document.definitions.find((each) => each.kind === Kind.OPERATION_DEFINITION) as OperationDefinitionNode;

/** What the measure says of a document. */
function measured({ query, variables }: Random): Cost {
  const document = parse(query);
  const fragments = (name: string) =>
    document.definitions.find((each) => each.kind === Kind.FRAGMENT_DEFINITION && each.name.value === name) as never;
  return costOf(graph, operationOf(document), fragments, argumentsOf(operationOf(document), variables));
}

const isWithin = (cost: Cost) =>
  (['depth', 'selections', 'subqueries', 'rows', 'cells', 'bytes'] as const).every((key) => cost[key] <= OPERATION[key]);

/** The fewest values that any list may hold. */
const FEWEST = 3;

test('random documents are valid, and what is counted by hand where every page is full is never more than the measure', () => {
  fc.assert(
    fc.property(
      fc.gen(),
      fc.integer({ min: 1, max: 6 }),
      fc.integer({ min: 1, max: 5 }),
      fc.integer({ min: 1, max: 100 }),
      (g, depth, width, page) => {
        const random = randomDocument(g, graph, { depth, width, page });
        const document = parse(random.query);
        expect(validate(graph, document, specifiedRules, { maxErrors: 1 })).toEqual([]);
        const cost = measured(random);
        const count = fullest(graph, document, random.variables, FEWEST);
        expect(cost.rows).toBeGreaterThanOrEqual(count.rows);
        expect(cost.cells).toBeGreaterThanOrEqual(count.cells);
      },
    ),
    { numRuns: 300, interruptAfterTimeLimit: 10_000, endOnFailure: true },
  );
});

describe('what is let through', () => {
  let program: Counted;
  beforeAll(async () => {
    program = await counted({ compiled: true });
  });
  afterAll(() => program.stop());

  test('answers no more rows, values and bytes than the measure says, by a statement of no more subqueries, for any viewer', async () => {
    let answered = 0;
    let refused = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.gen(),
        fc.constantFrom('provider', 'customer', 'vendor', 'reseller'),
        fc.integer({ min: 1, max: 5 }),
        fc.integer({ min: 1, max: 5 }),
        fc.constantFrom(3, 20, 100),
        async (g, persona, depth, width, page) => {
          const random = randomDocument(g, graph, { depth, width, page });
          const cost = measured(random);
          if (!isWithin(cost)) {
            const { errors } = await (await program.platform.as(persona)).ask<any, any>(random.query, random.variables);
            // What has too many tokens is not even read.
            expect(['OPERATION_TOO_LARGE', 'GRAPHQL_PARSE_FAILED']).toContain(errors![0]!.extensions.code);
            refused += 1;
            return;
          }
          const { data, statements } = await program.ask(persona, random.query, random.variables);
          expect(held(data)).toBeLessThanOrEqual(cost.cells + 1);
          expect(Buffer.byteLength(JSON.stringify(data))).toBeLessThanOrEqual(cost.bytes);
          // A subquery names a table or a few: a list that is found in several ways names it for each.
          if (statements.length === 1)
            expect(statements[0]!.match(/\b(from|join) "\w+"/g)?.length ?? 0).toBeLessThanOrEqual(8 * (cost.subqueries + 1));
          answered += 1;
        },
      ),
      { numRuns: 150, interruptAfterTimeLimit: 15_000, endOnFailure: true },
    );
    expect(answered).toBeGreaterThan(10);
    expect(refused).toBeGreaterThan(0);
  });
});

describe('bounds', () => {
  let platform: TestPlatform;
  beforeAll(async () => {
    platform = await testPlatform();
  });
  afterAll(() => platform.stop());

  test('are declared of fields that are there', () => {
    const lost = boundFields().filter((each) => {
      const [type, field] = each.split('.') as [string, string];
      const of = graph.getType(type);
      return !(of && 'getFields' in of && field in of.getFields());
    });
    expect(lost).toEqual([]);
  });

  test('hold for every text and list of the sample world', async () => {
    const wrong: string[] = [];
    for (const { types } of subgraphs)
      for (const cls of types) {
        const { name, table } = typeInfo(cls);
        const columns = await platform.database.sql<{ column: string; type: string }>(
          `select column_name as column, data_type as type from information_schema.columns where table_schema = 'public' and table_name = $1`,
          [table],
        );
        for (const { column, type } of columns) {
          const field = column.replaceAll(/_(\w)/g, (_all, letter: string) => letter.toUpperCase());
          if (!(field in (graph.getType(name) as any).getFields())) continue;
          const { characters = UNDECLARED.characters, items = UNDECLARED.items } = boundOf(name, field);
          const [most, sql] =
            type === 'text'
              ? [characters, `select max(char_length("${column}")) as n from "${table}"`]
              : type === 'ARRAY'
                ? [items, `select max(cardinality("${column}")) as n from "${table}"`]
                : [0, null];
          if (!sql) continue;
          const [{ n }] = (await platform.database.sql<{ n: number | null }>(sql)) as [{ n: number | null }];
          if ((n ?? 0) > most) wrong.push(`${name}.${field} holds ${n}, and its bound is ${most}`);
        }
      }
    expect(wrong).toEqual([]);
  });

  test('every text that an input takes and that is longer than a line has a bound as long where it is read', () => {
    const longest = new Map<number, string[]>();
    for (const type of Object.values(graph.getTypeMap()))
      if ('getFields' in type && type.name.endsWith('Input'))
        for (const field of Object.values(type.getFields() as Record<string, { name: string; description?: string | null }>)) {
          const [, most] = /At most (\d+) characters\.$/.exec(field.description ?? '') ?? [];
          if (most && Number(most) > UNDECLARED.characters)
            longest.set(Number(most), [...(longest.get(Number(most)) ?? []), `${type.name}.${field.name}`]);
        }
    expect([...longest.keys()].length).toBeGreaterThan(2);
    const bounds = new Set(boundFields().map((each) => boundOf(...(each.split('.') as [string, string])).characters));
    expect([...longest].filter(([most]) => !bounds.has(most))).toEqual([]);
  });

  test('a list over a link table answers no more than it says, compiled and field by field', async () => {
    const { sql } = platform.database;
    const [{ id }] = (await sql<{ id: string }>('select id from service_incident limit 1')) as [{ id: string }];
    await sql(
      `insert into service_incident (tracking_id, title, kind, classification, origin, status, is_resolved, service_id, started_at, updated_at, regions)
       select 'MANY' || n, 'Many', i.kind, i.classification, i.origin, i.status, i.is_resolved, i.service_id, i.started_at, i.updated_at, i.regions
       from service_incident i, generate_series(1, 40) n where i.id = $1`,
      [id],
    );
    await sql(
      `insert into incident_link (incident_id, related_id) select $1, id from service_incident where tracking_id like 'MANY%' order by id`,
      [id],
    );
    const caller = await platform.as('customer');
    const selection = `serviceIncident(id: "${id}") { relatedIncidents { trackingId } }`;
    const compiled = await caller.get<any, any>(`{ ${selection} }`);
    const inCode = await caller.get<any, any>(`{ __type(name: "X") { name } ${selection} }`);
    expect(compiled.serviceIncident.relatedIncidents).toHaveLength(20);
    expect(inCode.serviceIncident).toEqual(compiled.serviceIncident);
  });
});

test('a variable whose value is not known counts as the largest', () => {
  const document = parse('query ($n: Int) { tickets(first: $n) { nodes { id } } }');
  expect(costOf(graph, operationOf(document), () => null, LARGEST).rows).toBe(100);
});
