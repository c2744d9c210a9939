/** Answers of an API that were saved as they came: several in one (`$batch`), and those that say only what went wrong. */
import { Envelope } from '../json/chunk.ts';

type Members = Record<string, unknown>;
const isObject = (value: unknown): value is Members => typeof value === 'object' && value !== null && !Array.isArray(value);

/** A record within a record, what surrounds it, and why it is none. */
export interface Answered {
  readonly value: Members | null;
  readonly fault: string | null;
  readonly envelope: Envelope;
}

/** Whether a record is one of the answers of a `$batch` request. */
const isResponse = (value: Members): boolean =>
  typeof value.status === 'number' && 'id' in value && ('body' in value || 'headers' in value);

/** The records that a record holds: itself, or those in the answer to one request of a batch. */
export function answered(value: Members, envelope: Envelope): Answered[] {
  if (!isResponse(value)) return [{ ...judged(value), envelope }];
  const { status, body } = value;
  if (!isObject(body)) return [{ value: null, fault: `is the answer ${String(status)} without records`, envelope }];
  const list = body.value ?? body.items;
  if (!Array.isArray(list)) return [{ ...judged(body), envelope: Envelope.of(body) }];
  const around = Envelope.of({ ...body, value: [] });
  return list.map((each: unknown) =>
    isObject(each)
      ? { ...judged(each), envelope: around }
      : { value: null, fault: `is ${JSON.stringify(each).slice(0, 40)}, not an object`, envelope: around },
  );
}

/** An answer that says what went wrong, as Microsoft Graph, Azure, Partner Center and most desks write it, is no record. */
function judged(value: Members): Pick<Answered, 'value' | 'fault'> {
  const [code, message] = errorIn(value) ?? [];
  return code === undefined
    ? { value, fault: null }
    : { value: null, fault: `is an error answer: ${[code, message].filter(Boolean).join(': ')}` };
}

function errorIn(value: Members): [string, string] | undefined {
  // An error says little beside itself.
  if (Object.keys(value).length > 8) return undefined;
  const members = new Map(Object.entries(value).map(([key, member]) => [key.toLowerCase(), member]));
  const inner = members.get('error') ?? members.get('odata.error');
  const text = (said: unknown): string =>
    typeof said === 'string' || typeof said === 'number' ? String(said).replaceAll(/\s+/g, ' ').slice(0, 200) : '';
  const messageOf = (said: unknown): string => (isObject(said) ? text(said.value) : text(said));
  if (isObject(inner) && ('code' in inner || 'message' in inner))
    return [text(inner.code ?? inner.title) || 'error', messageOf(inner.message)];
  if (typeof inner === 'string' && members.size <= 4)
    return [text(inner), messageOf(members.get('error_description') ?? members.get('message'))];
  const isPartnerCenter =
    members.has('code') && members.has('description') && (members.has('source') || members.size <= 4) && !members.has('id');
  return isPartnerCenter ? [text(members.get('code')), text(members.get('description'))] : undefined;
}
