/** The incidents of the sample world, as written: times are hours before now. */
import type { IncidentClassification, IncidentOrigin } from '../../health/incident/terms.ts';
import type { PostKind } from '../../health/incident/post.ts';
import type { HealthStatus } from '../../health/service/status.ts';
import type { ValueOf } from '../../kernel/schema/enum.ts';
import type { TicketSeverity } from '../../tickets/ticket/state.ts';

/** What was said at some hour, and the status that it brought. */
export type PostText = readonly [hoursAgo: number, kind: ValueOf<typeof PostKind>, status: HealthStatus, text: string];

/** An incident as written. */
export interface IncidentText {
  readonly trackingId: string;
  readonly service: string;
  readonly feature?: string;
  readonly title: string;
  readonly classification: ValueOf<typeof IncidentClassification>;
  readonly origin?: ValueOf<typeof IncidentOrigin>;
  readonly impact: string;
  /** Empty: everywhere. */
  readonly regions: readonly string[];
  readonly started: number;
  /** Missing while it goes on. */
  readonly ended?: number;
  readonly posts: readonly PostText[];
  /** How a customer tells it when opening a ticket. */
  readonly symptom: { readonly title: string; readonly description: string; readonly severity: ValueOf<typeof TicketSeverity> };
}

const DAY = 24;

/** Every incident, the newest first. */
export const incidentTexts: readonly IncidentText[] = [
  {
    trackingId: 'EX1104387',
    service: 'Exchange',
    feature: 'E-mail timely delivery',
    title: 'Users in Europe see delays of up to 40 minutes when they send or receive external e-mail',
    classification: 'INCIDENT',
    impact:
      'Messages to and from addresses outside the organization may arrive up to 40 minutes late. Messages within the organization are not affected.',
    regions: ['EUR'],
    started: 5,
    posts: [
      [
        4.6,
        'REGULAR',
        'INVESTIGATING',
        'We are looking into reports of delayed external e-mail. We are reviewing queue depths on the European mail transport to find where messages wait.',
      ],
      [3.4, 'QUICK', 'INVESTIGATING', 'Messages wait in front of a part of the anti-spam infrastructure. No message has been lost.'],
      [
        2.5,
        'REGULAR',
        'SERVICE_DEGRADATION',
        'A recent update to the content filter takes more processor time than planned, and the queues in front of it grow during the European morning. We are taking the update back, one part of the infrastructure at a time.',
      ],
      [
        0.9,
        'REGULAR',
        'SERVICE_DEGRADATION',
        'The update has been taken back on half of the affected infrastructure. Queues there are empty again; delays elsewhere have gone down to about 15 minutes.',
      ],
    ],
    symptom: {
      title: 'Customer mail arrives half an hour late',
      description:
        'Since this morning mail from outside reaches us 30 to 40 minutes late, and our customers say the same about our answers. Inside the company everything is immediate. The order desk in {city} works by mail and is in trouble.',
      severity: 'CRITICAL',
    },
  },
  {
    trackingId: 'TM1104102',
    service: 'microsoftteams',
    feature: 'Calling',
    title: 'Some calls through Teams Phone have no sound in one direction',
    classification: 'INCIDENT',
    impact: 'In about one of ten calls to the public telephone network the other side cannot hear the user for the first 10 to 15 seconds.',
    regions: [],
    started: 27,
    posts: [
      [
        26.5,
        'REGULAR',
        'INVESTIGATING',
        'We have received reports of calls without sound in one direction and are collecting network traces of affected calls.',
      ],
      [
        22,
        'REGULAR',
        'SERVICE_DEGRADATION',
        'A media relay offers an address that some session border controllers cannot reach. We are working out which relays are concerned.',
      ],
      [
        9,
        'REGULAR',
        'RESTORING_SERVICE',
        'The configuration of the media relays is being corrected. The correction reaches all relays within 36 hours.',
      ],
      [
        2,
        'QUICK',
        'RESTORING_SERVICE',
        'The correction is on 60 percent of the relays. The number of affected calls goes down as it should.',
      ],
    ],
    symptom: {
      title: 'Callers do not hear us at the start of a call',
      description:
        'Several colleagues at the switchboard in {city} report that callers hear nothing for the first ten seconds and hang up. It began yesterday. Headsets were swapped, it makes no difference.',
      severity: 'MODERATE',
    },
  },
  {
    trackingId: 'KX3T-7PG',
    service: 'Microsoft.Compute/virtualMachines',
    feature: 'Allocation',
    title: 'Virtual machines of some sizes cannot be started in Italy North',
    classification: 'INCIDENT',
    impact:
      'Starting or resizing virtual machines of the Dv5 and Ev5 series may fail with `AllocationFailed`. Machines that run are not affected.',
    regions: ['italynorth'],
    started: 15,
    posts: [
      [
        14.5,
        'REGULAR',
        'INVESTIGATING',
        'Requests to start machines of some sizes fail in Italy North. We are finding out why the capacity is not available.',
      ],
      [
        11,
        'REGULAR',
        'SERVICE_INTERRUPTION',
        'A power feed of one datacenter was switched over and a group of racks has not come back. Machines that ran there were started elsewhere; the free capacity of the region is used up for now.',
      ],
      [
        3,
        'STRATEGIC',
        'SERVICE_INTERRUPTION',
        'Technicians are bringing the racks back in groups. If you can, start your machines in another zone or with an earlier series: Dv4 and Ev4 have free capacity. We expect two thirds of the capacity to be back this evening.',
      ],
    ],
    symptom: {
      title: 'ERP server does not start: AllocationFailed',
      description:
        'The virtual machine of the ERP was stopped for the nightly backup and does not start any more. The portal says "AllocationFailed" in Italy North. Production planning in {city} stands still.',
      severity: 'CRITICAL',
    },
  },
  {
    trackingId: 'SP1103958',
    service: 'SharePoint',
    feature: 'Search',
    title: 'New and changed documents do not appear in search',
    classification: 'ADVISORY',
    impact: 'Documents added or changed in the last two days may be missing in search results. They can be opened from their library.',
    regions: ['EUR', 'GBR', 'DEU'],
    started: 50,
    posts: [
      [48, 'REGULAR', 'INVESTIGATING', 'We are looking into reports that search does not find recent documents.'],
      [
        31,
        'REGULAR',
        'SERVICE_DEGRADATION',
        'A part of the indexing infrastructure falls behind. We are adding capacity and let the backlog run down.',
      ],
      [
        7,
        'REGULAR',
        'EXTENDED_RECOVERY',
        'Indexing keeps pace with new documents again. It will take two to three days until everything from the backlog is found.',
      ],
    ],
    symptom: {
      title: 'Search in SharePoint finds nothing that is newer than two days',
      description:
        'Offers that were saved on Monday and Tuesday are not found by search. In the library itself they are there. The {team} team looks for documents by hand.',
      severity: 'MINIMAL',
    },
  },
  {
    trackingId: 'MO1104290',
    service: 'OSDPPlatform',
    feature: 'Admin center',
    title: 'Admins may be unable to see the list of active users in the Microsoft 365 admin center',
    classification: 'ADVISORY',
    impact: 'The page Active users may stay empty or end with an error. Licences can be assigned by PowerShell or by groups.',
    regions: [],
    started: 9,
    posts: [
      [
        8.5,
        'REGULAR',
        'INVESTIGATING',
        'Some admins cannot load the list of active users. We are comparing the requests of affected tenants.',
      ],
      [
        4,
        'REGULAR',
        'INVESTIGATION_SUSPENDED',
        'We could not reproduce the error in our own tenants. To go on we need a network trace of an affected admin: please attach one to your request.',
      ],
    ],
    symptom: {
      title: 'Active users in the admin center stays empty',
      description:
        'I want to give three new colleagues a licence. The page "Active users" loads for a minute and then shows an error. Two browsers, same result.',
      severity: 'MINIMAL',
    },
  },
  {
    trackingId: 'DZ1104355',
    service: 'Microsoft365Defender',
    feature: 'Quarantine',
    title: 'Some messages that users release from quarantine are not delivered',
    classification: 'ADVISORY',
    impact: 'Users may release a message from quarantine, get a confirmation, and not receive the message.',
    regions: ['EUR', 'NAM'],
    started: 7,
    posts: [
      [
        6.2,
        'REGULAR',
        'INVESTIGATING',
        'We are looking into reports that released messages do not arrive, and check the logs of the release requests.',
      ],
    ],
    symptom: {
      title: 'Released message does not come out of quarantine',
      description:
        'An invoice of a supplier was in quarantine. I released it, the page says done, and it is not in the inbox three hours later. It happened with {n} messages so far.',
      severity: 'MODERATE',
    },
  },
  {
    trackingId: 'PB1103880',
    service: 'PowerBIcom',
    feature: 'Scheduled refresh',
    title: 'Scheduled refreshes through the on-premises gateway fail for some users',
    classification: 'INCIDENT',
    impact:
      'Scheduled refreshes of semantic models that use the on-premises data gateway may fail with a timeout. A refresh on demand works when repeated.',
    regions: ['EUR'],
    started: 62,
    posts: [
      [60, 'REGULAR', 'INVESTIGATING', 'Scheduled refreshes through gateways fail for some users in Europe. We are looking into it.'],
      [
        44,
        'REGULAR',
        'SERVICE_DEGRADATION',
        'A certificate was renewed on the relay between the service and the gateways, and older gateways do not accept it. Gateways from the last three monthly releases are not affected.',
      ],
      [20, 'REGULAR', 'RESTORING_SERVICE', 'The certificate is being replaced by one that all gateways accept.'],
      [
        3,
        'REGULAR',
        'VERIFYING_SERVICE',
        'The certificate has been replaced. We are watching the refreshes of the coming night before we close this.',
      ],
    ],
    symptom: {
      title: 'Reports show the figures of the day before yesterday',
      description:
        'The refresh of the sales reports at 06:00 fails for the third day with a gateway timeout. Started by hand it worked at the second attempt. Management looks at these figures every morning.',
      severity: 'MODERATE',
    },
  },
  {
    trackingId: 'VQ81-M4Z',
    service: 'Microsoft.Sql/servers',
    feature: 'Connectivity',
    title: 'Brief connection losses to databases in West Europe',
    classification: 'INCIDENT',
    impact: 'Connections to databases in West Europe may be cut for up to 30 seconds. Applications that retry recover by themselves.',
    regions: ['westeurope', 'northeurope'],
    started: 34,
    posts: [
      [33.5, 'REGULAR', 'INVESTIGATING', 'We see more failed logins than usual in West Europe and are looking for the cause.'],
      [
        29,
        'REGULAR',
        'SERVICE_DEGRADATION',
        'Gateways restart under load after an update of their operating system. The update has been stopped.',
      ],
      [
        12,
        'REGULAR',
        'EXTENDED_RECOVERY',
        'We are moving traffic to gateways without the update. Each move cuts connections once; all moves happen at night in the region’s time.',
      ],
    ],
    symptom: {
      title: 'Web shop loses its database for half a minute, several times a day',
      description:
        'The shop shows an error page because the connection to Azure SQL is lost. After 20 to 30 seconds everything works again. We count {n} interruptions since yesterday.',
      severity: 'CRITICAL',
    },
  },
  {
    trackingId: 'IT1104011',
    service: 'Intune',
    feature: 'Device enrolment',
    title: 'Enrolment of some iOS devices takes longer than expected',
    classification: 'ADVISORY',
    origin: 'THIRD_PARTY',
    impact: 'Devices that are enrolled automatically may wait for their profile for up to two hours.',
    regions: ['EUR', 'NAM', 'APC'],
    started: 20,
    posts: [
      [19, 'REGULAR', 'INVESTIGATING', 'Enrolment waits for tokens from a third party. We have contacted it.'],
      [
        6,
        'REGULAR',
        'SERVICE_DEGRADATION',
        'The third party confirms that its service is slow and is working on it. Devices finish by themselves; there is no need to start again.',
      ],
    ],
    symptom: {
      title: 'New telephones hang at "Awaiting configuration"',
      description:
        'We are handing out {n} new telephones in {city} and none of them gets its profile. They have been showing "Awaiting final configuration" for an hour.',
      severity: 'MODERATE',
    },
  },
  {
    trackingId: 'CR1103745',
    service: 'DynamicsCRM',
    feature: 'E-mail synchronization',
    title: 'Server-side synchronization of e-mail and appointments is late',
    classification: 'INCIDENT',
    impact: 'E-mails and appointments may appear in Dynamics 365 up to six hours late.',
    regions: ['EUR'],
    started: 70,
    posts: [
      [68, 'REGULAR', 'INVESTIGATING', 'We are looking into late synchronization between mailboxes and Dynamics 365.'],
      [
        52,
        'REGULAR',
        'SERVICE_DEGRADATION',
        'A change to how mailboxes are polled gives too little time to organizations with many mailboxes. We are preparing a correction.',
      ],
      [26, 'REGULAR', 'RESTORING_SERVICE', 'The correction is being installed. Most organizations have it by tomorrow.'],
    ],
    symptom: {
      title: 'Customer mail appears in the CRM in the afternoon only',
      description:
        'Mails that arrive in Outlook in the morning are in the timeline of the account hours later. The service team works from the CRM and answers too late.',
      severity: 'MODERATE',
    },
  },
  {
    trackingId: 'EX1101276',
    service: 'Exchange',
    feature: 'Sign-in',
    title: 'Users could not sign in to Outlook on the web',
    classification: 'INCIDENT',
    impact: 'Users may have been unable to open their mailbox in Outlook on the web. Outlook on the desktop was not affected.',
    regions: ['EUR', 'GBR'],
    started: 6 * DAY + 4,
    ended: 6 * DAY,
    posts: [
      [6 * DAY + 3.7, 'REGULAR', 'INVESTIGATING', 'Some users cannot sign in to Outlook on the web. We are reviewing sign-in logs.'],
      [
        6 * DAY + 2.8,
        'QUICK',
        'SERVICE_INTERRUPTION',
        'The page ends in a loop after the password. Outlook on the desktop and on telephones can be used meanwhile.',
      ],
      [6 * DAY + 1.5, 'REGULAR', 'RESTORING_SERVICE', 'A change to the handling of cookies caused the loop. It is being taken back.'],
      [
        6 * DAY,
        'REGULAR',
        'SERVICE_RESTORED',
        'The change has been taken back everywhere and users confirm that they can sign in. Users who still see the loop should close all windows of the browser once.',
      ],
    ],
    symptom: {
      title: 'Outlook on the web asks for the password again and again',
      description:
        'All colleagues without desktop Outlook are locked out: after the password the page starts over. The warehouse in {city} has only the web version.',
      severity: 'CRITICAL',
    },
  },
  {
    trackingId: 'TM1100894',
    service: 'microsoftteams',
    feature: 'Meetings',
    title: 'Users could not join meetings from the desktop app',
    classification: 'INCIDENT',
    impact: 'Users may have seen "We couldn’t connect you" when they joined a meeting from the desktop app.',
    regions: ['EUR'],
    started: 11 * DAY + 6,
    ended: 11 * DAY + 1,
    posts: [
      [11 * DAY + 5.5, 'REGULAR', 'INVESTIGATING', 'We are looking into failures to join meetings.'],
      [11 * DAY + 4.5, 'QUICK', 'SERVICE_INTERRUPTION', 'Joining by browser or telephone works.'],
      [
        11 * DAY + 3,
        'REGULAR',
        'VERIFYING_SERVICE',
        'A token service that refused requests has been restarted, and joining works in our tests.',
      ],
      [
        11 * DAY + 1,
        'REGULAR',
        'SERVICE_RESTORED',
        'Joining works as it should since four hours. We are going to publish a report on the cause.',
      ],
      [
        6 * DAY,
        'STRATEGIC',
        'POST_INCIDENT_REVIEW_PUBLISHED',
        'The report on the cause is available. In short: a token service ran out of memory because a cache had no limit. The cache has one now, and an alert tells us at 70 percent.',
      ],
    ],
    symptom: {
      title: 'Nobody can join the meeting with the client',
      description: 'All participants of the {team} meeting get "We couldn’t connect you" in the Teams app. By browser it works for some.',
      severity: 'CRITICAL',
    },
  },
  {
    trackingId: 'OD1099940',
    service: 'OneDriveForBusiness',
    feature: 'Sync',
    title: 'Files may be synchronized with a delay',
    classification: 'ADVISORY',
    impact: 'Changed files may have taken up to an hour to reach other devices.',
    regions: ['EUR', 'NAM'],
    started: 16 * DAY,
    ended: 14 * DAY,
    posts: [
      [15.9 * DAY, 'REGULAR', 'INVESTIGATING', 'We are looking into late synchronization of files.'],
      [
        15 * DAY,
        'REGULAR',
        'SERVICE_DEGRADATION',
        'Notifications of changes are processed late. Clients pick up changes at their next regular poll, once an hour.',
      ],
      [14 * DAY, 'REGULAR', 'SERVICE_RESTORED', 'Notifications are processed as quickly as usual.'],
    ],
    symptom: {
      title: 'OneDrive shows old versions of shared files',
      description: 'Two colleagues work on the same spreadsheet and each sees the state of an hour ago. The blue arrows turn all the time.',
      severity: 'MODERATE',
    },
  },
  {
    trackingId: 'MO1099312',
    service: 'OrgLiveID',
    feature: 'Multifactor authentication',
    title: 'Text messages with sign-in codes arrived late at some mobile operators',
    classification: 'INCIDENT',
    origin: 'THIRD_PARTY',
    impact: 'Users who sign in with a code by text message may have waited several minutes for it.',
    regions: ['EUR'],
    started: 21 * DAY + 8,
    ended: 21 * DAY,
    posts: [
      [21 * DAY + 7, 'REGULAR', 'INVESTIGATING', 'Codes by text message arrive late with some mobile operators in southern Europe.'],
      [
        21 * DAY + 4,
        'REGULAR',
        'SERVICE_DEGRADATION',
        'A company that forwards text messages for us has a fault. We are moving to another one. The Authenticator app is not affected.',
      ],
      [21 * DAY, 'REGULAR', 'SERVICE_RESTORED', 'Codes take the other way and arrive within seconds.'],
    ],
    symptom: {
      title: 'No code by text message, sign-in impossible',
      description: 'About {n} colleagues without the app wait for the code in vain. When it comes it has expired. They cannot work.',
      severity: 'CRITICAL',
    },
  },
  {
    trackingId: '9LB2-TXG',
    service: 'Microsoft.Storage/storageAccounts',
    feature: 'Blob',
    title: 'Higher latency for blob storage in North Europe',
    classification: 'ADVISORY',
    impact: 'Reads and writes to some storage accounts in North Europe may have taken several seconds.',
    regions: ['northeurope'],
    started: 26 * DAY + 10,
    ended: 26 * DAY,
    posts: [
      [26 * DAY + 9, 'REGULAR', 'INVESTIGATING', 'Some storage accounts in North Europe answer slowly.'],
      [26 * DAY + 5, 'REGULAR', 'SERVICE_DEGRADATION', 'One storage cluster is unevenly loaded. Partitions are being moved.'],
      [26 * DAY, 'REGULAR', 'SERVICE_RESTORED', 'The load is even again and latency is normal.'],
    ],
    symptom: {
      title: 'Nightly upload of the scans takes until noon',
      description:
        'The upload to the storage account in North Europe takes four times as long as usual; single requests need up to eight seconds.',
      severity: 'MODERATE',
    },
  },
  {
    trackingId: 'PA1098820',
    service: 'PowerApps',
    feature: 'Canvas apps',
    title: 'Canvas apps may not open on telephones',
    classification: 'ADVISORY',
    impact: 'Users may have seen an empty page when they opened a canvas app in the mobile player.',
    regions: [],
    started: 33 * DAY,
    ended: 31 * DAY,
    posts: [
      [32.9 * DAY, 'REGULAR', 'INVESTIGATING', 'Some canvas apps stay empty in the mobile player.'],
      [32 * DAY, 'REGULAR', 'SERVICE_DEGRADATION', 'Apps with a certain control are concerned. The player is being corrected.'],
      [31 * DAY, 'REGULAR', 'SERVICE_RESTORED', 'The corrected player is in the stores. Please update.'],
    ],
    symptom: {
      title: 'Inspection app stays white on all telephones',
      description: 'Our inspectors open the app and see an empty page. In the browser on the PC it works.',
      severity: 'MODERATE',
    },
  },
  {
    trackingId: 'EX1098117',
    service: 'Exchange',
    feature: 'Management and provisioning',
    title: 'Admins may be unable to change mail flow rules',
    classification: 'ADVISORY',
    impact: 'Saving a mail flow rule in the Exchange admin center may have failed. Rules that exist were applied.',
    regions: [],
    started: 40 * DAY,
    ended: 39 * DAY,
    posts: [
      [39.9 * DAY, 'REGULAR', 'INVESTIGATING', 'Saving mail flow rules fails for some admins.'],
      [
        39 * DAY,
        'REGULAR',
        'FALSE_POSITIVE',
        'The service works as designed: the affected rules refer to groups that were deleted. The message that is shown will be made clearer.',
      ],
    ],
    symptom: {
      title: 'Mail flow rule cannot be saved',
      description: 'I want to change the rule for the disclaimer and get "The rule could not be saved" without any reason.',
      severity: 'MINIMAL',
    },
  },
  {
    trackingId: 'SP1097003',
    service: 'SharePoint',
    feature: 'Page rendering',
    title: 'SharePoint pages loaded slowly or not at all',
    classification: 'INCIDENT',
    impact: 'Pages may have taken more than 30 seconds, or ended with an error 503.',
    regions: ['EUR'],
    started: 52 * DAY + 5,
    ended: 52 * DAY,
    posts: [
      [52 * DAY + 4.7, 'REGULAR', 'INVESTIGATING', 'Pages load slowly for some users in Europe.'],
      [52 * DAY + 3, 'REGULAR', 'SERVICE_INTERRUPTION', 'A content database failed over and its cache is cold. Requests wait for it.'],
      [52 * DAY + 2, 'QUICK', 'RESTORING_SERVICE', 'The cache is being warmed; most requests succeed.'],
      [52 * DAY, 'REGULAR', 'SERVICE_RESTORED', 'Pages load as quickly as before.'],
      [
        46 * DAY,
        'STRATEGIC',
        'POST_INCIDENT_REVIEW_PUBLISHED',
        'The report on the cause is available. Failovers now warm the cache before they take requests.',
      ],
    ],
    symptom: {
      title: 'Intranet does not open (503)',
      description: 'The intranet and all team sites answer with 503 or after a minute. All of {city} is affected.',
      severity: 'CRITICAL',
    },
  },
  {
    trackingId: 'TM1096540',
    service: 'microsoftteams',
    feature: 'Chat',
    title: 'Presence of some users shows as unknown',
    classification: 'ADVISORY',
    impact: 'The presence of colleagues may have been shown as unknown or out of date.',
    regions: ['NAM', 'EUR', 'APC'],
    started: 61 * DAY,
    ended: 60 * DAY,
    posts: [
      [60.9 * DAY, 'REGULAR', 'INVESTIGATING', 'Presence is shown as unknown for some users.'],
      [60 * DAY, 'REGULAR', 'SERVICE_RESTORED', 'A part of the presence service was restarted and shows the right state again.'],
    ],
    symptom: {
      title: 'All colleagues are "unknown" in Teams',
      description: 'Nobody’s presence is right. Reception cannot see to whom calls can be put through.',
      severity: 'MINIMAL',
    },
  },
  {
    trackingId: '4RWN-8DZ',
    service: 'Microsoft.Network/virtualNetworkGateways',
    feature: 'Site-to-site',
    title: 'Site-to-site tunnels dropped in Germany West Central',
    classification: 'INCIDENT',
    impact: 'Tunnels of some gateways may have been down for up to 20 minutes at a time.',
    regions: ['germanywestcentral'],
    started: 74 * DAY + 3,
    ended: 74 * DAY,
    posts: [
      [74 * DAY + 2.8, 'REGULAR', 'INVESTIGATING', 'Some tunnels in Germany West Central drop.'],
      [
        74 * DAY + 1.5,
        'REGULAR',
        'SERVICE_INTERRUPTION',
        'An update of the gateways restarted both instances of a pair at once. It has been stopped.',
      ],
      [74 * DAY, 'REGULAR', 'SERVICE_RESTORED', 'All tunnels are up. Updates restart one instance at a time again.'],
    ],
    symptom: {
      title: 'Tunnel to Azure is down',
      description: 'The site-to-site tunnel from {city} drops every few minutes. File server and ERP cannot be reached.',
      severity: 'CRITICAL',
    },
  },
  {
    trackingId: 'FL1095221',
    service: 'MicrosoftFlow',
    feature: 'Triggers',
    title: 'Flows with an e-mail trigger started late',
    classification: 'ADVISORY',
    impact: 'Flows that start with "When a new e-mail arrives" may have started up to 30 minutes late.',
    regions: ['EUR'],
    started: 88 * DAY,
    ended: 87 * DAY,
    posts: [
      [87.9 * DAY, 'REGULAR', 'INVESTIGATING', 'Some flows start late.'],
      [87.4 * DAY, 'REGULAR', 'SERVICE_DEGRADATION', 'Notifications from mailboxes wait in a queue. More workers have been added.'],
      [87 * DAY, 'REGULAR', 'SERVICE_RESTORED', 'The queue is empty.'],
    ],
    symptom: {
      title: 'Flow for incoming invoices starts late',
      description: 'The flow should start with each mail in the mailbox for invoices. At the moment it takes up to half an hour.',
      severity: 'MINIMAL',
    },
  },
  {
    trackingId: 'H7VK-1FG',
    service: 'Microsoft.DesktopVirtualization/hostPools',
    feature: 'Sign-in',
    title: 'Sessions could not be started in West Europe',
    classification: 'INCIDENT',
    impact: 'Users may have been unable to start a session. Sessions that ran were not affected.',
    regions: ['westeurope'],
    started: 101 * DAY + 4,
    ended: 101 * DAY,
    posts: [
      [101 * DAY + 3.8, 'REGULAR', 'INVESTIGATING', 'Starting a session fails for some users.'],
      [101 * DAY + 2, 'REGULAR', 'RESTORING_SERVICE', 'A broker is being moved to healthy machines.'],
      [101 * DAY, 'REGULAR', 'SERVICE_RESTORED', 'Sessions start again.'],
    ],
    symptom: {
      title: 'Nobody gets a virtual desktop',
      description: 'Sign-in works, and then "The remote resource could not be reached". About {n} people sit idle.',
      severity: 'CRITICAL',
    },
  },
  {
    trackingId: 'MO1093987',
    service: 'O365Client',
    feature: 'Activation',
    title: 'Office apps asked for activation again',
    classification: 'ADVISORY',
    origin: 'CUSTOMER',
    impact: 'Word, Excel and PowerPoint may have shown "Product deactivated" behind some security products that inspect TLS.',
    regions: [],
    started: 118 * DAY,
    ended: 116 * DAY,
    posts: [
      [117.9 * DAY, 'REGULAR', 'INVESTIGATING', 'Some users are asked to activate Office again.'],
      [117 * DAY, 'REGULAR', 'INVESTIGATION_SUSPENDED', 'We need logs of affected computers to go on.'],
      [
        116 * DAY,
        'REGULAR',
        'FALSE_POSITIVE',
        'The logs show that a proxy replaces the certificate of the licensing service. The addresses of the service must be exempted from inspection.',
      ],
    ],
    symptom: {
      title: 'Office is "deactivated" for the {team} team',
      description: 'Excel shows a red bar "Product deactivated" for {n} people. They can read but not edit.',
      severity: 'MODERATE',
    },
  },
  {
    trackingId: 'ZC5M-PB8',
    service: 'Microsoft.RecoveryServices/vaults',
    feature: 'Backup jobs',
    title: 'Backup jobs of virtual machines ended with warnings in West Europe',
    classification: 'ADVISORY',
    impact: 'Jobs may have ended with "completed with warnings". Recovery points are crash consistent and can be used.',
    regions: ['westeurope', 'italynorth'],
    started: 133 * DAY,
    ended: 131 * DAY,
    posts: [
      [132.9 * DAY, 'REGULAR', 'INVESTIGATING', 'More jobs than usual end with warnings.'],
      [131 * DAY, 'REGULAR', 'SERVICE_RESTORED', 'The extension on the machines has been corrected. The next job installs it.'],
    ],
    symptom: {
      title: 'All backups "completed with warnings"',
      description: 'Every machine in the vault has had a yellow mark since Saturday. Are our backups usable?',
      severity: 'MODERATE',
    },
  },
  {
    trackingId: 'BK1092410',
    service: 'Bookings',
    title: 'Booking pages showed no free times',
    classification: 'INCIDENT',
    impact: 'Customers of booking pages may have seen no free times.',
    regions: ['EUR'],
    started: 150 * DAY,
    ended: 149 * DAY,
    posts: [
      [149.9 * DAY, 'REGULAR', 'INVESTIGATING', 'Some booking pages show no free times.'],
      [149.5 * DAY, 'REGULAR', 'SERVICE_INTERRUPTION', 'The calendar of the staff is not read. A correction is on its way.'],
      [149 * DAY, 'REGULAR', 'SERVICE_RESTORED', 'Booking pages show free times again.'],
    ],
    symptom: {
      title: 'Our booking page shows no free appointments',
      description: 'Customers call because the page says that everything is taken. The calendars are empty.',
      severity: 'MODERATE',
    },
  },
];
