/** The support rules in English. */
import type { RuleText } from '../rule.ts';
import type { RuleCode } from '../table.ts';

export const en: Readonly<Record<RuleCode, RuleText>> = {
  R01: {
    sentence: 'Support work is done in the roles that the GDAP role guidance names for the task, or as a helpdesk agent.',
    explanation:
      'Whoever works on tickets for a partner is a helpdesk agent or an admin agent; for work in a customer’s tenant a role of an active delegation is needed as well. A sales agent sees customers and offerings, and no tickets.',
  },
  R02: {
    sentence:
      'Partners in the Cloud Solution Provider (CSP) program are the trusted advisors of their customers, and supporting them is part of that.',
    explanation:
      'Each subscription of a customer has a partner who answers for its support. A customer with a question or a problem turns to that partner.',
  },
  R03: {
    sentence: 'Giving support lets a partner learn about its customers and find new services that bring them value.',
    explanation: 'What customers ask for shows what they need. A partner may use what its own tickets tell it; no duty follows from this.',
  },
  R04: {
    sentence: 'A direct-bill partner owns the relationship with its customer from end to end.',
    explanation: 'It bills the customer, supports it, and turns to Microsoft itself. No indirect provider stands in between.',
  },
  R05: {
    sentence: 'Indirect resellers should work with their indirect provider to support customers.',
    explanation:
      'What a reseller cannot solve goes to the provider behind the subscription. For Azure, only the provider can turn to Microsoft.',
  },
  R06: {
    sentence: 'The partner is expected to solve problems on behalf of its customers.',
    explanation:
      'A ticket is in the hands of somebody at a partner. The customer describes the problem; assigning the ticket and working on it are up to the partner.',
  },
  R07: {
    sentence: 'The first step is to check service health for existing, documented issues.',
    explanation:
      'An incident that explains the problem is linked to the ticket, and a request to Microsoft is then usually not needed. The check comes before the diagnosis, and before anything is handed over.',
  },
  R08: {
    sentence:
      'If the check of service health does not solve the problem, the partner can use its admin privileges to troubleshoot software, settings and configuration.',
    explanation:
      'These privileges come from a delegation (GDAP) that the customer has approved, that is active, and whose roles cover the task.',
  },
  R09: {
    sentence: 'Undocumented problems with services that do not work as their service descriptions say are handed over to Microsoft.',
    explanation:
      'One of the five categories for which a partner turns to Microsoft. It presupposes that service health shows no incident that explains the problem.',
  },
  R10: {
    sentence: 'Services that are unavailable are handed over to Microsoft.',
    explanation:
      'One of the five categories for which a partner turns to Microsoft. Only Microsoft can restore a service that nobody can reach; the incident may be documented already.',
  },
  R11: {
    sentence: 'Bugs and other irregularities that affect how a service looks or works are handed over to Microsoft.',
    explanation:
      'One of the five categories for which a partner turns to Microsoft. Whoever hands the problem over says how to reproduce it.',
  },
  R12: {
    sentence: 'Large-scale network disruptions are handed over to Microsoft.',
    explanation:
      'One of the five categories for which a partner turns to Microsoft. Faults in the customer’s own network are not among them.',
  },
  R13: {
    sentence: 'Regional issues with impact on several tenants are handed over to Microsoft.',
    explanation:
      'One of the five categories for which a partner turns to Microsoft. The evidence is the tickets of at least two customers in the same region.',
  },
  R14: {
    sentence: 'In general, all communication with the customer comes from the CSP partner.',
    explanation:
      'What Microsoft answers to a request is meant for the partner, who decides what the customer is told, and tells it. Microsoft cannot write to the customer on a ticket.',
  },
  R15: {
    sentence: 'Because the partner owns the billing relationship, Microsoft sends customers nothing about their subscriptions directly.',
    explanation:
      'Notices about subscriptions, such as renewals, changes or invoices, come from the partner who is responsible for the subscription.',
  },
  R16: {
    sentence: 'Microsoft may communicate with customers directly about service incidents or other operational information.',
    explanation:
      'This is the exception to the rule that communication comes from the partner: customers hear of incidents, and of how they go on, from Microsoft itself.',
  },
  R17: {
    sentence:
      'With customers who already had a commercial relationship with Microsoft, Microsoft goes on communicating directly about their products and services outside CSP.',
    explanation:
      'What a customer has bought through another channel stays between it and Microsoft. Its CSP subscriptions are not affected.',
  },
  R18: {
    sentence: 'CSP customers cannot create support requests with Microsoft themselves; they must contact their partner.',
    explanation:
      'A customer makes its request to its own partner, who works on it and turns to Microsoft if need be. No way leads from the customer to Microsoft past the partner.',
  },
  R19: {
    sentence: 'The partner must receive the incoming support requests of its customers.',
    explanation: 'When a customer turns to its partner, the partner has to take the request in. No request may be lost or go unnoticed.',
  },
  R20: {
    sentence: 'The partner must diagnose problems to the best of its ability.',
    explanation: 'Before a ticket is resolved or handed over, the partner finds out what is wrong and puts it on record.',
  },
  R21: {
    sentence: 'The partner must resolve the problems that lie within the baseline support boundaries.',
    explanation:
      'Which problems these are, the partner states for each service. Resolving a ticket is the task of the partner, not of the customer or of Microsoft.',
  },
  R22: {
    sentence: 'To meet the support requirement, a partner may resell the support of another company.',
    explanation: 'The offering then says that the support is resold, and whose it is.',
  },
  R23: {
    sentence: 'To meet the support requirement, a partner may outsource all or part of its support structure.',
    explanation:
      'Another company then does the work, or some of it, in the partner’s name, and the offering says which company covers which duties.',
  },
  R24: {
    sentence: 'To meet the support requirement, a partner may set up a structure to provide support directly.',
    explanation: 'The partner’s own people then do the work, and the offering says so.',
  },
  R25: {
    sentence: 'A partner may charge for all or part of the support that it provides to customers.',
    explanation: 'It is the customer who pays the partner for support. Support may also be free, in whole or in part.',
  },
  R26: {
    sentence:
      'The partner must tell customers the types of support it provides, the service hours, the contact method and, if it charges for support, the pricing.',
    explanation:
      'An offering cannot be published before it states what it covers, its hours with their time zone, the ways to reach it and, if it is charged, its price. Customers acknowledge these terms, and each change of them is a new version.',
  },
  R27: {
    sentence: 'Customers may sign in to the Microsoft 365 admin center or the Azure portal to manage their accounts.',
    explanation: 'Buying through a partner takes none of the customer’s own access to these portals away.',
  },
  R28: {
    sentence: 'In these portals customers can view communications and notifications, such as service health, in the Message center.',
    explanation:
      'In Tierline, too, a customer sees the health of the services, the incidents that touch what it has bought, and what Microsoft published in the Message center of its own tenant. It can only read them; what it marks as read is its own.',
  },
  R29: {
    sentence: 'Customers can do all service configuration and admin tasks as if they had bought directly from Microsoft.',
    explanation:
      'This includes configuring Exchange Online, SharePoint Online and whatever else they have bought. No partner needs to be asked.',
  },
  R30: {
    sentence: 'To buy more subscriptions or to cancel them, customers must contact their CSP partner.',
    explanation: 'The customer asks, and the partner carries it out. No order and no cancellation goes from the customer to Microsoft.',
  },
  R31: {
    sentence: 'Customers cannot change their subscriptions directly with Microsoft.',
    explanation:
      'Quantity, plan and status of a subscription are changed by the partner who sold it. In Tierline customers see their subscriptions, and cannot change them.',
  },
  R32: {
    sentence: 'Customers who need help with products can find product resources on Microsoft Support.',
    explanation: 'These are articles, guides and answers for each product, open to everybody.',
  },
  R33: {
    sentence: 'Partners are encouraged to point customers to these resources as a first step.',
    explanation:
      'Many questions are answered there at once. It is a recommendation: a request is taken in whether or not the customer has looked there.',
  },
  R34: {
    sentence: 'For technical product support, both the Microsoft 365 and the Azure portal redirect the customer to its partner of record.',
    explanation:
      'The partner of record is stated for each subscription: a customer with several partners may be sent to one or the other, depending on the product.',
  },
  R35: {
    sentence:
      'The contact details shown in the Microsoft 365 portal come from the customer support profile in the partner’s legal information.',
    explanation: 'Partners who want customers to find the right telephone number and address keep this profile up to date.',
  },
  R36: {
    sentence: 'The next steps are to check service health, to report problems on behalf of a customer, and to provide billing support.',
    explanation: 'These are the three ways on which a partner’s daily support work goes on.',
  },
};
