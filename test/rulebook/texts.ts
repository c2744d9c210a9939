/** What can be wrong with a text that is said in several languages. */
import { parse, TYPE, type MessageFormatElement } from '@formatjs/icu-messageformat-parser';
import { Language } from '../../src/kernel/i18n/language.ts';
import type { Texts } from '../../src/kernel/i18n/message.ts';

/** Every language of the program. */
export const LANGUAGES = Object.values(Language);

/** What a text leaves open: each argument with its kind, and the values that it tells apart. */
function holes(elements: readonly MessageFormatElement[]): Set<string> {
  const found = new Set<string>();
  for (const each of elements) {
    if (each.type === TYPE.literal || each.type === TYPE.pound) continue;
    if (each.type === TYPE.tag) throw new Error('a tag');
    const told = each.type === TYPE.select ? ` ${Object.keys(each.options).sort().join(' ')}` : '';
    found.add(`${each.value} ${TYPE[each.type]}${told}`);
    if ('options' in each) for (const { value } of Object.values(each.options)) for (const hole of holes(value)) found.add(hole);
  }
  return found;
}

const sorted = (set: Iterable<string>): string => [...set].sort().join(', ');

/** What is wrong with a message; nothing if all is well. */
export function faultsOf(texts: Texts): string[] {
  const takes = sorted(texts.takes ?? []);
  const open: string[] = [];
  const faults = LANGUAGES.flatMap((language): string[] => {
    const text: string | undefined = texts[language];
    if (!text?.trim()) return [`is missing in ${language}`];
    if (text.includes("'")) return [`has a straight apostrophe in ${language}`];
    if (!text.endsWith('.')) return [`does not end with a full stop in ${language}`];
    try {
      const found = holes(parse(text, { ignoreTag: true }));
      open.push(sorted(found));
      const names = sorted(new Set([...found].map((hole) => hole.split(' ')[0]!)));
      return names === takes ? [] : [`takes ${names || 'nothing'} in ${language}, and not ${takes || 'nothing'}`];
    } catch (error) {
      return [`is not ICU MessageFormat in ${language}: ${(error as Error).message}`];
    }
  });
  if (faults.length === 0 && new Set(open).size > 1)
    faults.push(`has other arguments in one language than in another: ${open.join(' | ')}`);
  const same = LANGUAGES.filter((language) => language !== 'EN' && texts[language] === texts.EN);
  return [...faults, ...same.map((language) => `is not translated into ${language}`)];
}
