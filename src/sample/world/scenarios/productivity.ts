/** Scenarios around mail, documents, meetings and the suite itself. */
import type { Scenario } from './scenario.ts';

/** By the key of the service. */
export const productivity: Readonly<Record<string, readonly Scenario[]>> = {
  OSDPPlatform: [
    {
      title: 'New employees have no licence',
      severity: 'MODERATE',
      description:
        'We have taken on {n} people in {city} and none of them can sign in to anything. In the portal they show as "unlicensed".',
      found: 'All seats of the subscription are taken. {n} accounts of people who left still hold one.',
      between: 'Customer may want more seats: please check whether the order can go into the running term or a new subscription is needed.',
      update:
        'There are accounts of former colleagues that still hold licences. May we take these and give them to the new colleagues? Then you need not buy any.',
      resolution:
        'Licences of former employees were taken back with your consent and given to the new ones. Group-based licensing is set up, so this happens by itself in future.',
    },
    {
      title: 'Subscription shows as "expired" although it was renewed',
      severity: 'CRITICAL',
      description:
        'A red banner in the admin center says that our subscription has expired and that data will be deleted. We renewed it with you two weeks ago.',
      found: 'Renewal was made as a new subscription beside the old one; users are still licensed from the old one.',
      between:
        'The renewal landed on a new subscription id. Can you confirm that the old one may lapse, and that the invoice carries only the new one?',
      update:
        'You have not lost anything: the renewal is there under a new number. We are moving your users over today; nobody will notice.',
      resolution: 'All users were moved to the renewed subscription. The old one has been cancelled and the banner is gone.',
    },
    {
      title: 'Please add a second domain',
      severity: 'MINIMAL',
      description: 'After the merger we want to use a second domain beside {domain} for mail. Who does what?',
      found: 'Their DNS is with a web agency; we have no access. MX of the second domain still points to the old host.',
      between: 'For your information only: a domain move next week, mail flow changes on Friday evening.',
      update: 'We have added the domain. Please have your web agency set the TXT record that we sent you, and tell us when it is done.',
      resolution: 'The second domain is verified and set up with MX, SPF, DKIM and DMARC. Addresses can be added from now on.',
    },
    {
      title: 'Question about the invoice of last month',
      severity: 'MINIMAL',
      description: 'The invoice shows {n} seats of Business Standard, we believe we have fewer. Can you explain the difference?',
      found: 'Seats were added in the middle of the term by the {team} team; the invoice has a line for the broken month.',
      between: 'Please send the reconciliation lines of this customer for last month.',
      update:
        'The difference comes from seats that were added during the month and are billed by the day. We are putting the details together for you.',
      resolution: 'The invoice is right. You received a list with the day on which each seat was added and by whom.',
    },
    {
      title: 'Global admin has left the company',
      severity: 'MODERATE',
      description:
        'The colleague who was the only admin has left and nobody has the password. We need somebody who can manage our accounts.',
      found:
        'Our delegation holds User Administrator, which is not enough to reset a global admin. Needs Privileged Authentication Administrator.',
      between: 'Does one of your delegations with this customer hold Privileged Authentication Administrator? Ours does not.',
      update:
        'We can help through our delegated rights. For your protection we need the confirmation of a managing director by letter first.',
      resolution:
        'After the written confirmation two named admins were set up with multifactor authentication, and an emergency account was sealed and handed to management.',
    },
  ],
  Exchange: [
    {
      title: 'Mails to one customer bounce with 550 5.7.1',
      severity: 'MODERATE',
      description:
        'Since Monday our mails to one important customer come back: "550 5.7.1 message rejected due to policy". Others get our mails.',
      found: 'SPF of {domain} lists the old marketing tool and more than ten lookups: permerror. The receiver enforces DMARC.',
      between: 'If you see the same bounce with other customers of ours, tell me: the receiver tightened DMARC on Monday.',
      update:
        'The mail server of your customer rejects mails because an entry of your domain is no longer valid. We have prepared a corrected one and will publish it tonight.',
      resolution: 'The SPF record was shortened and DKIM switched on. Test mails to the customer arrive.',
    },
    {
      title: 'Mailbox of {user} is full',
      severity: 'MINIMAL',
      description: 'Outlook says that the mailbox is full and nothing can be sent. Deleting does not help.',
      found: 'Plan 1 mailbox at 50 GB, 31 GB of it in Sent with attachments. Archive is not switched on.',
      between: 'Upsell: Plan 2 gives 100 GB and an archive that grows. Price per seat for ten?',
      update: 'We have switched on the online archive. It takes up to a day until Outlook has moved old mails there.',
      resolution: 'The archive is active and mails older than two years are moved there by themselves. 27 GB are free.',
    },
    {
      title: 'Shared mailbox does not appear in Outlook',
      severity: 'MINIMAL',
      description:
        'I was given access to the mailbox of the {team} team yesterday. In Outlook on the web I can open it, in Outlook on the PC it does not appear.',
      found: 'Permission was given through a group: automapping works for direct permissions only.',
      update:
        'The permission comes through a group, and Outlook adds such mailboxes only by hand. We can show you how, or give the permission directly. What do you prefer?',
      resolution: 'The permission was given directly. The mailbox appeared after a restart of Outlook.',
    },
    {
      title: 'Calendar of the managing director shows meetings twice',
      severity: 'MODERATE',
      description:
        'Each meeting that {user} accepts on the telephone appears twice, and cancelled ones stay. The assistant cannot rely on the calendar any more.',
      found: 'Old ActiveSync app of the telephone and Outlook mobile both write. Known pattern.',
      between: 'Have you seen this with the current build of the native calendar? If so I would hand it over as a bug.',
      update:
        'Two apps on the telephone manage the same calendar. Please remove the account from the built-in calendar and leave it in Outlook only.',
      resolution:
        'After the second account was removed from the telephone and duplicates were cleaned up, no new ones have appeared for three days.',
    },
    {
      title: 'Scanner in {city} cannot send mail any more',
      severity: 'MODERATE',
      description: 'The multifunction printer sends scans by mail, since last week it reports "authentication failed". {n} people use it.',
      found: 'Basic authentication for SMTP is off in this tenant since the last change of the vendor; device is too old for OAuth.',
      between: 'Does the provider offer a relay for devices? We have about a dozen of these.',
      update:
        'The device uses a sign-in that is no longer permitted. We are setting up a connector that recognises the device by your fixed address.',
      resolution: 'The device sends through a connector for the public address of the site. Scans arrive within seconds.',
    },
  ],
  SharePoint: [
    {
      title: 'Folder with contracts has disappeared',
      severity: 'CRITICAL',
      description:
        'The folder "Contracts" in the library of the {team} team is gone since noon. It holds the originals of all framework contracts.',
      found: 'Moved by {user} into another library with one wrong drag, 12:07. Recycle bin empty because it was a move.',
      between: 'No escalation needed. Please keep an eye on whether restore of versions works across the move.',
      update: 'We know where the folder is: it was moved by mistake and nothing is lost. We are moving it back with all versions.',
      resolution: 'The folder was moved back with versions and permissions. Moving top-level folders is now limited to owners of the site.',
    },
    {
      title: 'External partner cannot open a shared link',
      severity: 'MINIMAL',
      description: 'We share a folder with an architect. He gets "This organization has updated its guest access settings".',
      found: 'Site allows existing guests only; tenant allows new ones. Guest was never invited.',
      between: 'For information: they changed sharing from "anyone" to "existing guests" on our advice last month.',
      update: 'Your site accepts only guests who have been invited before. Shall we invite the architect for you?',
      resolution: 'The guest was invited and opened the folder. A short guide for inviting guests is on your intranet now.',
    },
    {
      title: 'Storage is nearly used up',
      severity: 'MODERATE',
      description: 'The admin center warns that 96 percent of our storage is used. We did not add much lately.',
      found: 'Version history without a limit: {n} versions of each CAD drawing. 780 GB are old versions.',
      between: 'Quote for 500 GB extra file storage, in case trimming versions is refused.',
      update:
        'Most of the storage is old versions of drawings. We propose to keep 50 versions each, which frees about 700 GB. Please tell us whether that is all right.',
      resolution: 'Old versions were trimmed with your consent; 61 percent are used now. A limit applies to new files.',
    },
    {
      title: 'Form on the intranet returns error 400',
      severity: 'MINIMAL',
      description: 'The holiday form of the {team} team says "Something went wrong (400)" since the update of the page.',
      found: 'Column was renamed, the form still writes to the old internal name.',
      between: 'Small job, we do it within the flat rate.',
      update: 'A column was renamed and the form does not know. We are adapting the form.',
      resolution: 'The form writes to the right column again; the {n} requests that failed were entered afterwards.',
    },
  ],
  OneDriveForBusiness: [
    {
      title: 'OneDrive does not synchronize on a new notebook',
      severity: 'MINIMAL',
      description: 'After the change of notebook OneDrive says "Your organization does not allow you to sync on this computer".',
      found: 'Sync is limited to joined devices, the notebook is only registered.',
      update:
        'Your company allows synchronization on managed computers only. We will join the notebook with you by remote session. When does it suit you?',
      resolution: 'The notebook was joined and all folders are there.',
    },
    {
      title: 'Files of a colleague who left must be kept',
      severity: 'MODERATE',
      description: '{user} left at the end of the month. The account was deleted and we still need the files for the tax auditor.',
      found: 'Deleted 23 days ago: 7 days left before it cannot be restored.',
      between: 'Time is short: account must be restored by the end of the week. Seat needed for a day.',
      update: 'The files can still be saved. We are restoring the account today and hand the files to the manager.',
      resolution: 'The account was restored, the files moved to the site of the {team} team, and a retention rule of ten years was set.',
    },
    {
      title: 'Many files were renamed with a strange ending',
      severity: 'CRITICAL',
      description: 'About {n} thousand files of {user} have the ending ".locked" and cannot be opened. We have switched off the PC.',
      found: 'Ransomware on one unmanaged PC. Files restore to 06:40 this morning looks clean. Sign-in sessions revoked.',
      between:
        'Security incident. PC is isolated, account is blocked. Please check the other customers for sign-ins from the same address.',
      update: 'Please leave the PC off. We have blocked the account and are rewinding the files to the state of this morning.',
      resolution:
        'All files were restored to the state of 06:40. The PC was reinstalled, the password changed, and multifactor authentication is required from now on. A report for your insurance is attached to the mail.',
    },
  ],
  microsoftteams: [
    {
      title: 'Guests cannot be admitted to meetings',
      severity: 'MODERATE',
      description: 'When customers join our meetings they wait in the lobby and nobody gets the button to admit them.',
      found: 'Meeting policy of the {team} team: only organizers admit, and organizers are a shared mailbox.',
      between: 'Policy comes from your baseline template. Shall we adapt it for all customers?',
      update:
        'Only the organizer may admit guests at the moment. We are changing this so that presenters may do it too; it takes up to a day.',
      resolution: 'Presenters can admit guests from the lobby. You confirmed it with a test meeting.',
    },
    {
      title: 'Teams Rooms device in the boardroom stays black',
      severity: 'MODERATE',
      description: 'The room system in {city} does not wake up. The console shows the time and nothing else.',
      found: 'Resource account password expired. Rooms Pro licence is fine.',
      update:
        'The account of the room has an expired password. We are setting a new one and exempting it from expiry. Somebody has to be in the room for ten minutes.',
      resolution: 'The room signs in again; passwords of room accounts no longer expire.',
    },
    {
      title: 'Porting of our telephone numbers to Teams',
      severity: 'MODERATE',
      description: 'We want to port {n} numbers from the old provider to Teams Phone on the first of the month. Which papers do you need?',
      found: 'Signed letter of authorization is missing. Losing carrier needs ten working days.',
      between: 'Please reserve the port date. Letter of authorization follows as soon as the customer has signed.',
      update: 'We need the signed authorization and the last invoice of your provider. We have sent you the form.',
      resolution: 'All numbers were ported on the day; incoming and outgoing calls were tested with you.',
    },
    {
      title: 'Recording of a meeting cannot be found',
      severity: 'MINIMAL',
      description: 'The training of last Thursday was recorded and the link says that it does not exist.',
      found: 'Recording expired by policy after 60 days? No: organizer deleted it from OneDrive, still in the recycle bin.',
      update: 'The recording was deleted by the organizer’s account. We can restore it, please give us until tomorrow.',
      resolution: 'The recording was restored and moved to the channel of the team, where it does not expire.',
    },
    {
      title: 'Poor sound quality in {city}',
      severity: 'MINIMAL',
      description: 'Colleagues in {city} sound like robots in every call. Home office is fine.',
      found: 'Call quality dashboard: 8 percent packet loss on wifi only, one access point.',
      between: 'Outside of the vendor’s service: network of the customer. Will be quoted separately.',
      update:
        'The measurements show losses in your wireless network in {city}; Teams itself is fine. Could you try one workplace by cable?',
      resolution: 'An access point was replaced by your network company. Packet loss is below 0.1 percent since.',
    },
  ],
  O365Client: [
    {
      title: 'Excel crashes when a certain workbook is opened',
      severity: 'MODERATE',
      description: 'The price list of the {team} team makes Excel close without a message on all PCs since the last update.',
      found: 'Reproduced with the current build, not with the one before. External data connection with an empty parameter.',
      between: 'Looks like a bug in the current build: can you reproduce it with the attached copy? Then I hand it over.',
      update: 'We can reproduce it and have put your computers back to the version before as a stopgap. We are in contact with the vendor.',
      resolution: 'The new build corrects it. Your computers are back on the regular channel.',
    },
    {
      title: 'Office in the wrong language',
      severity: 'MINIMAL',
      description: 'On {n} new computers Office is in English, we need it in our language.',
      found: 'Deployment profile has no language set, falls back to en-us.',
      update: 'We are adding the language to the deployment. The computers take it over at night.',
      resolution: 'The language pack is part of the deployment. All computers show it.',
    },
  ],
  Planner: [
    {
      title: 'Tasks of a deleted group should come back',
      severity: 'MODERATE',
      description: 'Somebody deleted the group of the {team} team and with it the plan for the trade fair.',
      found: 'Group is soft-deleted, 12 days left.',
      update: 'The group can be restored with the plan. We are doing it now; it may take a few hours until tasks appear.',
      resolution: 'Group, plan and files are back. Only owners can delete groups from now on.',
    },
  ],
  Viva: [
    {
      title: 'Employees do not see the news feed',
      severity: 'MINIMAL',
      description: 'Colleagues in {city} have an empty feed in Viva Connections. In the main office it works.',
      found: 'Audience targeting points to a dynamic group with a wrong rule for the city.',
      update: 'The feed is limited to a group to which the colleagues do not belong. We are correcting the rule of the group.',
      resolution: 'The rule was corrected. The feed is filled for all {n} colleagues.',
    },
  ],
};
