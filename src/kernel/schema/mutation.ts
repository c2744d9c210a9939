/** Mutations: an action in the graph, with its payload. */
import 'reflect-metadata';
import { Arg, Ctx, Field, Mutation, ObjectType, Resolver } from 'type-graphql';
import type { Action } from '../write/mutation-action.ts';
import type { Context } from '../access/request-context.ts';
import { ProblemType } from '../write/problem.ts';

/** The resolver class of mutations, by name. */
export function mutations(actions: Record<string, Action>): Function {
  const resolver = class Mutations {};
  const proto = resolver.prototype as Record<string, unknown>;
  Resolver()(resolver);
  for (const [name, each] of Object.entries(actions)) {
    const payload = payloadClass(name, each);
    proto[name] = (given: Record<string, unknown>, context: Context) => each.run(name, context, given);
    Mutation(() => payload as never, { description: each.description })(proto, name, {});
    Reflect.defineMetadata('design:paramtypes', [Object, Object], proto, name);
    Arg('input', () => each.input.cls as never, { description: 'Everything the request says.' })(proto, name, 0);
    Ctx()(proto, name, 1);
  }
  return resolver;
}

function payloadClass(name: string, { returns: answers, oneTimeFields: tells }: Action): Function {
  const title = `${name[0]!.toUpperCase()}${name.slice(1)}Payload`;
  const cls = { [title]: class {} }[title]!;
  const add = (key: string, typeOf: () => unknown, description: string, nullable: boolean) =>
    Field(typeOf as never, { nullable, description })(cls.prototype, key);
  for (const [key, typeOf] of Object.entries(answers)) add(key, typeOf, 'As it is now; null when the request was refused.', true);
  for (const [key, { type, description }] of Object.entries(tells)) add(key, type, description, true);
  add('problems', () => [ProblemType], 'Why the request was refused; empty when it was done.', false);
  add('clientMutationId', () => String, 'As it was given.', true);
  ObjectType({ description: `What \`${name}\` came to.`, simpleResolvers: true })(cls);
  return cls;
}
