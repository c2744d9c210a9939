/** What an endpoint is told to do, checked: an address that can be reached from here, and a subscription that can be followed. */
import type { ActionContext } from '../../kernel/write/action-context.ts';
import { notFound, Problem } from '../../kernel/write/problem.ts';
import type { WebhookEndpoint } from './entity.ts';
import { endpointMessages as say } from './messages.ts';

const REFUSALS = { NOT_HTTPS: () => say.notHttps(), NOT_PUBLIC: () => say.notPublic() } as const;

/** Ports below are those of other services, such as mail; but for the one of https. */
const FIRST_PORT = 1_024;

/** The address as it is kept, or a problem. */
export async function reachable(text: string, { ports: outside }: ActionContext): Promise<string> {
  const wrong = () => new Problem('INVALID', say.notAUrl(), { field: 'url' });
  if (!URL.canParse(text)) throw wrong();
  const url = new URL(text);
  if (!['https:', 'http:'].includes(url.protocol) || url.username || url.password || url.hash) throw wrong();
  if (url.port !== '' && Number(url.port) < FIRST_PORT)
    throw new Problem('INVALID', say.wrongPort({ first: FIRST_PORT }), { field: 'url' });
  const why = await outside.unreachable(url);
  if (why) throw new Problem('INVALID', REFUSALS[why](), { field: 'url' });
  return url.href;
}

/** The subscription as it is kept, read by the viewer; or a problem. One thing that it follows must be there for the viewer. */
export async function followable(document: string, variables: string | null, { ports: outside, viewer, canSee: visible }: ActionContext) {
  const given = objectOf(variables ?? '{}');
  const found = outside.follows(document, given, viewer);
  if ('wrong' in found) throw new Problem('INVALID', say.notFollowable({ why: found.wrong.replace(/\.$/, '') }), { field: 'document' });
  if (found.one && !(await visible(found.one.type, found.one.id))) throw notFound('id');
  return { document, variables: JSON.stringify(given), follows: found.field };
}

/** Refuses to enable an endpoint that would be disabled again at once, and says what is wrong with its subscription. */
export async function stillFollowable(
  { document, variables }: Pick<WebhookEndpoint, 'document' | 'variables'>,
  act: ActionContext,
): Promise<void> {
  const found = act.ports.follows(document, objectOf(variables), act.viewer);
  if ('wrong' in found) throw new Problem('INVALID', say.notFollowable({ why: found.wrong.replace(/\.$/, '') }), { field: 'endpointId' });
}

function objectOf(text: string): Record<string, unknown> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    value = null;
  }
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  throw new Problem('INVALID', say.notVariables(), { field: 'variables' });
}
