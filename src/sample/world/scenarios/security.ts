/** Scenarios around identity, devices and protection. */
import type { Scenario } from './scenario.ts';

/** By the key of the service. */
export const security: Readonly<Record<string, readonly Scenario[]>> = {
  OrgLiveID: [
    {
      title: 'Lost telephone: cannot approve sign-ins',
      severity: 'MODERATE',
      description: '{user} lost the telephone with the Authenticator app and is locked out of everything.',
      found: 'Identity checked by call-back to the manager. Methods to be re-registered.',
      between: 'Our Authentication Administrator role expires with the delegation next month: please have it renewed.',
      update: 'After checking the identity with the manager we have issued a temporary pass for eight hours.',
      resolution: 'A new telephone was registered and the old one removed; all sessions were ended.',
    },
    {
      title: 'Sign-ins from a country where we have nobody',
      severity: 'CRITICAL',
      description: 'The report shows successful sign-ins of {user} from abroad last night. The colleague was asleep.',
      found: 'Token theft by a phishing page, MFA was satisfied. Inbox rule "..": moves mails with "invoice" to RSS feeds.',
      between: 'Security incident. Please look for the address in the sign-in logs of your other resellers’ customers.',
      update:
        'We have blocked the account, ended all sessions and removed a rule that hid mails. Please warn those to whom mails went out; the list is attached.',
      resolution:
        'The account is clean and back in use with phishing-resistant sign-in. Sign-ins are limited to the countries where you work.',
    },
    {
      title: 'Password synchronization stopped',
      severity: 'MODERATE',
      description: 'New passwords from our own domain controller do not arrive in the cloud since yesterday.',
      found: 'Sync server: service account password expired, version two years old.',
      between: 'Version of the sync tool is out of support: upgrade is chargeable.',
      update: 'The synchronization server has a problem with its account. We are renewing it and updating the software tonight.',
      resolution: 'Synchronization runs every 30 minutes again, on the current version.',
    },
    {
      title: 'Application asks for admin approval',
      severity: 'MINIMAL',
      description: 'The {team} team wants to use a planning tool and sees "Need admin approval".',
      found: 'App asks for read access to all mailboxes: too much. Vendor offers a narrower variant.',
      update: 'The tool asks for access to all mailboxes. We advise against it and have asked the maker for the variant with fewer rights.',
      resolution: 'The variant with access to calendars of the {team} team only was approved.',
    },
  ],
  Intune: [
    {
      title: 'Notebooks show as not compliant',
      severity: 'MODERATE',
      description: 'Since the weekend {n} notebooks are "not compliant" and their users are locked out of mail.',
      found: 'Compliance asks for a minimum build that was raised on Friday; rollout ring 3 has it from Wednesday.',
      between: 'The baseline of the provider raised the build before the rings were through. Please move it by a week.',
      update: 'The required version was raised too early. We have given your notebooks a week of grace; mail works again within the hour.',
      resolution: 'All notebooks have the new version and are compliant.',
    },
    {
      title: 'App is not installed on tablets in production',
      severity: 'MODERATE',
      description: 'The app for the machine book is missing on the tablets in {city}; assigned last week.',
      found: 'Licences of the store app: {n} bought, all assigned to users, tablets have no user.',
      update: 'The app was assigned to people, and the tablets belong to nobody. We are assigning it to devices.',
      resolution: 'The app is installed on all tablets.',
    },
    {
      title: 'Stolen notebook: please wipe',
      severity: 'CRITICAL',
      description: 'The notebook of {user} was stolen from a car in {city} one hour ago.',
      found: 'BitLocker on, last contact two hours ago. Wipe sent, pending until it is online.',
      between: 'Nothing to do. Serial number is on the list in case it comes up with another reseller.',
      update: 'We have sent the command to erase it, blocked the device and ended all sessions. The disk is encrypted.',
      resolution:
        'The device never came online again; it stays blocked and would erase itself. You received the confirmation for police and insurance.',
    },
  ],
  Microsoft365Defender: [
    {
      title: 'Newsletter of a supplier is always in quarantine',
      severity: 'MINIMAL',
      description: 'The price changes of our main supplier are held back as phishing each month.',
      found: 'Sender fails DMARC alignment. Allow list only with their fixed address.',
      update: 'The mails of the supplier are not signed properly. We have told them what to change and let them pass for 30 days.',
      resolution: 'The supplier signs its mails now and they arrive without an exception.',
    },
    {
      title: 'Alert: suspicious script on a server',
      severity: 'CRITICAL',
      description: 'We got an alert at 03:12 about a suspicious PowerShell script on our terminal server.',
      found: 'Script is the inventory tool of their own IT, new version unsigned. False alarm, verified by hash.',
      between: 'False alarm. Other customers with the same tool will see it too: hash is in the attachment.',
      update: 'The script belongs to your inventory tool in a new version. We keep the server isolated until your IT confirms it.',
      resolution: 'Your IT confirmed the tool. The server is connected again and the script was signed.',
    },
  ],
  cloudappsecurity: [
    {
      title: 'Upload to a file sharing site is blocked',
      severity: 'MINIMAL',
      description: 'The {team} team must send drawings by the platform of a client and gets "blocked by your organization".',
      found: 'App is marked unsanctioned for all. Exception by group is possible.',
      update: 'The platform is blocked for everybody. With the consent of your data protection officer we can open it for the team.',
      resolution: 'After the consent the platform was opened for the {team} team, with a record of what is uploaded.',
    },
  ],
};
