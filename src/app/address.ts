/** The address that the platform serves at: how it is shown, and what is said where nobody can listen there. */
import { ConfigError } from '../config.ts';

/** A host as it stands in a URL. */
export const shownHost = (host: string): string => (host === '127.0.0.1' ? 'localhost' : host.includes(':') ? `[${host}]` : host);

/** Takes the failure to listen for what it is: a fault of the configuration, at the variables of these names. */
export const notListening =
  (names: string) =>
  (error: Error & { syscall?: string }): never => {
    throw error.syscall === 'listen' || error.syscall === 'getaddrinfo'
      ? new ConfigError(`cannot serve at ${names}: ${error.message}`)
      : error;
  };
