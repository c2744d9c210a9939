/** Messages: what is said to people, by a name and its arguments; the words come when it is known in which language. */
import { IntlMessageFormat } from 'intl-messageformat';
import { bcp47Of, type Language } from './language.ts';

/** What fills an argument of a message. Several texts become a list: "a, b or c", as the language has it. */
export type MessageArgument = string | number | readonly string[];

/** A message before it is put into words: plain data, which can be kept. */
export interface MessageRef {
  readonly id: string;
  readonly values: Readonly<Record<string, MessageArgument>>;
}

/** One message: the arguments it takes, and its text in ICU MessageFormat in every language. */
export type Texts = Readonly<Record<Language, string>> & { readonly takes?: readonly string[] };

type Say<T> = T extends { takes: readonly (infer N extends string)[] }
  ? (values: Record<N, MessageArgument>) => MessageRef
  : () => MessageRef;

const known = new Map<string, Texts>();

/** Every message of the program, by its id. */
export const messageCatalog: ReadonlyMap<string, Texts> = known;

/**
 * Declares the messages of a part of the program, and answers one function for each that says it. An id stays what it is:
 * refusals are kept under it, so other arguments are another message.
 */
export function messages<const T extends Readonly<Record<string, Texts>>>(part: string, texts: T): { readonly [K in keyof T]: Say<T[K]> } {
  const say = Object.entries(texts).map(([name, each]) => {
    const id = `${part}.${name}`;
    if (known.has(id)) throw new Error(`the message ${id} is declared twice`);
    known.set(id, each);
    return [name, (values: MessageRef['values'] = {}): MessageRef => ({ id, values })];
  });
  return Object.fromEntries(say);
}

const formats = new Map<string, IntlMessageFormat>();
const lists = new Map<Language, Intl.ListFormat>();

/** A message in a language; null for one that this version of the program does not know, or knows with other arguments. */
export function formatMessage({ id, values }: MessageRef, language: Language): string | null {
  const texts = known.get(id);
  if (!texts || texts.takes?.some((name) => !(name in values))) return null;
  const key = `${language} ${id}`;
  let format = formats.get(key);
  if (!format) formats.set(key, (format = new IntlMessageFormat(texts[language], bcp47Of(language), undefined, { ignoreTag: true })));
  const filled = Object.entries(values).map(([name, value]) => [name, typeof value === 'object' ? listed(value, language) : value]);
  return String(format.format(Object.fromEntries(filled)));
}

function listed(values: readonly string[], language: Language): string {
  let list = lists.get(language);
  if (!list) lists.set(language, (list = new Intl.ListFormat(bcp47Of(language), { type: 'disjunction' })));
  return list.format(values);
}
