import { afterEach, describe, expect, test } from '@jest/globals';
import { offeringsOf } from './offering.ts';
import { problem, stage, UNKNOWN } from './stage.ts';

const { act, colleague, platform, setClock } = stage();
const { drafted, published } = offeringsOf(act);
afterEach(() => setClock());

const refused = (code: string, field: string | null, message: string, rule?: string) => ({
  offering: null,
  ...problem(code, field, message, rule),
});
const retire = (offeringId: string, who: Parameters<typeof act>[0] = 'reseller') => act(who, 'supportOfferingRetire', { offeringId });

describe('retiring an offering is refused', () => {
  test('to those who do not see it: it is not there', async () => {
    const offeringId = await published();
    for (const stranger of ['direct', 'other-reseller', 'other-customer'])
      expect(await retire(offeringId, stranger)).toMatchObject(
        refused('NOT_FOUND', 'offeringId', '`offeringId` names nothing that is there.'),
      );
    for (const id of [UNKNOWN, 'nonsense'])
      expect(await retire(id)).toMatchObject(refused('NOT_FOUND', 'offeringId', '`offeringId` names nothing that is there.'));
  });

  test('to those who see it and may not', async () => {
    const offeringId = await published();
    expect(await retire(offeringId, 'customer')).toMatchObject(refused('FORBIDDEN', null, 'A customer member may not do this.', 'R26'));
    expect(await retire(offeringId, 'provider')).toMatchObject(
      refused('FORBIDDEN', null, 'Only the partner that makes an offering may do this to it.', 'R26'),
    );
    expect(await retire(offeringId, await colleague('reseller', { role: 'SALES_AGENT' }))).toMatchObject(
      refused('FORBIDDEN', null, 'A partner sales agent may not do this.'),
    );
  });

  test('when it is a draft, or retired already', async () => {
    const offeringId = await drafted();
    expect(await retire(offeringId)).toMatchObject(refused('STATE', 'offeringId', 'An offering that is a draft cannot be retired.'));
    await act('reseller', 'supportOfferingPublish', { offeringId });
    await retire(offeringId);
    expect(await retire(offeringId)).toMatchObject(refused('STATE', 'offeringId', 'An offering that is retired cannot be retired.'));
  });
});

describe('retiring an offering', () => {
  test('takes it from everybody but its partner; a customer keeps the version that it has acknowledged', async () => {
    const offeringId = await published();
    await act('customer', 'supportOfferingAcknowledge', { offeringId, version: 1 });
    const now = new Date('2031-02-03T04:05:06.007Z');
    setClock(now);
    const { offering, problems } = await retire(offeringId);
    expect([problems, offering.state, offering.retiredAt]).toEqual([[], 'RETIRED', now.toISOString()]);
    const { supportOffering, viewer } = await (
      await platform().as('customer')
    ).get<any, any>(
      `query ($id: ID!) { supportOffering(id: $id) { id } viewer { customer { offeringAcknowledgements(first: 1) { nodes { offering { id } version { number name hours { zone } offering { id } } } } } } }`,
      { id: offeringId },
    );
    expect(supportOffering).toBeNull();
    expect(viewer.customer.offeringAcknowledgements.nodes).toEqual([
      { offering: null, version: { number: 1, name: 'Night watch', hours: { zone: 'Europe/Rome' }, offering: null } },
    ]);
  });

  test('that is sent again under the same name is answered as the first time', async () => {
    const input = { offeringId: await published(), clientMutationId: 'retire 1' };
    const first = await act('reseller', 'supportOfferingRetire', input);
    expect(first.problems).toEqual([]);
    expect(await act('reseller', 'supportOfferingRetire', input)).toEqual(first);
  });
});
