/** What people write on tickets whatever they are about. */
import type { CountryCode } from './countries.ts';

/** The first step (rule R07), noted by the agent for colleagues. */
export const healthChecks: readonly string[] = [
  'Checked service health: no open incident matches.',
  'Service health is green for the tenant. Going on with the settings.',
  'Looked at service health and the Message Center: nothing that explains it.',
  'Nothing in service health. Signed in through the delegation, collecting logs.',
];

/** What a customer adds while nobody works on it yet. */
export const additions: readonly string[] = [
  'It now concerns two more colleagues.',
  'I attach a screenshot to the mail, please have a look.',
  'We can be reached until 17:30 today.',
  'It has become worse since I wrote.',
];

/** What a customer notes for its own company. */
export const ownNotes: readonly string[] = [
  'Cost centre 4100. Works council is informed.',
  'If this is not solved this week we raise it in the monthly meeting.',
  'Told the colleagues on the intranet.',
];

/** What a customer answers. */
export const replies: readonly string[] = [
  'Agreed, please go ahead.',
  'Thank you for the quick answer.',
  'Good to know. Please write when it is done.',
  'That is fine with us.',
  'All right, but please not before 18:00.',
  'We have done what we can on our side.',
];

/** The same, in the language of the country. */
export const localReplies: Readonly<Record<CountryCode, string>> = {
  IT: 'Sì, procedete pure. Grazie.',
  DE: 'Ja, bitte so machen. Vielen Dank.',
  FR: 'Oui, allez-y, merci.',
  NL: 'Ja, ga uw gang.',
  PL: 'Tak, bardzo proszę.',
  ES: 'Sí, adelante, gracias.',
  GB: 'Yes please, many thanks.',
  TR: 'Evet, lütfen devam edin. Teşekkürler.',
};

/** What the customer writes when it is solved. */
export const thanks: readonly string[] = ['Works again, thank you!', 'Confirmed: everything is fine.', 'Great, that helped. Please close.'];

/** What the agent adds to a question. */
export const questions: readonly string[] = [
  'Please let us know, so that we can go on.',
  'We wait for your answer before we change anything.',
  'Could you confirm this by tomorrow?',
];

/** What the provider answers to its reseller. */
export const providerAnswers: readonly string[] = [
  'Seen. We have it on our desk and write here today.',
  'Confirmed from our side. Details are in the mail to your team.',
  'Noted, thank you. We keep an eye on it.',
  'Done on our side, please check with your customer.',
];

/** What the partner hands to the provider when there is nothing more to say about it. */
export const handOvers: readonly string[] = [
  'We are at the end of our possibilities here. Could you take over? Logs and steps are in our notes to you by mail.',
  'This needs rights that only you have with the vendor. Please take it from here.',
];

/** What goes to the vendor, by the five hand-off categories (rules R09 to R13). */
export const escalations: readonly string[] = [
  'Handed over to the vendor as UNDOCUMENTED_SERVICE_PROBLEM: behaves otherwise than the service description says. Logs, times and steps to reproduce are attached.',
  'Handed over to the vendor as SERVICE_UNAVAILABLE: no sign-in for the whole site, nothing in service health.',
  'Handed over to the vendor as BUG_OR_IRREGULARITY: reproduced in a clean tenant with the current build.',
  'Handed over to the vendor as REGIONAL_MULTITENANT: three customers in the same region, same hour.',
];

/** What the customer is told then (rule R14: by its partner). */
export const escalationUpdates: readonly string[] = [
  'We have handed the case over to the vendor and stay your contact. We tell you as soon as there is an answer.',
  'The vendor is looking into it at our request. Next news from us tomorrow at the latest.',
];

/** What the provider notes for itself. */
export const providerNotes: readonly string[] = [
  'Third case from this reseller this month. Offer them the workshop.',
  'Callback to the vendor’s duty manager planned for 15:00.',
  'Support plan covers it. Contract id is in the vault.',
];

/** What the vendor answers to the partners; it does not write to customers (rule R14). */
export const vendorAnswers: readonly string[] = [
  'Received. An engineer has taken it; first findings within four hours.',
  'We can reproduce it and have passed it to the product group. A workaround is in article 4471.',
  'Please send a network trace of one affected user, recorded after 14:00 UTC.',
];
