import { afterEach, describe, expect, test } from '@jest/globals';
import { problem, stage, UNKNOWN } from './stage.ts';

const { act, service, setClock, platform } = stage();
afterEach(() => setClock());

const said = () => ({
  trackingId: `YY${Math.random().toString(36).slice(2)}`,
  serviceId: service(),
  title: 'Mail is late',
  classification: 'INCIDENT',
});
const refused = (code: string, field: string | null, message: string) => ({ incident: null, ...problem(code, field, message) });
const count = async () => (await platform().database.sql<{ count: number }>('select count(*)::int from service_incident'))[0]!.count;

describe('reporting an incident is refused', () => {
  test.each(['provider', 'reseller', 'direct', 'other-provider'])('to a partner: %s', async (persona) => {
    const before = await count();

    expect(await act(persona, 'serviceIncidentReport', said())).toMatchObject(
      refused('FORBIDDEN', null, 'A partner admin agent may not do this.'),
    );
    expect(await count()).toBe(before);
  });

  test.each(['customer', 'other-customer'])('to a customer: %s', async (persona) => {
    expect(await act(persona, 'serviceIncidentReport', said())).toMatchObject(
      refused('FORBIDDEN', null, 'A customer member may not do this.'),
    );
  });

  test('on a service that is not there', async () => {
    expect(await act('vendor', 'serviceIncidentReport', { ...said(), serviceId: UNKNOWN })).toMatchObject(
      refused('NOT_FOUND', 'serviceId', 'There is no such service.'),
    );
  });

  test('under an id that is taken, also when two take it at once', async () => {
    const input = said();
    const payloads = await Promise.all(Array.from({ length: 6 }, () => act('vendor', 'serviceIncidentReport', input)));

    expect(payloads.filter(({ incident }) => incident)).toHaveLength(1);
    for (const payload of [...payloads.filter(({ incident }) => !incident), await act('vendor', 'serviceIncidentReport', input)]) {
      expect(payload).toMatchObject(refused('INVALID', 'trackingId', `There is an incident ${input.trackingId} already.`));
    }
  });

  test.each(['SERVICE_RESTORED', 'POST_INCIDENT_REVIEW_PUBLISHED', 'FALSE_POSITIVE', 'RESOLVED', 'RESOLVED_EXTERNAL'])(
    'with the closing status %s',
    async (status) => {
      expect(await act('vendor', 'serviceIncidentReport', { ...said(), status })).toMatchObject(
        refused('INVALID', 'status', 'An incident cannot begin with a closing status.'),
      );
    },
  );

  test('with a beginning that has not come, or lies before all services', async () => {
    const now = new Date();
    setClock(now);

    expect(await act('vendor', 'serviceIncidentReport', { ...said(), startedAt: new Date(now.getTime() + 1).toISOString() })).toMatchObject(
      refused('INVALID', 'startedAt', '`startedAt` lies in the future.'),
    );
    for (const startedAt of ['0000-01-01T00:00:00Z', '0001-01-01T00:00:00Z', '1969-12-31T23:59:59.999Z']) {
      expect(await act('vendor', 'serviceIncidentReport', { ...said(), startedAt })).toMatchObject(
        refused('INVALID', 'startedAt', '`startedAt` lies before 1970.'),
      );
    }
  });

  test('with words of which nothing can be shown, and then nothing at all stays', async () => {
    const before = await count();

    expect(await act('vendor', 'serviceIncidentReport', { ...said(), html: '<script>alert(1)</script>' })).toMatchObject(
      refused('INVALID', 'html', '`html` holds nothing that is safe to show.'),
    );
    expect(await count()).toBe(before);
  });
});

describe('an incident that the vendor reports', () => {
  test('is there for everybody, with what was left out as it is said to be', async () => {
    const now = new Date();
    setClock(now);
    const { trackingId, ...input } = said();

    const { incident, problems } = await act('vendor', 'serviceIncidentReport', { ...input, trackingId });

    expect(problems).toEqual([]);
    const standard = {
      status: 'INVESTIGATING',
      origin: 'MICROSOFT',
      regions: [],
      feature: null,
      impact: null,
      isResolved: false,
      endedAt: null,
      startedAt: now.toISOString(),
      updatedAt: now.toISOString(),
    };
    expect(incident).toMatchObject({
      trackingId,
      title: input.title,
      classification: input.classification,
      ...standard,
      posts: { nodes: [] },
    });
    for (const persona of ['customer', 'provider', 'other-reseller']) {
      const { serviceIncident } = await (
        await platform().as(persona)
      ).get<any, any>('query ($id: ID!) { serviceIncident(id: $id) { trackingId } }', { id: incident.id });
      expect(serviceIncident).toEqual({ trackingId });
    }
  });

  test('has everything that was said, each region once, and the first post', async () => {
    const input = {
      ...said(),
      origin: 'THIRD_PARTY',
      status: 'SERVICE_DEGRADATION',
      feature: 'Delivery',
      impact: 'Mail is late.',
      regions: ['EUR', 'NAM', 'EUR'],
      startedAt: '2026-01-02T03:04:05.678Z',
      html: '<p>We look.</p>',
    };

    const { incident } = await act('vendor', 'serviceIncidentReport', input);

    const { html, serviceId, regions: _doubled, ...rest } = input;
    expect(incident).toMatchObject({ ...rest, regions: ['EUR', 'NAM'], service: { id: serviceId } });
    expect(incident.posts.nodes).toMatchObject([{ kind: 'REGULAR', html, status: 'SERVICE_DEGRADATION' }]);
  });
});
