import { describe, expect, test } from '@jest/globals';
import { ORGANIZATION, problem, stage, UNKNOWN } from './stage.ts';

const { act, colleague, platform, service, setClock } = stage();

const refused = (code: string, field: string | null, message: string, rule?: string) => ({
  supportBoundary: null,
  ...problem(code, field, message, rule),
});
const said = () => ({ serviceId: service(), within: ['Mailboxes'], outside: ['Macros'] });
const defined = async () => (await act('reseller', 'supportBoundaryDefine', said())).supportBoundary.id as string;
const seenBy = async (who: string) => {
  const { partner } = await (
    await platform().as(who)
  ).get<any, any>('query ($id: ID!) { partner(id: $id) { supportBoundaries(first: 50) { nodes { id within service { id } } } } }', {
    id: ORGANIZATION.reseller,
  });
  return partner && partner.supportBoundaries.nodes.filter((each: any) => each.service.id === service());
};

describe('stating what support takes in is refused', () => {
  test('to everybody but admin agents of partners (rule R21)', async () => {
    for (const role of ['HELPDESK_AGENT', 'SALES_AGENT'] as const)
      expect(await act(await colleague('reseller', { role }), 'supportBoundaryDefine', said())).toMatchObject(
        refused('FORBIDDEN', null, `A partner ${role === 'SALES_AGENT' ? 'sales' : 'helpdesk'} agent may not do this.`, 'R21'),
      );
    for (const [who, name] of [
      ['customer', 'A customer member'],
      ['vendor', 'A vendor member'],
    ] as const)
      expect(await act(who, 'supportBoundaryDefine', said())).toMatchObject(refused('FORBIDDEN', null, `${name} may not do this.`, 'R21'));
  });

  test('for a service that is not there, with nothing within, with an empty line, or with too many', async () => {
    expect(await act('reseller', 'supportBoundaryDefine', { ...said(), serviceId: UNKNOWN })).toMatchObject(
      refused('NOT_FOUND', 'serviceId', 'There is no such service.'),
    );
    expect(await act('reseller', 'supportBoundaryDefine', { ...said(), within: [] })).toMatchObject(
      refused('INVALID', 'within', 'Say what your support resolves: at least one line in `within`.', 'R21'),
    );
    expect(await act('reseller', 'supportBoundaryDefine', { ...said(), outside: ['x', ' '] })).toMatchObject(
      refused('INVALID', 'outside.1', '`outside.1` must not be empty.'),
    );
    expect(await act('reseller', 'supportBoundaryDefine', { ...said(), within: Array(51).fill('x') })).toMatchObject(
      refused('INVALID', 'within', '`within` holds more than 50 values.'),
    );
  });
});

describe('what support takes in', () => {
  test('is stated once for a service: stating it again replaces it, also when it was withdrawn', async () => {
    const first = await act('reseller', 'supportBoundaryDefine', { ...said(), clientMutationId: 'define once' });
    expect(first.supportBoundary).toMatchObject({ within: ['Mailboxes'], outside: ['Macros'], partner: { id: ORGANIZATION.reseller } });
    expect(await act('reseller', 'supportBoundaryDefine', { ...said(), clientMutationId: 'define once' })).toEqual(first);
    await act('reseller', 'supportBoundaryWithdraw', { supportBoundaryId: first.supportBoundary.id });
    const at = new Date(Date.now() + 60_000);
    setClock(at);

    const { supportBoundary } = await act('reseller', 'supportBoundaryDefine', { serviceId: service(), within: ['Everything'] });
    setClock();

    expect(supportBoundary).toMatchObject({
      id: first.supportBoundary.id,
      within: ['Everything'],
      outside: [],
      updatedAt: at.toISOString(),
      withdrawnAt: null,
    });
  });

  test('is seen by the customers of the partner and by its provider, and by nobody who does no business with it', async () => {
    await defined();

    for (const who of ['reseller', 'provider', 'customer']) expect(await seenBy(who)).toMatchObject([{ within: ['Mailboxes'] }]);
    for (const who of ['other-provider', 'other-reseller', 'other-customer', 'direct']) expect(await seenBy(who)).toBeNull();
  });

  test('is seen by the partner alone once it is withdrawn', async () => {
    const supportBoundaryId = await defined();
    const { supportBoundary } = await act('reseller', 'supportBoundaryWithdraw', { supportBoundaryId });

    expect(supportBoundary.withdrawnAt).not.toBeNull();
    expect(await seenBy('reseller')).toHaveLength(1);
    for (const who of ['provider', 'customer']) expect(await seenBy(who)).toEqual([]);
    expect(await act('reseller', 'supportBoundaryWithdraw', { supportBoundaryId })).toMatchObject(
      refused('STATE', 'supportBoundaryId', 'It was withdrawn already.'),
    );
  });
});

describe('withdrawing it is refused', () => {
  test('to those who do not see it: it is not there', async () => {
    const supportBoundaryId = await defined();

    for (const stranger of ['other-provider', 'other-reseller', 'direct', 'other-customer']) {
      for (const id of [supportBoundaryId, UNKNOWN])
        expect(await act(stranger, 'supportBoundaryWithdraw', { supportBoundaryId: id })).toMatchObject(
          refused('NOT_FOUND', 'supportBoundaryId', '`supportBoundaryId` names nothing that is there.'),
        );
    }
  });

  test('to those who see it and whose it is not', async () => {
    const supportBoundaryId = await defined();

    expect(await act('customer', 'supportBoundaryWithdraw', { supportBoundaryId })).toMatchObject(
      refused('FORBIDDEN', null, 'A customer member may not do this.', 'R21'),
    );
    expect(await act('provider', 'supportBoundaryWithdraw', { supportBoundaryId })).toMatchObject(
      refused('FORBIDDEN', 'supportBoundaryId', 'Each partner states and withdraws its own boundaries; these are of another one.', 'R21'),
    );
  });
});
