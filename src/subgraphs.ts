/** The table of contents: every subgraph of Tierline. */
import { accounts } from './accounts/index.ts';
import { audit } from './audit/index.ts';
import { health } from './health/index.ts';
import type { Subgraph } from './kernel/schema/subgraph.ts';
import { notices } from './notices/index.ts';
import { offerings } from './offerings/index.ts';
import { rulebook } from './rulebook/index.ts';
import { tickets } from './tickets/index.ts';
import { webhooks } from './webhooks/index.ts';

export const subgraphs: readonly Subgraph[] = [accounts, audit, rulebook, offerings, health, tickets, notices, webhooks];
