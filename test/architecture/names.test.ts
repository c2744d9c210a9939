/** One name for one thing, over the whole program. */
import { expect, test } from '@jest/globals';
import ts from 'typescript';
import { sources } from './sources.ts';

/** What a file declares and exports. A stub has the name of the type that another subgraph owns; a migration is found by its number. */
const exported = sources
  .filter(({ path }) => !/\/stubs\.ts$|\/migrations\//.test(path))
  .flatMap(({ path, tree }) =>
    tree.statements.flatMap((statement) => {
      if (!ts.canHaveModifiers(statement) || !ts.getModifiers(statement)?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword))
        return [];
      const declared = ts.isVariableStatement(statement)
        ? statement.declarationList.declarations.map(({ name }) => name)
        : [(statement as ts.FunctionDeclaration | ts.ClassDeclaration).name];
      return declared.flatMap((name) => (name && ts.isIdentifier(name) ? [{ name: name.text, path }] : []));
    }),
  );

test('no two files export different things under one name', () => {
  const places = Map.groupBy(exported, ({ name }) => name);
  const twice = [...places].map(([name, all]) => [name, [...new Set(all.map(({ path }) => path))]] as const);
  expect(exported.length).toBeGreaterThan(1_000);
  expect(twice.filter(([, paths]) => paths.length > 1)).toEqual([]);
});
