import { afterEach, describe, expect, test } from '@jest/globals';
import { problem, stage, UNKNOWN } from './stage.ts';

const { act, reportIncident, setClock, platform } = stage();
afterEach(() => setClock());

const refused = (code: string, field: string | null, message: string) => ({ incident: null, post: null, ...problem(code, field, message) });
const posts = async (incidentId: string) =>
  (await platform().database.sql('select from incident_post where incident_id = $1', [incidentId])).length;

describe('posting on an incident is refused', () => {
  test.each(['provider', 'reseller', 'direct', 'customer', 'other-provider', 'other-customer'])('to %s, who sees it', async (persona) => {
    const incidentId = await reportIncident();

    expect(await act(persona, 'serviceIncidentPost', { incidentId, html: 'x' })).toMatchObject({
      incident: null,
      post: null,
      problems: [{ code: 'FORBIDDEN', field: null }],
    });
    expect(await posts(incidentId)).toBe(0);
  });

  test('when there is no such incident', async () => {
    expect(await act('vendor', 'serviceIncidentPost', { incidentId: UNKNOWN, html: 'x' })).toMatchObject(
      refused('NOT_FOUND', 'incidentId', '`incidentId` names nothing that is there.'),
    );
  });

  test('when it would open a resolved one again', async () => {
    const incidentId = await reportIncident();
    await act('vendor', 'serviceIncidentResolve', { incidentId });

    for (const status of ['INVESTIGATING', 'SERVICE_INTERRUPTION', 'UNKNOWN']) {
      expect(await act('vendor', 'serviceIncidentPost', { incidentId, html: 'x', status })).toMatchObject(
        refused('STATE', 'status', 'The incident is resolved; report a new one.'),
      );
    }
    expect(await posts(incidentId)).toBe(0);
  });

  test.each([
    '<script>alert(1)</script>',
    '<img src=x onerror=alert(1)>',
    '<style>p { color: red }</style>',
    '<!-- nothing -->',
    '<iframe src="https://evil.example"></iframe>',
  ])('when nothing of it can be shown: %s; and its status stays too', async (html) => {
    const incidentId = await reportIncident();

    expect(await act('vendor', 'serviceIncidentPost', { incidentId, html, status: 'SERVICE_INTERRUPTION' })).toMatchObject(
      refused('INVALID', 'html', '`html` holds nothing that is safe to show.'),
    );
    const { serviceIncident } = await (
      await platform().as('vendor')
    ).get<any, any>('query ($id: ID!) { serviceIncident(id: $id) { status } }', { id: incidentId });
    expect(serviceIncident).toEqual({ status: 'INVESTIGATING' });
  });
});

describe('a post', () => {
  test('says what it says and gives its status to the incident; everybody reads it', async () => {
    const incidentId = await reportIncident();
    const now = new Date();
    setClock(now);

    const { incident, post, problems } = await act('vendor', 'serviceIncidentPost', {
      incidentId,
      html: '<p>We <b>know</b> why.</p>',
      kind: 'QUICK',
      status: 'RESTORING_SERVICE',
    });

    expect(problems).toEqual([]);
    expect(post).toMatchObject({
      kind: 'QUICK',
      html: '<p>We <b>know</b> why.</p>',
      status: 'RESTORING_SERVICE',
      createdAt: now.toISOString(),
    });
    expect(incident).toMatchObject({
      status: 'RESTORING_SERVICE',
      updatedAt: now.toISOString(),
      isResolved: false,
      posts: { nodes: [post] },
    });
    const { serviceIncident } = await (
      await platform().as('other-customer')
    ).get<any, any>('query ($id: ID!) { serviceIncident(id: $id) { posts { nodes { id } } } }', { id: incidentId });
    expect(serviceIncident.posts.nodes).toEqual([{ id: post.id }]);
  });

  test('without a kind is a regular one, and without a status leaves that of the incident', async () => {
    const incidentId = await reportIncident({ status: 'SERVICE_DEGRADATION' });

    const { incident, post } = await act('vendor', 'serviceIncidentPost', { incidentId, html: 'Plain words.' });

    expect([incident.status, post]).toMatchObject(['SERVICE_DEGRADATION', { kind: 'REGULAR', status: null, html: 'Plain words.' }]);
  });

  test('on a resolved incident can still tell the cause', async () => {
    const incidentId = await reportIncident();
    await act('vendor', 'serviceIncidentResolve', { incidentId });

    const { incident, problems } = await act('vendor', 'serviceIncidentPost', {
      incidentId,
      html: 'It was the router.',
      status: 'POST_INCIDENT_REVIEW_PUBLISHED',
    });

    expect([incident, problems]).toMatchObject([{ status: 'POST_INCIDENT_REVIEW_PUBLISHED', isResolved: true }, []]);
  });

  test('one of twenty at once, in the very same moment, is kept like the others, each with a time of its own', async () => {
    const incidentId = await reportIncident();
    setClock(new Date());

    const payloads = await Promise.all(
      Array.from({ length: 20 }, (_, i) => act('vendor', 'serviceIncidentPost', { incidentId, html: `post ${i}` })),
    );

    expect(payloads.flatMap(({ problems }) => problems)).toEqual([]);
    expect(new Set(payloads.map(({ post }) => post.createdAt)).size).toBe(20);
  });
});

describe('the HTML of a post is made safe', () => {
  test.each([
    ['<p onclick="alert(1)">x</p>', '<p>x</p>'],
    ['<p style="position:fixed">x</p>', '<p>x</p>'],
    ['x<script>alert(1)</script>', 'x'],
    ['x<scr<script>ipt>alert(1)</script>', 'xipt&gt;alert(1)'],
    ['<a href="javascript:alert(1)">x</a>', '<a>x</a>'],
    ['<a href="JaVaScRiPt&#58;alert(1)">x</a>', '<a>x</a>'],
    ['<a href="data:text/html,x">x</a>', '<a>x</a>'],
    [
      '<a href="https://status.example" target="_blank" onfocus="x">x</a>',
      '<a href="https://status.example/" rel="noopener noreferrer">x</a>',
    ],
    ['<svg onload=alert(1)><p>x</p></svg>', '<p>x</p>'],
    ['<math><mtext><p>x</p></mtext></math>', '<p>x</p>'],
    ['<form action="https://evil.example"><p>x</p><input name="p"></form>', '<div><p>x</p></div>'],
    ['<p>unclosed', '<p>unclosed</p>'],
    ['1 < 2 & 3 > 2', '1 &lt; 2 &amp; 3 &gt; 2'],
    ['&lt;script&gt;alert(1)&lt;/script&gt;', '&lt;script&gt;alert(1)&lt;/script&gt;'],
    [
      '<ul><li>a</li></ul><table><tbody><tr><td>b</td></tr></tbody></table>',
      '<ul><li>a</li></ul><table><tbody><tr><td>b</td></tr></tbody></table>',
    ],
  ])('%s becomes %s', async (html, safe) => {
    const incidentId = await reportIncident();

    expect((await act('vendor', 'serviceIncidentPost', { incidentId, html })).post.html).toBe(safe);
  });
});
