/** Written answers: what the database wrote is passed on as it is. */

/** `data` as the database wrote it: it is answered as it is, and neither parsed nor written again. */
export class Written {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

/** Writes an answer. */
export function writeResult(result: object): string {
  const { data, ...rest } = result as { data?: unknown };
  if (!(data instanceof Written)) return JSON.stringify(result);
  const others = JSON.stringify(rest);
  return `{"data":${data.text}${others === '{}' ? '' : `,${others.slice(1, -1)}`}}`;
}
