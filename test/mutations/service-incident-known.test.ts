import { afterEach, describe, expect, test } from '@jest/globals';
import { problem, stage, UNKNOWN } from './stage.ts';

const { act, announceMaintenance, platform, reportIncident, setClock } = stage();
afterEach(() => setClock());

const refused = (code: string, field: string | null, message: string) => ({ incident: null, ...problem(code, field, message) });
const events = async (incidentId: string) =>
  (await platform().database.sql<{ kind: string }>('select kind from event where stream_id = $1 order by id', [incidentId])).map(
    ({ kind }) => kind.replace('incident.', ''),
  );
const resolved = async () => {
  const incidentId = await reportIncident();
  await act('vendor', 'serviceIncidentResolve', { incidentId });
  return incidentId;
};

/** What each takes beside the incident. */
const MORE: Record<string, () => Promise<object>> = {
  serviceIncidentChange: async () => ({ title: 'Mail is very late' }),
  serviceIncidentLink: async () => ({ relatedIncidentId: await reportIncident() }),
  serviceIncidentReviewPublish: async () => ({ html: '<p>It was a filter.</p>' }),
};

describe.each(Object.keys(MORE))('%s', (mutation) => {
  const more = MORE[mutation]!;

  test.each(['provider', 'reseller', 'direct', 'customer', 'other-customer'])(
    'is refused to %s, who sees the incident',
    async (persona) => {
      const incidentId = await resolved();

      const { incident, problems } = await act(persona, mutation, { incidentId, ...(await more()) });

      expect([incident, problems]).toMatchObject([null, [{ code: 'FORBIDDEN', field: null }]]);
      expect(await events(incidentId)).toEqual(['reported', 'resolved']);
    },
  );

  test('is refused for what is not there', async () => {
    expect(await act('vendor', mutation, { incidentId: UNKNOWN, ...(await more()) })).toMatchObject(
      refused('NOT_FOUND', 'incidentId', '`incidentId` names nothing that is there.'),
    );
  });

  test('sent twice under one name is done once', async () => {
    const incidentId = await resolved();
    const input = { incidentId, ...(await more()), clientMutationId: `${mutation} twice` };

    const first = await act('vendor', mutation, input);

    expect(first.problems).toEqual([]);
    expect(await act('vendor', mutation, input)).toEqual(first);
    expect(await events(incidentId)).toHaveLength(3);
  });
});

describe('changing what is known of an incident', () => {
  test('changes what is given and nothing else, and tells it', async () => {
    const incidentId = await reportIncident({ impact: 'Mail waits.', feature: 'Transport' });
    const now = new Date();
    setClock(now);

    const news = { title: 'Mail is very late', classification: 'ADVISORY', origin: 'THIRD_PARTY', regions: ['EUR', 'EUR'] };
    const { incident, problems } = await act('vendor', 'serviceIncidentChange', { incidentId, ...news });

    expect(problems).toEqual([]);
    expect(incident).toMatchObject({
      ...news,
      regions: ['EUR'],
      impact: 'Mail waits.',
      feature: 'Transport',
      updatedAt: now.toISOString(),
    });
    expect(await events(incidentId)).toEqual(['reported', 'changed']);
  });

  test.each([
    ['nothing is given', {}],
    ['it is known already', { title: 'Mail is late', regions: [] }],
  ])('is refused when %s', async (_what, input) => {
    const incidentId = await reportIncident();
    expect(await act('vendor', 'serviceIncidentChange', { incidentId, ...input })).toMatchObject(
      refused('INVALID', null, 'Nothing would change.'),
    );
    expect(await events(incidentId)).toEqual(['reported']);
  });

  test.each([
    ['title', { title: ' ' }, '`title` must not be empty.'],
    ['title', { title: 'a\nb' }, '`title` holds a control character, U+000A, at position 2.'],
  ])('is refused with a bad %s', async (field, input, message) => {
    const incidentId = await reportIncident();
    expect(await act('vendor', 'serviceIncidentChange', { incidentId, ...input })).toMatchObject(refused('INVALID', field, message));
  });
});

describe('linking incidents', () => {
  test('is known to both, whoever asks, and told of both; a second time changes nothing, from either side', async () => {
    const [one, other] = [await reportIncident(), await announceMaintenance()];

    const { incident, problems } = await act('vendor', 'serviceIncidentLink', { incidentId: one, relatedIncidentId: other });
    await act('vendor', 'serviceIncidentLink', { incidentId: one, relatedIncidentId: other });
    const back = await act('vendor', 'serviceIncidentLink', { incidentId: other, relatedIncidentId: one });

    expect([incident.relatedIncidents, problems]).toEqual([[{ id: other }], []]);
    expect([back.incident.relatedIncidents, back.problems]).toEqual([[{ id: one }], []]);
    expect([await events(one), await events(other)]).toEqual([
      ['reported', 'linked'],
      ['maintenance_announced', 'linked'],
    ]);
    const query = 'query ($id: ID!) { serviceIncident(id: $id) { relatedIncidents { id } } }';
    const { serviceIncident } = await (await platform().as('other-customer')).get<any, any>(query, { id: other });
    expect(serviceIncident.relatedIncidents).toEqual([{ id: one }]);
  });

  test('from both sides at once, again and again, is done once and blocks nobody', async () => {
    const [one, other] = [await reportIncident(), await reportIncident()];
    const ways = [
      { incidentId: one, relatedIncidentId: other },
      { incidentId: other, relatedIncidentId: one },
    ];

    const payloads = await Promise.all(Array.from({ length: 10 }, (_, n) => act('vendor', 'serviceIncidentLink', ways[n % 2]!)));

    expect(payloads.flatMap(({ problems }) => problems)).toEqual([]);
    expect([await events(one), await events(other)]).toEqual([
      ['reported', 'linked'],
      ['reported', 'linked'],
    ]);
  });

  test('is refused to itself, and to what is not there', async () => {
    const incidentId = await reportIncident();
    expect(await act('vendor', 'serviceIncidentLink', { incidentId, relatedIncidentId: incidentId })).toMatchObject(
      refused('INVALID', 'relatedIncidentId', 'An incident is not linked to itself.'),
    );
    expect(await act('vendor', 'serviceIncidentLink', { incidentId, relatedIncidentId: UNKNOWN })).toMatchObject(
      refused('NOT_FOUND', 'relatedIncidentId', '`relatedIncidentId` names nothing that is there.'),
    );
  });
});

describe('publishing the review of an incident', () => {
  test('tells it to everybody, once it is over; a final one may follow', async () => {
    const incidentId = await resolved();

    const { incident, post, problems } = await act('vendor', 'serviceIncidentReviewPublish', {
      incidentId,
      html: '<p>It was a filter.</p>',
    });
    await act('vendor', 'serviceIncidentReviewPublish', { incidentId, html: 'It was two filters.' });

    expect(problems).toEqual([]);
    expect(incident).toMatchObject({ status: 'POST_INCIDENT_REVIEW_PUBLISHED', isResolved: true });
    expect(post).toMatchObject({ kind: 'STRATEGIC', status: 'POST_INCIDENT_REVIEW_PUBLISHED', html: '<p>It was a filter.</p>' });
    expect(await events(incidentId)).toEqual(['reported', 'resolved', 'review_published', 'review_published']);
  });

  test('is refused while it goes on, and for planned maintenance', async () => {
    expect(await act('vendor', 'serviceIncidentReviewPublish', { incidentId: await reportIncident(), html: 'x' })).toMatchObject(
      refused('STATE', 'incidentId', 'The incident goes on: it is no planned maintenance, and has not ended.'),
    );
    expect(await act('vendor', 'serviceIncidentReviewPublish', { incidentId: await announceMaintenance(), html: 'x' })).toMatchObject(
      refused('STATE', 'incidentId', 'The maintenance has not begun: it can be moved or cancelled.'),
    );
  });

  test('is refused with nothing to show', async () => {
    const incidentId = await resolved();
    expect(await act('vendor', 'serviceIncidentReviewPublish', { incidentId, html: '<!-- x -->' })).toMatchObject(
      refused('INVALID', 'html', '`html` holds nothing that is safe to show.'),
    );
    expect(await events(incidentId)).toEqual(['reported', 'resolved']);
  });

  test('by a post with that status is told as the review that it is', async () => {
    const incidentId = await resolved();
    await act('vendor', 'serviceIncidentPost', { incidentId, html: 'x', status: 'POST_INCIDENT_REVIEW_PUBLISHED' });
    expect(await events(incidentId)).toEqual(['reported', 'resolved', 'review_published']);
  });
});
