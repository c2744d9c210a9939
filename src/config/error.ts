/** A value that the program cannot run with; the message is for the person who set it. */
export class ConfigError extends Error {}
