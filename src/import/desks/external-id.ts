/** The ids of tickets that came from other desks. */

/** The id by which a ticket of a desk is known again: a number is one only within its installation, or else for its partner. */
export const externalIdOf = (system: string, installation: string, number: string): string => `${system}:${installation}:${number}`;
