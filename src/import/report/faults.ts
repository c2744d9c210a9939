/** Everything that is wrong with a record: it is read again with a value that fits in the place of each field that was refused. */
import { FieldReader, FieldRefusal } from '../steps/field-reader.ts';
import type { StepSource, ImportStep } from '../steps/step.ts';

/** One thing that is wrong. */
export interface Fault {
  readonly field: string | null;
  readonly why: string;
}

/** More faults of one record than anybody mends at once are not looked for. */
const MOST = 20;
/** One of these fits wherever a field is read: an id, a time, a word, a number, yes or no, a list, an object. */
const FITTING: readonly unknown[] = ['00000000-0000-4000-8000-000000000000', '2000-01-01T00:00:00Z', '1', 'P1D', 1, true, [], {}];

/** The faults of a record, the first as it was found. */
export function faultsOf<D>(step: ImportStep<D>, value: Record<string, unknown>, source: StepSource, first: FieldRefusal): Fault[] {
  const faults: Fault[] = [];
  const record = structuredClone(value);
  let found: FieldRefusal | null = first;
  while (found && faults.length < MOST) {
    faults.push({ field: found.field, why: found.message });
    const { field }: FieldRefusal = found;
    found = field === null ? null : mended(step, record, field, source);
  }
  return faults;
}

/** The next refusal once a field is right; null where there is none, or no value makes the field right. */
function mended<D>(step: ImportStep<D>, record: Record<string, unknown>, field: string, source: StepSource): FieldRefusal | null {
  const member = memberAt(record, field);
  if (!member) return null;
  for (const value of FITTING) {
    member.holder[member.key] = value;
    try {
      step.read(new FieldReader(record), source);
      return null;
    } catch (error) {
      if (!(error instanceof FieldRefusal)) return null;
      // What is missing within the value that was put there is no fault of the record.
      if (error.field?.startsWith(`${field}.`) || error.field?.startsWith(`${field}[`)) return null;
      if (error.field !== field) return error;
    }
  }
  return null;
}

type Holder = Record<string | number, unknown>;

/** Where a path such as `posts[2].createdDateTime` leads, in any case; null where something on the way is not there. */
function memberAt(record: Holder, path: string): { holder: Holder; key: string | number } | null {
  const steps = path.split('.').flatMap((part) => {
    const [name, ...indices] = part.split(/\[(\d+)\]/).filter((each) => each !== '');
    return [name!, ...indices.map(Number)];
  });
  let holder: unknown = record;
  for (const [index, step] of steps.entries()) {
    if (typeof holder !== 'object' || holder === null) return null;
    const own: Holder = holder as Holder;
    const key: string | number =
      typeof step === 'number' ? step : (Object.keys(own).find((each) => each.toLowerCase() === step.toLowerCase()) ?? step);
    if (index === steps.length - 1) return { holder: own, key };
    holder = own[key];
  }
  return null;
}
