import { afterEach, describe, expect, test } from '@jest/globals';
import { problem, stage, UNKNOWN, window } from './stage.ts';

const { act, announceMaintenance, platform, reportIncident, service, setClock } = stage();
afterEach(() => setClock());

const NOW = new Date('2027-03-01T10:00:00Z');
const at = (hours: number) => new Date(NOW.getTime() + hours * 3_600_000);
const refused = (code: string, field: string | null, message: string) => ({ incident: null, ...problem(code, field, message) });
let made = 0;
const said = (input: object = {}) => ({
  trackingId: `MT${++made}`,
  serviceId: service(),
  title: 'Mail moves house',
  ...window(NOW),
  ...input,
});

/** The deeds of maintenance, each with what is given beside the incident. */
const DEEDS: [mutation: string, more: object][] = [
  ['serviceMaintenanceMove', window(NOW, 5)],
  ['serviceMaintenanceCancel', {}],
  ['serviceMaintenanceFinish', {}],
];

/** Maintenance that stands where it is said to; the clock stands at {@link NOW} then, or an hour and a half later if it has begun. */
async function maintenance(stands: string): Promise<string> {
  setClock(NOW);
  const incidentId = await announceMaintenance();
  if (stands === 'cancelled') await act('vendor', 'serviceMaintenanceCancel', { incidentId });
  if (stands === 'running' || stands === 'finished') setClock(at(1.5));
  if (stands === 'finished') await act('vendor', 'serviceMaintenanceFinish', { incidentId });
  return incidentId;
}

const events = async (incidentId: string) =>
  (await platform().database.sql<{ kind: string }>('select kind from event where stream_id = $1 order by id', [incidentId])).map(
    ({ kind }) => kind,
  );
/** How the service that all of this is about stands for everybody. */
const seen = async () => {
  const query = `query ($id: ID!) { services(filter: { services: [$id] }) { nodes { status openIncidents { nodes { id } } plannedMaintenance(first: 100) { nodes { id } } } } }`;
  const { services } = await (await platform().as('customer')).get<any, any>(query, { id: service() });
  const ids = ({ nodes }: any) => nodes.map(({ id }: { id: string }) => id);
  const [{ status, openIncidents, plannedMaintenance }] = services.nodes;
  return { status, open: ids(openIncidents), planned: ids(plannedMaintenance) };
};

describe('announcing maintenance is refused', () => {
  test.each(['provider', 'reseller', 'direct', 'customer', 'other-customer'])('to %s', async (persona) => {
    setClock(NOW);
    const { incident, problems } = await act(persona, 'serviceMaintenanceAnnounce', said());
    expect([incident, problems]).toMatchObject([null, [{ code: 'FORBIDDEN', field: null }]]);
  });

  test('of a service that is not there, or under an id that is taken', async () => {
    setClock(NOW);
    expect(await act('vendor', 'serviceMaintenanceAnnounce', said({ serviceId: UNKNOWN }))).toMatchObject(
      refused('NOT_FOUND', 'serviceId', 'There is no such service.'),
    );
    const input = said();
    const payloads = await Promise.all(Array.from({ length: 4 }, () => act('vendor', 'serviceMaintenanceAnnounce', input)));
    expect(payloads.filter(({ incident }) => incident)).toHaveLength(1);
    expect(payloads.find(({ incident }) => !incident)).toMatchObject(
      refused('INVALID', 'trackingId', `There is an incident ${input.trackingId} already.`),
    );
  });

  test.each([
    ['begins in the past', { startsAt: at(-0.001).toISOString() }, 'startsAt', '`startsAt` lies in the past.'],
    ['ends before it begins', { endsAt: at(0.5).toISOString() }, 'endsAt', 'The maintenance would end before it begins.'],
    ['ends as it begins', { endsAt: at(1).toISOString() }, 'endsAt', 'The maintenance would end before it begins.'],
    ['holds nothing to show', { html: '<script>x</script>' }, 'html', '`html` holds nothing that is safe to show.'],
    ['has no title', { title: '  ' }, 'title', '`title` must not be empty.'],
  ])('when it %s', async (_what, input, field, message) => {
    setClock(NOW);
    expect(await act('vendor', 'serviceMaintenanceAnnounce', said(input))).toMatchObject(refused('INVALID', field, message));
  });
});

describe('maintenance that is announced', () => {
  test('is there for everybody, as an incident of its own kind; the service stays healthy and nothing goes on', async () => {
    setClock(NOW);
    const input = said({ html: '<p>We move.</p>', regions: ['EUR', 'EUR'], impact: 'Mail waits.', clientMutationId: 'announce 1' });

    const payload = await act('vendor', 'serviceMaintenanceAnnounce', input);

    expect(payload).toMatchObject({ problems: [], incident: { kind: 'PLANNED_MAINTENANCE', status: 'SERVICE_OPERATIONAL' } });
    expect(payload.incident).toMatchObject({
      startedAt: input.startsAt,
      plannedEndAt: input.endsAt,
      endedAt: null,
      isResolved: false,
      isCancelled: false,
      classification: 'ADVISORY',
      regions: ['EUR'],
      service: { status: 'SERVICE_OPERATIONAL' },
      posts: { nodes: [{ html: '<p>We move.</p>', status: null }] },
    });
    const { id } = payload.incident;
    expect(await events(id)).toEqual(['incident.maintenance_announced']);
    const { open, planned } = await seen();
    expect([open.includes(id), planned.includes(id)]).toEqual([false, true]);
    expect(await act('vendor', 'serviceMaintenanceAnnounce', input)).toEqual(payload);
  });

  test('counts as what goes on from its beginning to its end', async () => {
    const incidentId = await maintenance('running');
    await platform().database.sql('update service_incident set started_at = now() where id = $1', [incidentId]);
    expect((await seen()).open).toContain(incidentId);

    setClock();
    await act('vendor', 'serviceMaintenanceFinish', { incidentId });

    expect((await seen()).open).not.toContain(incidentId);
    expect((await seen()).planned).not.toContain(incidentId);
  });
});

describe.each(DEEDS)('%s', (mutation, more) => {
  test.each(['provider', 'reseller', 'customer', 'other-customer'])('is refused to %s, who sees it', async (persona) => {
    const incidentId = await maintenance('announced');

    const { incident, problems } = await act(persona, mutation, { incidentId, ...more });

    expect([incident, problems]).toMatchObject([null, [{ code: 'FORBIDDEN', field: null }]]);
    expect(await events(incidentId)).toEqual(['incident.maintenance_announced']);
  });

  test('is refused for what is not there', async () => {
    expect(await act('vendor', mutation, { incidentId: UNKNOWN, ...more })).toMatchObject(
      refused('NOT_FOUND', 'incidentId', '`incidentId` names nothing that is there.'),
    );
  });

  test('is refused for what is no maintenance', async () => {
    const incidentId = await reportIncident();
    const goesOn = 'The incident goes on: it is no planned maintenance, and has not ended.';
    expect(await act('vendor', mutation, { incidentId, ...more })).toMatchObject(refused('STATE', 'incidentId', goesOn));
    await act('vendor', 'serviceIncidentResolve', { incidentId });
    expect(await act('vendor', mutation, { incidentId, ...more })).toMatchObject(
      refused('STATE', 'incidentId', 'The incident is resolved already.'),
    );
  });

  test('with words of which nothing can be shown changes nothing', async () => {
    const incidentId = await maintenance(mutation === 'serviceMaintenanceFinish' ? 'running' : 'announced');
    expect(await act('vendor', mutation, { incidentId, ...more, html: '<style>x</style>' })).toMatchObject(
      refused('INVALID', 'html', '`html` holds nothing that is safe to show.'),
    );
    expect(await events(incidentId)).toEqual(['incident.maintenance_announced']);
  });

  test('sent twice under one name is done once', async () => {
    const incidentId = await maintenance(mutation === 'serviceMaintenanceFinish' ? 'running' : 'announced');
    const input = { incidentId, ...more, clientMutationId: `${mutation} twice` };

    const first = await act('vendor', mutation, input);

    expect(first.problems).toEqual([]);
    expect(await act('vendor', mutation, input)).toEqual(first);
    expect(await events(incidentId)).toHaveLength(2);
  });
});

describe('what can be done depends on where it stands', () => {
  const BEGUN = 'The maintenance has begun: its end can be moved, and it can be finished.';
  test.each([
    ['serviceMaintenanceFinish', 'announced', 'The maintenance has not begun: it can be moved or cancelled.'],
    ['serviceIncidentResolve', 'announced', 'The maintenance has not begun: it can be moved or cancelled.'],
    ['serviceMaintenanceCancel', 'running', BEGUN],
    ['serviceIncidentResolve', 'running', BEGUN],
    ['serviceMaintenanceMove', 'finished', 'The maintenance is finished.'],
    ['serviceMaintenanceCancel', 'finished', 'The maintenance is finished.'],
    ['serviceMaintenanceFinish', 'finished', 'The maintenance is finished.'],
    ['serviceMaintenanceMove', 'cancelled', 'The maintenance was cancelled.'],
    ['serviceMaintenanceCancel', 'cancelled', 'The maintenance was cancelled.'],
    ['serviceMaintenanceFinish', 'cancelled', 'The maintenance was cancelled.'],
  ])('%s when it is %s', async (mutation, stands, message) => {
    const incidentId = await maintenance(stands);
    const more = mutation === 'serviceMaintenanceMove' ? window(NOW, 5) : {};
    expect(await act('vendor', mutation, { incidentId, ...more })).toMatchObject(refused('STATE', 'incidentId', message));
  });

  test('a post gives no status to what has not begun, and may when it has', async () => {
    const incidentId = await maintenance('announced');
    const post = { incidentId, html: 'x', status: 'SERVICE_DEGRADATION' };
    expect(await act('vendor', 'serviceIncidentPost', post)).toMatchObject({
      incident: null,
      ...problem('STATE', 'status', 'The maintenance has not begun: it can be moved or cancelled.'),
    });

    setClock(at(1.5));
    const { incident, problems } = await act('vendor', 'serviceIncidentPost', post);
    expect([incident.status, problems]).toEqual(['SERVICE_DEGRADATION', []]);
    await act('vendor', 'serviceMaintenanceFinish', { incidentId });
  });
});

describe('moving maintenance', () => {
  test('gives it another time, and says why', async () => {
    const incidentId = await maintenance('announced');
    const to = window(NOW, 30);

    const { incident, problems } = await act('vendor', 'serviceMaintenanceMove', { incidentId, ...to, html: 'Later.' });

    expect(problems).toEqual([]);
    expect(incident).toMatchObject({
      startedAt: to.startsAt,
      plannedEndAt: to.endsAt,
      updatedAt: NOW.toISOString(),
      posts: { nodes: [{ html: 'Later.' }] },
    });
    expect(await events(incidentId)).toEqual(['incident.maintenance_announced', 'incident.maintenance_moved']);
  });

  test('of what has begun moves its end alone', async () => {
    const incidentId = await maintenance('running');
    const begun = 'The maintenance has begun: its end can be moved, and it can be finished.';
    const moved = (input: object) => act('vendor', 'serviceMaintenanceMove', { incidentId, ...input });

    expect(await moved(window(NOW, 5))).toMatchObject(refused('STATE', 'startsAt', begun));
    expect(await moved({ endsAt: at(1.4).toISOString() })).toMatchObject(refused('INVALID', 'endsAt', '`endsAt` lies in the past.'));
    expect((await moved({ endsAt: at(8).toISOString() })).incident).toMatchObject({
      startedAt: at(1).toISOString(),
      plannedEndAt: at(8).toISOString(),
    });
  });

  test.each([
    ['in the past', { startsAt: at(-1).toISOString(), endsAt: at(1).toISOString() }, 'startsAt', '`startsAt` lies in the past.'],
    ['that ends before it begins', { endsAt: at(0.5).toISOString() }, 'endsAt', 'The maintenance would end before it begins.'],
    ['that it has', window(NOW), 'endsAt', 'The maintenance is planned for this time already.'],
  ])('to a time %s is refused', async (_what, input, field, message) => {
    const incidentId = await maintenance('announced');
    expect(await act('vendor', 'serviceMaintenanceMove', { incidentId, ...input })).toMatchObject(refused('INVALID', field, message));
  });
});

test('maintenance that is cancelled is over, and was never noticed; what is finished is restored', async () => {
  const cancelled = await act('vendor', 'serviceMaintenanceCancel', { incidentId: await maintenance('announced'), html: 'Not needed.' });
  expect(cancelled.incident).toMatchObject({
    isCancelled: true,
    isResolved: true,
    endedAt: NOW.toISOString(),
    status: 'SERVICE_OPERATIONAL',
    posts: { nodes: [{ html: 'Not needed.' }] },
  });

  const finished = await act('vendor', 'serviceMaintenanceFinish', { incidentId: await maintenance('running'), html: 'Done.' });
  expect(finished.incident).toMatchObject({
    isCancelled: false,
    isResolved: true,
    endedAt: at(1.5).toISOString(),
    status: 'SERVICE_RESTORED',
    service: { status: 'SERVICE_OPERATIONAL' },
  });
});
