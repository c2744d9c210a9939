/** Query fields: one row by its id, or a list. */
import type { RawBuilder } from 'kysely';
import 'reflect-metadata';
import { Args, ArgsType, Ctx, Field, ID, Query, Resolver } from 'type-graphql';
import type { Context } from '../access/request-context.ts';
import { naturalKeysOf, referenceNamed, type NaturalKey } from './natural-key.ts';
import type { Language } from '../i18n/language.ts';
import type { ConnectionList } from './list.ts';
import type { PageArgs } from './pagination.ts';
import type { Viewer } from '../access/viewer.ts';

/** A root field, as data. */
export type RootField = { description: string } & (
  { one: () => Function } | { list: ConnectionList } | { self: () => Function; organizations: Organizations; told: Readonly<Record<string, ViewerField>> }
);

/** Fields that look the viewer's organization up as one type or another; null where it is not of that type. */
export type Organizations = Readonly<Record<string, () => Function>>;

/** A field of the viewer, computed from the JSON that one SQL expression reads as the viewer, from the viewer, and from the language. */
export interface ViewerField<T = any> {
  readonly needs: RawBuilder<unknown>;
  tell(read: T, viewer: Viewer, language: Language): unknown;
}

/** The row with the given id, or with one of the natural keys of its type, or null. */
export const byId = (type: () => Function, description: string): RootField => ({ description, one: type });

/** All rows of a list that the viewer may see. */
export const connectionField = (list: ConnectionList, description: string): RootField => ({ description, list });

/** The viewer itself: the claims of its token, and its organization. */
export const viewerField = (
  type: () => Function,
  organizations: Organizations,
  description: string,
  told: Readonly<Record<string, ViewerField>> = {},
): RootField => ({ description, self: type, organizations, told });

/** The resolver class of query fields, by name. */
export function queries(fields: Record<string, RootField>): Function {
  const resolver = class Reads {};
  const proto = resolver.prototype as Record<string, unknown>;
  Resolver()(resolver);
  for (const [name, field] of Object.entries(fields)) {
    Reflect.defineMetadata('design:paramtypes', [Object, Object], proto, name);
    if ('self' in field) {
      proto[name] = ({ viewer, read, language }: Context) => {
        const organizations = Object.entries(field.organizations).map(([key, type]) => [key, () => read.byId(type(), viewer.organization)]);
        const told = Object.entries(field.told).map(([key, { needs, tell }]) => [
          key,
          async () => tell(await read.sqlValue(needs), viewer, language),
        ]);
        return { ...viewer, ...Object.fromEntries([...organizations, ...told]) };
      };
      Query(field.self as never, { description: field.description })(proto, name, {});
      Ctx()(proto, name, 0);
      continue;
    }
    if ('one' in field) {
      const keys = naturalKeysOf(field.one());
      proto[name] = (given: Record<string, unknown>, { read }: Context) => {
        const { key, value } = referenceNamed(given, keys);
        return key === 'id' ? read.byId(field.one(), value as string) : read.byKey(field.one(), key, value);
      };
      Query(field.one as never, { description: field.description, nullable: true })(proto, name, {});
      const args = keyArgs(keys);
      Args(() => args as never)(proto, name, 0);
    } else {
      proto[name] = (args: PageArgs, { read }: Context) => read.page(field.list, args);
      Query(() => field.list.connection as never, { description: field.description })(proto, name, {});
      Args(() => field.list.args as never)(proto, name, 0);
    }
    Ctx()(proto, name, 1);
  }
  fieldsOf.set(resolver, fields);
  return resolver;
}

const WHICH = 'Which one. What is not yours is answered like what is not there: null.';

/** The arguments that name one row: its id, or exactly one of its keys where there are any. */
function keyArgs(keys: readonly NaturalKey[]): Function {
  const cls = { KeyArgs: class {} }.KeyArgs;
  const nullable = keys.length > 0;
  const others = keys.map(({ name }) => `\`${name}\``).join(' or ');
  Field(() => ID, { nullable, description: nullable ? `${WHICH} Give this, or ${others}.` : WHICH })(cls.prototype, 'id');
  for (const { name, type, description } of keys)
    Field(type, { nullable, description: `Which one, by another key: ${description}` })(cls.prototype, name);
  ArgsType()(cls);
  return cls;
}

const fieldsOf = new WeakMap<Function, Record<string, RootField>>();

/** The query fields of a resolver class, as data; none for a hand-written class. */
export const rootFieldsOf = (resolver: Function): Record<string, RootField> => fieldsOf.get(resolver) ?? {};
