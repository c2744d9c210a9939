/** Where the program listens, in words for the person who configured it. */
import { ConfigError } from './config.ts';

/** A host as it stands in a URL that one can click on. */
export const shownHost = (host: string): string => (host === '127.0.0.1' ? 'localhost' : host.includes(':') ? `[${host}]` : host);

/** Says by which variables it was told to listen where it cannot. */
export const notListening =
  (names: string) =>
  (error: Error & { syscall?: string }): never => {
    throw error.syscall === 'listen' || error.syscall === 'getaddrinfo'
      ? new ConfigError(`cannot serve at ${names}: ${error.message}`)
      : error;
  };
