import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { describe, expect, test } from '@jest/globals';
import ts from 'typescript';
import { entries, root, sources, walk } from './sources.ts';

const paths = sources.map(({ path }) => path);

describe('a file', () => {
  test('is one idea and fits in sight: at most 220 lines, but for tables of data and written migrations', () => {
    const table = /^src\/(sample\/world\/|database\/migrations\/|rulebook\/rule\/table\.ts$)/;
    expect(
      sources.filter(({ path, lines }) => lines > 220 && !table.test(path)).map(({ path, lines }) => `${path}: ${lines} lines`),
    ).toEqual([]);
  });

  test('is named for what it is: nothing is called utils, helpers or common', () => {
    expect(paths.filter((path) => /(^|[/._-])(utils?|helpers?|common|misc|shared)([/._-]|$)/i.test(path))).toEqual([]);
  });

  test('does not read the environment, unless it is the configuration', () => {
    const reads = ({ path, tree }: (typeof sources)[number]) => {
      let found = false;
      walk(tree, (node) => {
        const name = ts.isPropertyAccessExpression(node)
          ? node.name.text
          : ts.isElementAccessExpression(node) && ts.isStringLiteral(node.argumentExpression)
            ? node.argumentExpression.text
            : '';
        if (name === 'env' && (node as ts.PropertyAccessExpression).expression.getText() === 'process') found = true;
        if (ts.isImportSpecifier(node) && (node.propertyName ?? node.name).text === 'env') found = true;
        if (
          ts.isBindingElement(node) &&
          (node.propertyName ?? node.name).getText() === 'env' &&
          node.parent.parent.getText().endsWith('= process')
        )
          found = true;
      });
      return found && path !== 'src/config.ts';
    };
    expect(sources.filter(reads).map(({ path }) => path)).toEqual([]);
  });
});

/** What may stand at the top of a file beside declarations: saying to the kernel or the ORM what has just been declared. */
const REGISTRATIONS = /^(publishType|\w+\.setClass|registerEnumType|eventPolicy)$/;

describe('importing a file', () => {
  const K = ts.SyntaxKind;
  const declarations = [
    K.ImportDeclaration,
    K.ExportDeclaration,
    K.FunctionDeclaration,
    K.ClassDeclaration,
    K.InterfaceDeclaration,
    K.TypeAliasDeclaration,
    K.VariableStatement,
  ];
  const isRegistration = (node: ts.Statement) =>
    ts.isExpressionStatement(node) && ts.isCallExpression(node.expression) && REGISTRATIONS.test(node.expression.expression.getText());
  const isGuarded = (node: ts.Statement) =>
    ts.isIfStatement(node) && node.expression.getText() === 'process.argv[1] === fileURLToPath(import.meta.url)';

  test('only declares. What begins something is named in a script of package.json, and all of these but main ask whether they are the beginning', () => {
    const wrong = sources.flatMap(({ path, tree }) =>
      tree.statements
        .filter(
          (node) =>
            path !== 'src/main.ts' && !declarations.includes(node.kind) && !isRegistration(node) && !(entries.has(path) && isGuarded(node)),
        )
        .map((node) => `${path}: ${node.getText().slice(0, 60)}`),
    );
    expect(wrong).toEqual([]);
  });

  test('never imports main, which begins at once', () => {
    expect(sources.filter(({ imports }) => imports.some(({ file }) => file === 'src/main.ts')).map(({ path }) => path)).toEqual([]);
  });

  test('waits for nothing: no await stands outside a function', () => {
    const awaits = (node: ts.Node): boolean =>
      ts.isAwaitExpression(node) || (!ts.isFunctionLike(node) && !ts.isClassLike(node) && (ts.forEachChild(node, awaits) ?? false));
    const wrong = sources.filter(({ path, tree }) => !entries.has(path) && tree.statements.some(awaits));
    expect(wrong.map(({ path }) => path)).toEqual([]);
  });

  test('leaves nothing open and says nothing: every file but main can be imported by a program that then ends by itself', async () => {
    const all = paths.filter((path) => path !== 'src/main.ts').map((path) => `await import(${JSON.stringify(`./${path}`)});`);
    const program = [
      ...all,
      'console.log(JSON.stringify(process.getActiveResourcesInfo().filter((each) => !/^(TTY|Pipe)Wrap$/.test(each))));',
    ].join('\n');
    const run = promisify(execFile)(process.execPath, ['--import', './src/run.mjs', '--input-type=module', '--eval', program], {
      cwd: root,
      timeout: 30_000,
    });
    const { stdout, stderr } = await run.catch((error: { stdout: string; stderr: string }) => error);
    expect({ stdout, stderr }).toEqual({ stdout: '[]\n', stderr: '' });
  });
});
