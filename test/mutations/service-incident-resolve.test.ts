import { afterEach, describe, expect, test } from '@jest/globals';
import { problem, stage, UNKNOWN } from './stage.ts';

const { act, reportIncident, service, setClock, platform } = stage();
afterEach(() => setClock());

const refused = (code: string, field: string | null, message: string) => ({ incident: null, ...problem(code, field, message) });
const statusOf = async () =>
  (await platform().database.sql<{ status: string }>('select status from service where id = $1', [service()]))[0]!.status;

describe('resolving an incident is refused', () => {
  test.each(['provider', 'reseller', 'direct', 'customer', 'other-provider', 'other-customer'])('to %s, who sees it', async (persona) => {
    const incidentId = await reportIncident();

    expect(await act(persona, 'serviceIncidentResolve', { incidentId })).toMatchObject({
      incident: null,
      problems: [{ code: 'FORBIDDEN', field: null }],
    });
    await act('vendor', 'serviceIncidentResolve', { incidentId });
  });

  test('when there is no such incident', async () => {
    expect(await act('vendor', 'serviceIncidentResolve', { incidentId: UNKNOWN })).toMatchObject(
      refused('NOT_FOUND', 'incidentId', '`incidentId` names nothing that is there.'),
    );
  });

  test('with a status that is no end', async () => {
    const incidentId = await reportIncident();
    const message = 'An incident ends as SERVICE_RESTORED, POST_INCIDENT_REVIEW_PUBLISHED, FALSE_POSITIVE, RESOLVED, or RESOLVED_EXTERNAL.';

    for (const status of ['INVESTIGATING', 'MITIGATED', 'VERIFYING_SERVICE', 'UNKNOWN']) {
      expect(await act('vendor', 'serviceIncidentResolve', { incidentId, status })).toMatchObject(refused('INVALID', 'status', message));
    }
    await act('vendor', 'serviceIncidentResolve', { incidentId });
  });

  test('when it is resolved already, also to all but one of ten who do it at once', async () => {
    const incidentId = await reportIncident();

    const payloads = await Promise.all(
      Array.from({ length: 10 }, () => act('vendor', 'serviceIncidentResolve', { incidentId, html: 'Over.' })),
    );

    expect(payloads.filter(({ incident }) => incident)).toHaveLength(1);
    for (const payload of payloads)
      if (!payload.incident) expect(payload).toMatchObject(refused('STATE', 'incidentId', 'The incident is resolved already.'));
    expect(await platform().database.sql('select from incident_post where incident_id = $1', [incidentId])).toHaveLength(1);
  });
});

describe('resolving an incident', () => {
  test('ends it now, as restored when nothing else is said', async () => {
    const incidentId = await reportIncident();
    const now = new Date(Date.now() + 1_000);
    setClock(now);

    const { incident, problems } = await act('vendor', 'serviceIncidentResolve', { incidentId, html: '<p>Over.</p>' });

    expect(problems).toEqual([]);
    expect(incident).toMatchObject({
      isResolved: true,
      status: 'SERVICE_RESTORED',
      endedAt: now.toISOString(),
      updatedAt: now.toISOString(),
    });
    expect(incident.posts.nodes).toMatchObject([{ html: '<p>Over.</p>', status: 'SERVICE_RESTORED' }]);
  });

  test.each(['FALSE_POSITIVE', 'RESOLVED_EXTERNAL'])('ends it as %s when that is said', async (status) => {
    const incidentId = await reportIncident();

    expect((await act('vendor', 'serviceIncidentResolve', { incidentId, status })).incident).toMatchObject({
      isResolved: true,
      status,
      posts: { nodes: [] },
    });
  });
});

describe('the health of a service', () => {
  test('is that of its worst open incident, at every step', async () => {
    expect(await statusOf()).toBe('SERVICE_OPERATIONAL');
    const minor = await reportIncident({ status: 'VERIFYING_SERVICE' });
    expect(await statusOf()).toBe('VERIFYING_SERVICE');
    const major = await reportIncident({ status: 'SERVICE_INTERRUPTION' });
    expect(await statusOf()).toBe('SERVICE_INTERRUPTION');
    await act('vendor', 'serviceIncidentPost', { incidentId: major, html: 'Better.', status: 'RESTORING_SERVICE' });
    expect(await statusOf()).toBe('RESTORING_SERVICE');
    await act('vendor', 'serviceIncidentPost', { incidentId: minor, html: 'Worse.', status: 'SERVICE_DEGRADATION' });
    expect(await statusOf()).toBe('SERVICE_DEGRADATION');
    await act('vendor', 'serviceIncidentResolve', { incidentId: minor });
    expect(await statusOf()).toBe('RESTORING_SERVICE');
    expect((await act('vendor', 'serviceIncidentResolve', { incidentId: major })).incident.service.status).toBe('SERVICE_OPERATIONAL');
  });

  test('is right also when several of its incidents change at once', async () => {
    for (let round = 0; round < 5; round++) {
      const statuses = ['INVESTIGATING', 'SERVICE_INTERRUPTION', 'VERIFYING_SERVICE', 'SERVICE_DEGRADATION', 'INVESTIGATING', 'CONFIRMED'];
      const incidents = await Promise.all(statuses.map((status) => reportIncident({ status })));
      expect([round, await statusOf()]).toEqual([round, 'SERVICE_INTERRUPTION']);

      await Promise.all(incidents.map((incidentId) => act('vendor', 'serviceIncidentResolve', { incidentId })));
      expect([round, await statusOf()]).toEqual([round, 'SERVICE_OPERATIONAL']);
    }
  });
});
