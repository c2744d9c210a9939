/** Variables of the environment that look like Tierline's and are not: a mistyped one would be left out without a word. */

/** What the first part of a name gives away: nobody else uses these. */
const FAMILIES = ['JWT_', 'WEBHOOKS_', 'MIGRATE_', 'EVENTS_'];

/** What Kubernetes puts there for each service of a name, such as NATS_PORT_4222_TCP_ADDR. */
const SERVICE_LINK = /_(SERVICE_(HOST|PORT)(_[A-Z0-9_]+)?|PORT(_\d+_(TCP|UDP)(_(PROTO|PORT|ADDR))?)?)$/;

/** What others use and one slip away from one of ours. */
const OTHERS = new Set(['HOSTS', 'PORTS', 'SAMPLES', 'NODE_ENV', 'POST', 'SORT', 'SIMPLE']);

/** One line for each variable that is set and not known, and near one that is. */
export function misspelled(set: Iterable<string>, known: ReadonlySet<string>): string[] {
  const lines = [];
  for (const name of set) {
    if (known.has(name) || OTHERS.has(name) || SERVICE_LINK.test(name) || name.length > 64) continue;
    const near = nearest(name.toUpperCase(), known);
    if (near) lines.push(`${name} is set, which is no variable of Tierline: did you mean ${near}?`);
    else if (FAMILIES.some((family) => name.toUpperCase().startsWith(family)))
      lines.push(`${name} is set, which is no variable of Tierline; those that begin like it are ${alike(name, known).join(', ')}`);
  }
  return lines;
}

const alike = (name: string, known: ReadonlySet<string>) => [...known].filter((each) => each.startsWith(name.toUpperCase().split('_')[0]!));

function nearest(name: string, known: ReadonlySet<string>): string | null {
  for (const each of known) if (each.length > 3 && slips(name, each) <= (each.length < 8 ? 1 : 2)) return each;
  return null;
}

/** How many slips of the keys lead from one word to another: a letter too many, too few, another one, or two that changed places. */
function slips(one: string, other: string): number {
  if (Math.abs(one.length - other.length) > 2) return Infinity;
  const row = (at: number) => Array.from({ length: other.length + 1 }, (_, to) => (at === 0 ? to : to === 0 ? at : 0));
  const table = Array.from({ length: one.length + 1 }, (_, at) => row(at));
  for (let a = 1; a <= one.length; a++)
    for (let b = 1; b <= other.length; b++) {
      const same = one[a - 1] === other[b - 1] ? 0 : 1;
      let least = Math.min(table[a - 1]![b]! + 1, table[a]![b - 1]! + 1, table[a - 1]![b - 1]! + same);
      if (a > 1 && b > 1 && one[a - 1] === other[b - 2] && one[a - 2] === other[b - 1]) least = Math.min(least, table[a - 2]![b - 2]! + 1);
      table[a]![b] = least;
    }
  return table[one.length]![other.length]!;
}
