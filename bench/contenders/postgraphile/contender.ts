/** PostGraphile as a contender: its own words, and its answers in the shape of the others. */
import { type Contender, operation } from '../contender.ts';

export const postgraphile: Omit<Contender, 'env' | 'headers'> = {
  name: 'postgraphile',
  says: 'PostGraphile 5 on its own server, the viewer by pgSettings',
  module: 'bench/contenders/postgraphile/server.ts',
  request: (workload, question, _viewer, after) =>
    operation(workload.postgraphile(question), after === null ? question.variables : { ...question.variables, after }),
  async cursor({ ordinal }, ask) {
    const query =
      'query ($offset: Int!) { allTickets(first: 1, offset: $offset, orderBy: [CREATED_AT_DESC, ROW_ID_DESC]) { pageInfo { endCursor } } }';
    return (await ask(operation(query, { offset: ordinal - 1 }))).allTickets.pageInfo.endCursor;
  },
  plain({ name, kind, role, partner, ...data }) {
    return shaped(name === undefined ? data : { viewer: { name, kind, role, partner }, ...data });
  },
};

/** A link table is a list of its own there, and a JSON column is one value. */
function shaped(value: any, key = ''): any {
  if (value === null || typeof value !== 'object') return value;
  if (Array.isArray(value)) return value.map((each) => shaped(each));
  if (key === 'serviceIncidents' && value.nodes.every((node: any) => node.incident))
    return value.nodes.map(({ incident }: any) => shaped(incident));
  if (key === 'assignee') return { subject: value.subject, name: value.name };
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, shaped(each, name)]));
}
