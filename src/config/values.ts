/** Values of the environment: what each may be, and one clear line about one that is not. */
import { ConfigError } from './error.ts';

/** A whole number within bounds. */
export function integerSetting(name: string, text: string | undefined, standard: number, min: number, max: number): number {
  const value = text ? Number(/^\d+$/.test(text) ? text : NaN) : standard;
  if (Number.isNaN(value) || value < min || value > max)
    throw new ConfigError(`${name} is "${text}": it must be a whole number from ${min} to ${max}`);
  return value;
}

/** Yes or no. */
export function booleanSetting(name: string, text: string | undefined, standard: boolean): boolean {
  if (!text) return standard;
  return oneOf(name, text, ['yes', 'no']) === 'yes';
}

/** One of some words. */
export function oneOf(name: string, text: string, allowed: readonly string[]): string {
  if (!allowed.includes(text)) throw new ConfigError(`${name} is "${text}": it must be one of ${allowed.join(', ')}`);
  return text;
}

/** A URL with one of some protocols. */
export function url(name: string, text: string, protocols: readonly string[]): URL {
  // The value is not repeated: it may hold a password.
  if (!URL.canParse(text)) throw new ConfigError(`${name} is not a URL`);
  const parsed = new URL(text);
  if (!protocols.includes(parsed.protocol)) throw new ConfigError(`${name} must begin with ${protocols.join(' or ')}`);
  return parsed;
}
