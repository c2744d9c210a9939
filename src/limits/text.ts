/** Texts: what is refused of a document before it is parsed. */
import { getLocation, GraphQLError, Lexer, Source, TokenKind } from 'graphql';
import { DOCUMENT } from './limits.ts';

const OPENING: readonly string[] = [TokenKind.BRACE_L, TokenKind.BRACKET_L, TokenKind.PAREN_L];
const CLOSING: readonly string[] = [TokenKind.BRACE_R, TokenKind.BRACKET_R, TokenKind.PAREN_R];

/** Says where a text is nested too deep: the parser and what follows it recurse, and would run out of stack. */
export function checkNesting(query: string): GraphQLError | null {
  if ((query.match(/[{[(]/g)?.length ?? 0) <= DOCUMENT.nesting) return null;
  const source = new Source(query);
  const lexer = new Lexer(source);
  try {
    let level = 0;
    let tokens = 0;
    // What has more tokens than a document may have, the parser refuses.
    for (let token = lexer.advance(); token.kind !== TokenKind.EOF && ++tokens <= DOCUMENT.tokens; token = lexer.advance()) {
      if (CLOSING.includes(token.kind)) level -= 1;
      if (!OPENING.includes(token.kind) || ++level <= DOCUMENT.nesting) continue;
      const { line, column } = getLocation(source, token.start);
      return new GraphQLError(`The document is nested more than ${DOCUMENT.nesting} levels deep at line ${line}, column ${column}.`, {
        source,
        positions: [token.start],
      });
    }
  } catch {
    // What is no token at all, the parser says better.
  }
  return null;
}
