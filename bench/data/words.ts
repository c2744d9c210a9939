/** Words: what titles, descriptions and notes are made of, in PostgreSQL, always the same for the same number. */

const list = (words: string): string => {
  const all = words.split('|').map((word) => `'${word.trim()}'`);
  return `array[${all.join(', ')}]`;
};

const first = list(
  'Alder|Baltic|Cedar|Delta|Ember|Fjord|Granite|Harbor|Indigo|Juniper|Kestrel|Lumen|Meridian|Nordic|Orchard|Quarry|Rowan|Tidal',
);
const second = list('Foods|Logistics|Textiles|Health|Energy|Bank|Retail|Media|Works|Systems|Travel|Insurance|Motors|Paper|Glass|Dental');
const product = list(
  'Mailbox|Calendar|Shared drive|Meeting|Sign-in|Licence|Backup|Virtual machine|Report|Workflow|Mail flow|Guest access|Database',
);
const trouble =
  list(`is slow since the morning|cannot be opened|shows an error after the update|is missing for one team|does not synchronize|
  was charged twice|asks for the password again and again|stops at 80 percent|is visible to the wrong people|cannot be deleted`);
const sentence = list(`It began after the last maintenance window and happens for about half of the users.|
  We have tried another browser and another network, without a difference.|
  The affected users are in two offices and at home.|
  A screenshot and the correlation id are in the attachment.|
  Restarting the client helps for some minutes.|
  The administrator has checked licences, groups and policies and found nothing unusual.|
  Please call before noon, the project ends this week.|
  The message names no code, only that something went wrong.|
  It worked until yesterday evening.|
  Other services of the same tenant are fine.`);

const SQL = 'language sql immutable parallel safe return';

/** Some sentences, the same ones for the same number. */
const prose = (sentences: number): string => {
  const each = Array.from({ length: sentences }, (_, i) => `bench.pick(${sentence}, n * 16 + ${i}, 5)`);
  return `create function bench.prose${sentences}(n bigint) returns text ${SQL} ${each.join(" || ' ' || ")}`;
};

/** The functions that the other statements use, in a schema of their own that is dropped after the load. */
export const words: readonly string[] = [
  'drop schema if exists bench cascade',
  'create schema bench',
  // From 0 to below 1, by number and purpose.
  `create function bench.roll(n bigint, purpose int) returns float8 ${SQL} (hashint8extended(n, purpose) & 2147483647) / 2147483648.0`,
  `create function bench.pick(words text[], n bigint, purpose int) returns text ${SQL}
     words[1 + floor(bench.roll(n, purpose) * cardinality(words))::int]`,
  // The layout of UUIDv7: milliseconds, version, then what tells rows of one millisecond apart.
  `create function bench.id(kind text, n bigint, at timestamptz default '2023-01-01T00:00:00Z') returns uuid ${SQL}
     (lpad(to_hex((extract(epoch from at) * 1000)::bigint), 12, '0') || '7' || substr(md5(kind || n), 1, 3) || '8' || substr(md5(kind || n), 4, 15))::uuid`,
  `create function bench.company(n bigint) returns text ${SQL} bench.pick(${first}, n, 1) || ' ' || bench.pick(${second}, n, 2) || ' ' || n`,
  `create function bench.title(n bigint) returns text ${SQL} bench.pick(${product}, n, 3) || ' ' || bench.pick(${trouble}, n, 4)`,
  ...[1, 2, 4].map(prose),
];
