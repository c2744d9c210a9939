/** Members of an export by their path: `fields.status.name`. */
import { FieldReader } from '../steps/field-reader.ts';
import { textOfHtml } from './plain-text.ts';
import type { Paths, PersonPaths } from './desk.ts';

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);

/** Where the first of some paths leads that says anything: the object that has the member, and its key. */
export function found(record: FieldReader, paths: Paths = []): readonly [FieldReader, string] | undefined {
  for (const path of paths) {
    const keys = path.split('.');
    const key = keys.pop()!;
    let at: FieldReader | undefined = record;
    for (const [index, each] of keys.entries()) {
      const value = at?.raw(each);
      // The number of an element stands behind its list.
      if (Array.isArray(value))
        at = new FieldReader(
          Object.fromEntries(value.map((element, place) => [String(place), element as unknown])),
          keys.slice(0, index + 1).join('.'),
        );
      else at = at && isObject(value) ? at.inside(each) : undefined;
    }
    if (at?.has(key)) return [at, key];
  }
  return undefined;
}

/** The text of a member: of a number its digits, of an Atlassian document its words. */
export function textAt(record: FieldReader, paths: Paths | undefined): string | undefined {
  const [at, key] = found(record, paths) ?? [];
  if (!at) return undefined;
  const value = at.raw(key!);
  if (typeof value === 'number') return String(value);
  return isObject(value) && value.type === 'doc' ? wordsOf(value).trim() || undefined : at.text(key!);
}

/** A line of text. */
export const lineAt = (record: FieldReader, paths: Paths | undefined): string | undefined =>
  textAt(record, paths)?.replaceAll(/\s+/g, ' ').slice(0, 500) || undefined;

/** Text that stands there as HTML. */
export const htmlAt = (record: FieldReader, paths: Paths | undefined): string | undefined => {
  const html = textAt(record, paths);
  return html === undefined ? undefined : textOfHtml(html) || undefined;
};

/** A time. */
export function timeAt(record: FieldReader, paths: Paths | undefined): Date | undefined {
  const [at, key] = found(record, paths) ?? [];
  return at?.instant(key!);
}

/** A member as it is. */
export function rawAt(record: FieldReader, paths: Paths | undefined): unknown {
  const [at, key] = found(record, paths) ?? [];
  return at?.raw(key!);
}

/** Somebody, as far as a record tells. */
export interface DeskPerson {
  readonly id: string | undefined;
  readonly name: string | undefined;
  readonly email: string | undefined;
  readonly phone: string | undefined;
}

/** The person at some paths; undefined for nobody. */
export function personAt(record: FieldReader, paths: PersonPaths | undefined): DeskPerson | undefined {
  if (!paths) return undefined;
  const id = lineAt(record, paths.id);
  const written = lineAt(record, paths.email)?.toLowerCase();
  const email = (written && /<([^<>\s]+@[^<>\s]+)>/.exec(written)?.[1]) || written;
  const said = lineAt(record, paths.name);
  const name =
    (said &&
      said
        .replace(/\s*<[^<>]*@[^<>]*>\s*$/, '')
        .replaceAll('"', '')
        .trim()) ||
    undefined;
  const person = { id, name, email: email?.includes('@') ? email : undefined, phone: lineAt(record, paths.phone) };
  return (id ?? name ?? person.email) ? person : undefined;
}

/** What an Atlassian document says. */
function wordsOf(node: Record<string, unknown>): string {
  if (typeof node.text === 'string') return node.text;
  if (node.type === 'hardBreak') return '\n';
  const { attrs } = node;
  if (node.type === 'mention' && isObject(attrs)) return String(attrs.text ?? '');
  const inside = Array.isArray(node.content) ? node.content.filter(isObject).map(wordsOf).join('') : '';
  return ['paragraph', 'heading', 'listItem', 'codeBlock', 'blockquote', 'tableRow'].includes(String(node.type)) ? `${inside}\n` : inside;
}
