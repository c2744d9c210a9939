/** The services that offers give, as far as their names tell. */

/** Names of offers that begin otherwise than those of their services. */
const ALIASES: readonly (readonly [offer: RegExp, service: string])[] = [
  [/^(office|microsoft) 365\b/, 'microsoft 365 suite'],
  [/^dynamics 365\b/, 'dynamics 365 apps'],
  [/^(azure ad|azure active directory|microsoft entra id)\b/, 'identity service'],
];

/** The key of the service with whose name, or key, the name of an offer begins; the longest name wins. A service that is not known is none. */
export function serviceOf(offer: string, services: readonly { key: string; name: string }[]): string | undefined {
  const text = offer.toLowerCase();
  const named = services
    .flatMap(({ key, name }) => [key, name].map((word) => ({ key, word: word.toLowerCase() })))
    .filter(({ word }) => text === word || (text.startsWith(word) && !/[\p{L}\p{N}]/u.test(text[word.length]!)));
  const longest = named.toSorted((a, b) => b.word.length - a.word.length)[0];
  if (longest) return longest.key;
  const [, alias] = ALIASES.find(([pattern]) => pattern.test(text)) ?? [];
  return services.find(({ name }) => name.toLowerCase() === alias)?.key;
}
