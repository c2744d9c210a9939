/** Languages: those in which the program speaks to people, and which of them a caller reads. */
import Negotiator from 'negotiator';
import { enumeration, type ValueOf } from '../schema/enum.ts';

/** The languages of the program. Each text that people read is there in all of them. */
export const Language = enumeration('Language', 'A language in which Tierline speaks to people.', {
  EN: 'English.',
  IT: 'Italian.',
  TR: 'Turkish.',
});
export type Language = ValueOf<typeof Language>;

/** The BCP 47 tag of a language. */
export const tagOf = (language: Language): string => language.toLowerCase();

const STANDARD: Language = 'EN';

/** More of a header than this says nothing that matters, and neither does the piece in which it is cut. */
const MOST_CHARACTERS = 1_000;

/**
 * The language in which a caller is answered: the best of those that its `Accept-Language` allows, then its own, then
 * English. Languages that the program does not speak are passed over, and `*` means that any will do: then its own.
 */
export function languageOf(accepted: string | null | undefined, own: Language | null): Language {
  if (accepted == null || accepted === '*') return own ?? STANDARD;
  const spoken = [...new Set([own ?? STANDARD, STANDARD, ...Object.values(Language)])];
  const read = accepted.length <= MOST_CHARACTERS ? accepted : accepted.slice(0, accepted.lastIndexOf(',', MOST_CHARACTERS) + 1);
  const headers = { 'accept-language': read };
  const best = new Negotiator({ headers }).languages(spoken.map(tagOf))[0];
  return spoken.find((language) => tagOf(language) === best) ?? own ?? STANDARD;
}

/** The language of a locale such as `tr-TR`, or null where the program does not speak it or it is no locale at all. */
export function languageNamed(locale: unknown): Language | null {
  if (typeof locale !== 'string' || !/^[a-z]{2,3}([-_][a-z0-9]{1,8})*$/i.test(locale.slice(0, 100))) return null;
  const [subtag] = locale.split(/[-_]/);
  return Object.values(Language).find((language) => tagOf(language) === subtag!.toLowerCase()) ?? null;
}
