import { expect, test } from '@jest/globals';
import ts from 'typescript';
import { sources, walk } from './sources.ts';

/** What the kernel offers to declare things with: each takes a description, or stands for something that has one. */
const DECLARES = /^(defineEnum|stub|action|defineSubscription|defineList|policy|subgraph|queries|mutations|subscriptionResolvers)$/;

const nameOf = (node: ts.Statement) =>
  ts.isVariableStatement(node)
    ? node.declarationList.declarations[0]!.name.getText()
    : ((node as ts.ClassDeclaration).name?.text ?? 'default');
const isExported = (node: ts.Statement) =>
  ts.canHaveModifiers(node) && (ts.getModifiers(node) ?? []).some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword);
const hasDocstring = (node: ts.Node) => ts.getJSDocCommentsAndTags(node).length > 0;

/** Whether a declaration says what it is as data, which the graph then shows: saying it twice would be once too often. */
function describesItself(node: ts.Statement): boolean {
  let found = false;
  const look = (each: ts.Node) => {
    if (ts.isPropertyAssignment(each) && each.name.getText() === 'description') found = true;
    if (ts.isCallExpression(each) && DECLARES.test(each.expression.getText())) found = true;
  };
  if (ts.isVariableStatement(node)) walk(node, look);
  if (ts.isClassDeclaration(node)) for (const decorator of ts.getDecorators(node) ?? []) walk(decorator, look);
  return found;
}

test('everything that a file exports says what it promises: in a docstring, as data, or, where it is the only one, at the head of the file', () => {
  const silent = sources.flatMap(({ path, tree }) => {
    const exported = tree.statements.filter(isExported);
    const headed = exported.length === 1 && /^\s*\/\*\*/.test(tree.text);
    const said = new Set(exported.filter((node) => headed || hasDocstring(node) || describesItself(node)).map(nameOf));
    // The type of an enumeration has the name of its values, and is said with them.
    return exported.filter((node) => !said.has(nameOf(node))).map((node) => `${path}: ${nameOf(node)}`);
  });
  expect(silent).toEqual([]);
});
