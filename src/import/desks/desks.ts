/** Every desk whose tickets can be taken, and the steps that take them. */
import { azureSupport } from '../azure/support.ts';
import type { ImportStep } from '../steps/step.ts';
import type { DeskSystem } from './desk.ts';
import { listSteps } from './lists.ts';
import { noteStep } from './notes.ts';
import { autotask } from './systems/autotask.ts';
import { connectwise } from './systems/connectwise.ts';
import { freshdesk } from './systems/freshdesk.ts';
import { jira } from './systems/jira.ts';
import { neutral } from './systems/neutral.ts';
import { servicenow } from './systems/servicenow.ts';
import { zammad } from './systems/zammad.ts';
import { zendesk } from './systems/zendesk.ts';
import { ticketStep } from './tickets.ts';

const desks: readonly DeskSystem[] = [neutral, azureSupport, zammad, freshdesk, servicenow, jira, connectwise, autotask, zendesk];

/** The steps of all desks: who is meant, then tickets, then notes on them. */
export const deskSteps: readonly ImportStep[] = [
  ...desks.flatMap(listSteps),
  ...desks.map(ticketStep),
  ...desks.filter(({ note }) => note?.fits).map(noteStep),
];
