/**
 * Enums: declared once as a table of values and descriptions, which defines the TypeScript union, the column check and the GraphQL enum.
 */
import 'reflect-metadata';
import { registerEnumType } from 'type-graphql';

/** The values of an enumeration made by {@link defineEnum}. */
export type ValueOf<E> = E extends Record<infer K extends string, string> ? K : never;

/**
 * Declares a GraphQL enum. Keys and values are the same SCREAMING_SNAKE_CASE words, because type-graphql publishes keys
 * while PostgreSQL stores values.
 */
export function defineEnum<K extends string>(name: string, description: string, meanings: Record<K, string>): { readonly [P in K]: P } {
  const values = Object.fromEntries(Object.keys(meanings).map((key) => [key, key])) as { [P in K]: P };
  const valuesConfig = Object.fromEntries(
    Object.entries<string>(meanings).map(([key, meaning]) => [key, { description: meaning }]),
  ) as Record<K, { description: string }>;
  registerEnumType(values, { name, description, valuesConfig });
  return Object.freeze(values);
}
