import { expect, test } from '@jest/globals';
import { PolicyDependencies } from '../../src/kernel/live/policy-dependencies.ts';

const role = "(( SELECT viewer_role() AS viewer_role) <> 'SALES_AGENT'::text)";
const mine = '(organization_id = ( SELECT viewer_organization() AS viewer_organization))';

test.each([
  ['alone', '( SELECT true FROM secret s WHERE (s.id = t.id))'],
  ['as the first of a join', '( SELECT true FROM (secret s JOIN open o ON ((o.id = s.id))) WHERE (s.id = t.id))'],
  ['as the first of a join of joins', '( SELECT true FROM ((secret s JOIN open o ON ((o.id = s.id))) JOIN open p ON (true)))'],
  ['as a later one of a join', '( SELECT true FROM (open o LEFT JOIN secret s ON ((o.id = s.id))))'],
  ['behind a comma', '( SELECT true FROM open o, secret s WHERE (s.id = t.id))'],
  ['behind a comma and in a join', '( SELECT true FROM open o, (secret s JOIN open p ON (true)))'],
])('a table that a policy looks into %s has its say in who is shown the same', (_where, text) => {
  const conditions = [
    { name: 'secret', text: role },
    { name: 'open', text: 'true' },
    { name: 't', text: `${mine} AND ${text}` },
  ];
  expect([...new PolicyDependencies(conditions).of(['t'])].sort()).toEqual(['organization', 'role']);
});
