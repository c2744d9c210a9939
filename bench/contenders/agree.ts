/** Agreement: nobody is measured before all of them have answered the same. */

/** What one contender answered to a question, in the shape of Tierline's graph. */
export interface Answer {
  readonly name: string;
  readonly data: unknown;
}

/** Compares the answers to one question with the first of them, and stops the run where one differs. */
export function agree(workload: string, [first, ...others]: Answer[]): void {
  if (!first) return;
  const expected = lines(first.data);
  if (expected.length < 2) throw new Error(`${workload}: ${first.name} answered nothing: ${JSON.stringify(first.data)}`);
  for (const { name, data } of others) {
    const found = lines(data);
    const at = Array.from({ length: Math.max(expected.length, found.length) }, (_, n) => n).find((n) => expected[n] !== found[n]);
    if (at === undefined) continue;
    throw new Error(
      `${workload}: ${name} does not answer what ${first.name} does.\n  ${first.name}: ${expected[at] ?? '(nothing)'}\n  ${name}: ${found[at] ?? '(nothing)'}`,
    );
  }
}

/** Every value with its path, sorted by path; instants are compared as such, and of a cursor only that there is one. */
function lines(value: unknown, path = ''): string[] {
  if (value !== null && typeof value === 'object') {
    const keys = Object.keys(value).sort((a, b) => (Array.isArray(value) ? Number(a) - Number(b) : a < b ? -1 : 1));
    return [`${path} has ${keys.length}`, ...keys.flatMap((key) => lines((value as Record<string, unknown>)[key], `${path}/${key}`))];
  }
  if (path.endsWith('/endCursor')) return [`${path} ${typeof value}`];
  const instant = typeof value === 'string' && /^\d{4}-\d\d-\d\dT[\d:.]+(Z|[+-]\d\d:\d\d)$/.test(value);
  return [`${path} ${instant ? new Date(value).toISOString() : JSON.stringify(value)}`];
}
