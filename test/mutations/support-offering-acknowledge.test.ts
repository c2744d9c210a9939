import { afterEach, describe, expect, test } from '@jest/globals';
import { offeringsOf } from './offering.ts';
import { ORGANIZATION, problem, stage, UNKNOWN } from './stage.ts';

const { act, colleague, platform, setClock } = stage();
const { drafted, published } = offeringsOf(act);
afterEach(() => setClock());

const refused = (code: string, field: string | null, message: string, rule?: string) => ({
  offering: null,
  acknowledgement: null,
  ...problem(code, field, message, rule),
});
const acknowledge = (offeringId: string, version = 1, who: Parameters<typeof act>[0] = 'customer') =>
  act(who, 'supportOfferingAcknowledge', { offeringId, version });
const rename = (offeringId: string, name: string) => act('reseller', 'supportOfferingChange', { offeringId, name });
const rows = (id: string) =>
  platform().database.sql('select number, acknowledged_by from offering_acknowledgement where offering_id = $1 order by number', [id]);

describe('acknowledging terms is refused', () => {
  test('to those who do not see the offering: it is not there', async () => {
    const offeringId = await published();
    for (const stranger of ['other-customer', 'direct', 'other-reseller'])
      expect(await acknowledge(offeringId, 1, stranger)).toMatchObject(
        refused('NOT_FOUND', 'offeringId', '`offeringId` names nothing that is there.'),
      );
    for (const id of [UNKNOWN, await drafted()])
      expect(await acknowledge(id)).toMatchObject(refused('NOT_FOUND', 'offeringId', '`offeringId` names nothing that is there.'));
  });

  test('to partners: only customers acknowledge', async () => {
    const offeringId = await published();
    for (const partner of ['reseller', 'provider'])
      expect(await acknowledge(offeringId, 1, partner)).toMatchObject(
        refused('FORBIDDEN', null, 'A partner admin agent may not do this.', 'R26'),
      );
    expect(await rows(offeringId)).toEqual([]);
  });

  test('of another version than the one that is offered now, before and after it', async () => {
    const offeringId = await published();
    await rename(offeringId, 'Another');
    for (const version of [1, 3])
      expect(await acknowledge(offeringId, version)).toMatchObject(
        refused(
          'STATE',
          'version',
          `Version ${version} is not the one that is offered: version 2 is. Read that one before you acknowledge it.`,
        ),
      );
    for (const version of [0, -1])
      expect(await acknowledge(offeringId, version)).toMatchObject(refused('INVALID', 'version', '`version` must be from 1 to 1,000,000.'));
    expect(await rows(offeringId)).toEqual([]);
  });

  test('when the offering is retired: then it is not there', async () => {
    const offeringId = await published();
    await acknowledge(offeringId);
    await act('reseller', 'supportOfferingRetire', { offeringId });
    expect(await acknowledge(offeringId)).toMatchObject(refused('NOT_FOUND', 'offeringId', '`offeringId` names nothing that is there.'));
  });
});

describe('acknowledging terms', () => {
  test('says who did it, for which customer, when, and what the terms were', async () => {
    const offeringId = await published({ charge: 'ALL', price: { amount: '10', currency: 'EUR' } });
    const now = new Date('2031-03-04T05:06:07.008Z');
    setClock(now);
    const { acknowledgement, offering, problems } = await acknowledge(offeringId);
    expect(problems).toEqual([]);
    expect(offering).toEqual({ id: offeringId, version: 1 });
    expect(acknowledgement).toMatchObject({
      number: 1,
      acknowledgedAt: now.toISOString(),
      acknowledgedBy: 'Elena Bassi',
      customer: { id: ORGANIZATION.customer },
      partner: { id: ORGANIZATION.reseller },
      version: { number: 1, name: 'Night watch', price: { amount: '10.00' } },
    });
  });

  test('is seen by the customer and the partner, and by nobody else', async () => {
    const offeringId = await published();
    await acknowledge(offeringId);
    const seenBy = async (persona: string) =>
      (
        await (
          await platform().as(persona)
        ).get<any, any>('query ($id: ID!) { supportOffering(id: $id) { acknowledgements { totalCount nodes { acknowledgedBy } } } }', {
          id: offeringId,
        })
      ).supportOffering.acknowledgements;
    for (const persona of ['customer', 'reseller'])
      expect(await seenBy(persona)).toEqual({ totalCount: 1, nodes: [{ acknowledgedBy: 'Elena Bassi' }] });
    expect(await seenBy('provider')).toEqual({ totalCount: 0, nodes: [] });
  });

  test('twice, by one or two people, changes nothing: the first one did it', async () => {
    const offeringId = await published();
    const first = await acknowledge(offeringId);
    expect(await acknowledge(offeringId)).toEqual(first);
    expect(await acknowledge(offeringId, 1, await colleague('customer', { name: 'Another' }))).toEqual(first);
    expect(await rows(offeringId)).toEqual([{ number: 1, acknowledged_by: 'Elena Bassi' }]);
    expect(
      await platform().database.sql(`select from event where stream_id = $1 and kind = 'offering.acknowledged'`, [offeringId]),
    ).toHaveLength(1);
  });

  test('twenty times at once is done once, and all get that answer', async () => {
    const offeringId = await published();
    const payloads = await Promise.all(Array.from({ length: 20 }, () => acknowledge(offeringId)));
    expect(payloads.flatMap(({ problems }) => problems)).toEqual([]);
    expect(new Set(payloads.map(({ acknowledgement }) => acknowledgement.id)).size).toBe(1);
  });

  test('is heard of by the customer and the partner, and by nobody else that sees the offering', async () => {
    const offeringId = await published();
    const { acknowledgement } = await acknowledge(offeringId);
    const [event] = await platform().database.sql<any>('select id, stream_type, stream_id from event where subject_id = $1', [
      acknowledgement.id,
    ]);
    expect(event).toMatchObject({ stream_type: 'SupportOffering', stream_id: offeringId });
    const trail = async (persona: string) =>
      (
        await (
          await platform().as(persona)
        ).get<any, any>('query ($id: ID!) { supportOffering(id: $id) { audit { nodes { verb outcome rules { code } } } } }', {
          id: offeringId,
        })
      ).supportOffering.audit.nodes.filter(({ verb }: any) => verb === 'supportOfferingAcknowledge');
    for (const persona of ['customer', 'reseller'])
      expect(await trail(persona)).toEqual([{ verb: 'supportOfferingAcknowledge', outcome: 'DONE', rules: [{ code: 'R26' }] }]);
    expect(await trail('provider')).toEqual([]);
  });

  test('while the partner changes them is of the version that is offered at that moment, or refused; never of another', async () => {
    const offeringId = await published();
    const payloads = await Promise.all(
      Array.from({ length: 20 }, async (_, i) => [await rename(offeringId, `Name ${i}`), await acknowledge(offeringId, i + 1)] as const),
    );
    for (const [, { acknowledgement, problems }] of payloads)
      expect(acknowledgement ? [] : ['STATE']).toEqual(problems.map(({ code }) => code));
    const done = payloads.flatMap(([, { acknowledgement }]) => (acknowledgement ? [acknowledgement.number] : []));
    expect((await rows(offeringId)).map(({ number }) => number)).toEqual(done.toSorted((a, b) => a - b));
  });

  test('while the partner retires the offering is done, or the offering is not there', async () => {
    for (let i = 0; i < 10; i += 1) {
      const offeringId = await published();
      const [{ problems }] = await Promise.all([acknowledge(offeringId), act('reseller', 'supportOfferingRetire', { offeringId })]);
      expect(problems.map(({ code }) => code)).toEqual((await rows(offeringId)).length === 1 ? [] : ['NOT_FOUND']);
    }
  });

  test('keeps a version readable when the next one comes; the one in between, which nobody acknowledged, is not', async () => {
    const offeringId = await published({ name: 'First' });
    await acknowledge(offeringId);
    await rename(offeringId, 'Second');
    await rename(offeringId, 'Third');
    const versions = async (persona: string) =>
      (
        await (
          await platform().as(persona)
        ).get<any, any>('query ($id: ID!) { supportOffering(id: $id) { name versions { nodes { id name } } } }', { id: offeringId })
      ).supportOffering;
    const names = ({ versions: { nodes } }: any) => nodes.map(({ name }: any) => name);
    expect(names(await versions('customer'))).toEqual(['Third', 'First']);
    expect(names(await versions('provider'))).toEqual(['Third']);
    const own = await versions('reseller');
    expect(names(own)).toEqual(['Third', 'Second', 'First']);
    const read = async (persona: string) =>
      Promise.all(
        own.versions.nodes.map(
          async ({ id }: any) =>
            (await (await platform().as(persona)).get<any, any>('query ($id: ID!) { supportOfferingVersion(id: $id) { name } }', { id }))
              .supportOfferingVersion?.name ?? null,
        ),
      );
    expect(await read('customer')).toEqual(['Third', null, 'First']);
    expect(await read('other-customer')).toEqual([null, null, null]);
  });

  test('cannot be forged by a customer with SQL of its own: not of terms that are not offered, and not for another', async () => {
    const offeringId = await published({ name: 'Old' });
    await rename(offeringId, 'New');
    const { rows: outcomes } = await forge(offeringId);
    expect(outcomes).toEqual(['42501', '42501', '42501']);
  });

  async function forge(offeringId: string) {
    const { Client } = (await import('pg')).default;
    const client = new Client(platform().database.url);
    await client.connect();
    const [old] = await platform().database.sql<{ id: string }>(
      'select id from support_offering_version where offering_id = $1 and number = 1',
      [offeringId],
    );
    const viewer = { subject: 'elena.bassi@torvalle.example', organization: ORGANIZATION.customer, kind: 'CUSTOMER', role: 'MEMBER' };
    await client.query('set role tierline_app');
    await client.query(`select set_config('tierline.viewer', $1, false)`, [JSON.stringify(viewer)]);
    const insert = (number: number, customer: string, partner: string) =>
      client
        .query(
          `insert into offering_acknowledgement (offering_id, version_id, number, customer_id, partner_id, subject, acknowledged_by, acknowledged_at)
           values ($1, $2, $3, $4, $5, $6, 'E', now())`,
          [offeringId, old!.id, number, customer, partner, viewer.subject],
        )
        .then(
          () => 'done',
          (error: { code: string }) => error.code,
        );
    const found = [
      await insert(1, ORGANIZATION.customer, ORGANIZATION.reseller),
      await insert(2, ORGANIZATION.direct, ORGANIZATION.reseller),
      await insert(2, ORGANIZATION.customer, ORGANIZATION.provider),
    ];
    await client.end();
    return { rows: found };
  }
});
