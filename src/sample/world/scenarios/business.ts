/** Scenarios around business applications, and those about no service at all. */
import type { Scenario } from './scenario.ts';

/** By the key of the service. */
export const business: Readonly<Record<string, readonly Scenario[]>> = {
  DynamicsCRM: [
    {
      title: 'Opportunities cannot be closed as won',
      severity: 'MODERATE',
      description: 'When the {team} team closes an opportunity "An error occurred in a plugin" appears.',
      found: 'Custom plugin of the integrator fails on empty currency since the release wave.',
      between: 'Plugin is the integrator’s: outside of our boundaries. Customer wants us to coordinate.',
      update:
        'An extension of your integrator fails when the currency is empty. We are in contact with them; until then please fill in the currency.',
      resolution: 'The integrator corrected the extension. Closing works without a currency.',
    },
    {
      title: 'Users see accounts of the other company',
      severity: 'CRITICAL',
      description: 'Since the reorganization sales people see customers of our sister company. That must not be.',
      found: 'Security role was raised from business unit to organization during tests.',
      update: 'A role was given too much. We have put it back and are checking who opened what.',
      resolution:
        'Rights are limited to the own business unit again. You received a list of all accesses for your data protection officer.',
    },
    {
      title: 'Import of addresses ends with duplicates',
      severity: 'MINIMAL',
      description: 'The import of the trade fair list created {n} accounts that existed already.',
      found: 'Duplicate rule compares names exactly; list has other legal forms.',
      update: 'The check for duplicates compares names letter by letter. We have added one by mail domain and will merge the accounts.',
      resolution: 'The duplicates were merged and the new rule is active.',
    },
  ],
  PowerApps: [
    {
      title: 'App is slow with more than two thousand records',
      severity: 'MINIMAL',
      description: 'Our app for inspections does not show all inspections and is slow.',
      found: 'Filter is not delegable, limit 2000.',
      update:
        'The app filters on the telephone and not on the server. We have rewritten the filter and would like you to test the new version.',
      resolution: 'The new version shows all records and opens in two seconds.',
    },
  ],
  MicrosoftFlow: [
    {
      title: 'Approval flow stopped after {user} left',
      severity: 'MODERATE',
      description: 'Purchase orders are not approved any more. The flow belonged to a colleague who left.',
      found: 'Connections belong to the deleted account. Move to a service account.',
      between: 'One Power Automate Process seat for the service account, please.',
      update: 'The flow runs in the name of the colleague. We are moving it to an account that does not leave.',
      resolution: 'The flow runs under a service account; {n} pending orders were approved afterwards.',
    },
    {
      title: 'Robot stops at a pop-up window',
      severity: 'MINIMAL',
      description: 'The desktop flow that enters delivery notes waits at a new window of the ERP.',
      found: 'New "rate us" dialog of the ERP. Handle by image condition.',
      update: 'The ERP shows a new window that the robot does not know. We are teaching it to close the window.',
      resolution: 'The robot closes the window and has been running for a week.',
    },
  ],
  PowerBIcom: [
    {
      title: 'Report shows nothing for some colleagues',
      severity: 'MINIMAL',
      description: 'Colleagues in {city} open the sales report and all visuals are empty.',
      found: 'Row-level security maps by mail address, they were renamed when the domains were joined.',
      update: 'The report shows each person the own region, and it does not know the new mail addresses. We are adding them.',
      resolution: 'The table of addresses was brought up to date; it is filled from the directory from now on.',
    },
    {
      title: 'Gateway has to move to a new server',
      severity: 'MODERATE',
      description: 'The old server with the gateway is switched off at the end of the month.',
      found: 'Recovery key is with {user}. Move by takeover.',
      update: 'We can move the gateway without changes to the reports. We need the recovery key that your colleague has.',
      resolution: 'The gateway runs on the new server and all refreshes of the night worked.',
    },
  ],
};

/** About no service: orders, contracts, products of the marketplace. */
export const general: readonly Scenario[] = [
  {
    title: 'Please add {n} seats from next month',
    severity: 'MINIMAL',
    description: 'We take over a company with {n} people and need the same licences for them as we have.',
    found: 'Cheaper as part of the yearly term; co-terminate with the main subscription.',
    between: 'Please confirm the price and that the seats can end with the main subscription.',
    update: 'You received our offer. As soon as you confirm it the seats are there within an hour.',
    resolution: 'The seats were added and end together with your other licences.',
  },
  {
    title: 'Cancellation of a subscription at its end',
    severity: 'MINIMAL',
    description: 'We do not want to renew the additional licences when they end. What do we have to do?',
    found: 'Auto renewal on, ends in five weeks. Switch off, note in CRM.',
    update:
      'You need not do anything in the portal: subscriptions are changed by us. We will switch off the renewal as soon as you confirm.',
    resolution: 'The renewal is switched off. The licences end with their term, and the data can be exported until 90 days later.',
  },
  {
    title: 'Signature tool does not add signatures on telephones',
    severity: 'MODERATE',
    description: 'Mails that are sent from telephones have no signature since the update of the tool.',
    found: 'Product of the marketplace: the vendor gives no support, maker has to.',
    between: 'Case at the maker is open. They ask for the connector’s message trace.',
    update: 'The tool is made by another company and we have opened a case with it. We stay in charge and keep you informed.',
    resolution: 'The maker corrected its connector. Mails from telephones have signatures again.',
  },
  {
    title: 'Where can we see planned maintenance?',
    severity: 'MINIMAL',
    description: 'We would like to know in advance when something is changed in the services.',
    found: 'Show them service health and the Message Center; Message Center Reader for two people.',
    update: 'You can see this yourself in the admin center under Health. We have given two of your colleagues the right to read it.',
    resolution: 'The colleagues were shown where to look and get a weekly summary by mail.',
  },
  {
    title: 'Our delegated rights end next month',
    severity: 'MODERATE',
    description: 'We got a mail that the rights of our partner to administer our accounts will expire. Is that a fraud?',
    found: 'Genuine notice of the vendor, 30 days before the end.',
    between: 'Without the delegation we cannot open requests for the customer: please renew yours too.',
    update: 'The mail is genuine. We have sent you a new request; please approve it in the admin center so that we can go on helping you.',
    resolution: 'The new delegation is active for two years, with fewer rights than before.',
  },
];
