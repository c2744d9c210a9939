/** The sources as syntax trees: what each file imports, what it exports, and what it does when it is imported. */
import { readdirSync, readFileSync } from 'node:fs';
import { posix } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

/** Something that a file imports: a file of ours by its path from the root, or a package by its name. */
export interface Import {
  readonly file?: string;
  readonly package?: string;
}

/** One source file. */
export interface Source {
  /** From the root of the repository: `src/kernel/read/batch-reader.ts`. */
  readonly path: string;
  readonly lines: number;
  readonly tree: ts.SourceFile;
  readonly imports: readonly Import[];
}

/** Stands for a module whose name is worked out while the program runs: a package that lies beside another one. */
export const COMPUTED = '(computed)';

/** The root of the repository. */
export const root = fileURLToPath(new URL('../../', import.meta.url));

/** Every TypeScript file of `src/` and `subscriptions/`. */
export const sources: readonly Source[] = ['src', 'subscriptions'].flatMap((folder) =>
  readdirSync(root + folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .sort()
    .map((name) => sourceOf(`${folder}/${name}`)),
);

/** What `package.json` says. */
export const manifest = JSON.parse(readFileSync(`${root}package.json`, 'utf8')) as {
  scripts: Record<string, string>;
  dependencies: Record<string, string>;
};

/** The files that a script of `package.json` begins with: only these may do something by themselves. */
export const entries: ReadonlySet<string> = new Set(
  Object.values(manifest.scripts).flatMap((script) => script.match(/(?<= )src\/\S+\.ts/g) ?? []),
);

function sourceOf(path: string): Source {
  const text = readFileSync(root + path, 'utf8');
  const tree = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  const imports = [...specifiers(tree)].map((specifier) =>
    specifier.startsWith('.') ? { file: posix.join(posix.dirname(path), specifier) } : { package: packageOf(specifier) },
  );
  return { path, lines: text.split('\n').length - 1, tree, imports };
}

/** Whatever a file names as a module: imports, re-exports, `import(…)` and `import('…').Type`. */
function specifiers(tree: ts.SourceFile): Set<string> {
  const found = new Set<string>();
  walk(tree, (node) => {
    const [named, asked] = [(node as ts.ImportDeclaration).moduleSpecifier, ts.isCallExpression(node) ? node.arguments[0] : undefined];
    if ((ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) && named && ts.isStringLiteral(named)) found.add(named.text);
    if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword)
      found.add(asked && ts.isStringLiteral(asked) ? asked.text : COMPUTED);
    if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) found.add((node.argument.literal as ts.StringLiteral).text);
  });
  return found;
}

function packageOf(specifier: string): string {
  return specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');
}

/** Visits a node and everything below it. */
export function walk(node: ts.Node, visit: (node: ts.Node) => void): void {
  visit(node);
  ts.forEachChild(node, (child) => walk(child, visit));
}
