/** Scenarios around Azure. */
import type { Scenario } from './scenario.ts';

/** By the key of the service. */
export const azure: Readonly<Record<string, readonly Scenario[]>> = {
  'Microsoft.Compute/virtualMachines': [
    {
      title: 'Terminal server is slow every Monday',
      severity: 'MODERATE',
      description: 'On Mondays between 8 and 10 the server answers keystrokes after seconds. {n} people work on it.',
      found: 'B-series machine runs out of CPU credits after the weekend updates. Needs D-series.',
      between: 'Resize from B8ms to D8s_v5: please quote the difference with a reservation of one year.',
      update:
        'The machine is of a kind that slows down under lasting load. We propose a larger kind; the change takes ten minutes at night.',
      resolution: 'The machine was changed on Thursday night. The next Monday it was at 40 percent.',
    },
    {
      title: 'Quota for cores is used up',
      severity: 'MODERATE',
      description: 'We cannot create the test environment: "Operation could not be completed as it results in exceeding approved quota".',
      found: 'Quota of the region is 20 cores of this family. Only the provider can ask for more.',
      between: 'Please request 64 cores of the DSv5 family in this region: resellers cannot open Azure requests for the customer.',
      update:
        'The limit of your subscription has to be raised by the vendor. We have asked for it through our provider and expect an answer within a day.',
      resolution: 'The quota is 64 cores now. Your test environment was created.',
    },
    {
      title: 'Server cannot be reached after updates',
      severity: 'CRITICAL',
      description: 'The application server in Azure has not come back after the updates of last night. The whole of {city} waits.',
      found: 'Boot diagnostics: stuck at "Getting Windows ready". Restored OS disk from 22:00 to a repair machine.',
      between: 'In case it does not boot in an hour I restore from last night’s backup. Is the vault in your subscription or theirs?',
      update: 'The server hangs in the installation of an update. We are repairing it on a second machine; next message in one hour.',
      resolution:
        'The faulty update was removed and the server has been running since 11:20. Updates now go to a test machine a week earlier.',
    },
    {
      title: 'Costs in Azure have doubled',
      severity: 'MODERATE',
      description: 'The invoice for Azure is twice as high as in spring. We did not change anything.',
      found: 'Two test machines with premium disks since June, owner {user}. Reservation ended in May.',
      between: 'Reservation of this customer ended in May and was not renewed: please include it in the monthly expiry list.',
      update: 'A reservation ended, and two test machines run day and night. Do you still need these machines?',
      resolution: 'Test machines run in office hours only, and a new reservation was bought. The forecast is below the spring level.',
    },
  ],
  'Microsoft.Sql/servers': [
    {
      title: 'Database is slow since the last release',
      severity: 'MODERATE',
      description: 'The order screen needs ten seconds. The software house says that the database is to blame.',
      found: 'Missing index on the order lines; the release dropped it. DTU at 100 percent.',
      between: 'Nothing to do, boundary: software of a third party.',
      update:
        'An index is missing since the release. Please forward our finding to the software house; as a stopgap we have doubled the performance level.',
      resolution: 'The software house added the index. The performance level is back at the old value and the screen needs half a second.',
    },
    {
      title: 'Table was emptied by mistake',
      severity: 'CRITICAL',
      description: 'A colleague deleted the price table in the production database at 14:35. Can you go back?',
      found: 'Point in time restore to 14:30 into a new database, about 25 minutes.',
      update:
        'Yes: we are restoring the state of 14:30 into a second database and copy the table from there. Please do not write prices until then.',
      resolution: 'The table was copied back from the state of 14:30. The colleague’s account has read rights only now.',
    },
  ],
  'Microsoft.Storage/storageAccounts': [
    {
      title: 'Access from the new office is refused',
      severity: 'MINIMAL',
      description: 'From the new office in {city} the file share cannot be mounted, from the old one it can.',
      found: 'Firewall of the storage account lists the old address only.',
      update: 'The storage account knows only the address of the old office. Please send us the fixed address of the new one.',
      resolution: 'The new address was added and the share is mounted.',
    },
    {
      title: 'Old access keys should be changed',
      severity: 'MINIMAL',
      description: 'Our auditor wants the keys of all storage accounts to be changed once a year.',
      found: '{n} applications use the first key. Order: second key, switch, first key.',
      update: 'We have made a plan for changing the keys without downtime and would like to begin with the test systems on Tuesday.',
      resolution: 'All keys were changed. A reminder is set for next year.',
    },
  ],
  'Microsoft.Web/sites': [
    {
      title: 'Certificate of the web shop expires in three days',
      severity: 'CRITICAL',
      description: 'Browsers will warn from Friday on. The agency that made the shop does not answer.',
      found: 'Manual certificate of the agency. Managed certificate possible after a DNS record.',
      update: 'We can have Azure manage the certificate. For that we need one DNS record from you today.',
      resolution: 'The certificate is managed and renews itself.',
    },
    {
      title: 'Web application answers 502 after deployment',
      severity: 'MODERATE',
      description: 'The version that we deployed at noon answers with 502. The old one worked.',
      found: 'Start-up needs 4 minutes and the container is killed after 230 seconds.',
      update:
        'The application takes longer to start than the service waits. We have swapped back to the old version and raised the limit in the test slot.',
      resolution: 'With the higher limit the new version starts. It went live by swapping slots.',
    },
  ],
  'Microsoft.ContainerService/managedClusters': [
    {
      title: 'Cluster runs a version that is no longer supported',
      severity: 'MODERATE',
      description: 'We got a mail that our cluster must be upgraded within 30 days. What does it mean for us?',
      found: 'Two minor versions to go, one deprecated API in the ingress.',
      update:
        'The upgrade is possible in two steps at night. One configuration has to be adapted before; we have sent it to your developers.',
      resolution: 'The cluster is on the current version; there was no downtime.',
    },
    {
      title: 'Pods do not get an address',
      severity: 'CRITICAL',
      description: 'New pods stay in ContainerCreating, the shop cannot scale for the campaign.',
      found: 'Subnet /24 exhausted: {n} nodes × 30 pods. Overlay networking would solve it.',
      between: 'If the vendor must move the cluster to overlay with support I need you to open the request.',
      update: 'The network of the cluster has run out of addresses. For today we have reduced reserved addresses; the campaign can start.',
      resolution: 'The cluster was moved to overlay networking. Addresses last for ten times as many pods.',
    },
  ],
  'Microsoft.RecoveryServices/vaults': [
    {
      title: 'Restore of a single folder',
      severity: 'MODERATE',
      description: 'Please restore the folder of the {team} team from the backup of last Friday.',
      found: 'File recovery from the Friday point, script runs on a helper machine.',
      update: 'The restore is running. It is about {n} GB and will be in the folder "Restored" this evening.',
      resolution: 'The folder was restored and checked by you.',
    },
    {
      title: 'New server is in no backup',
      severity: 'MINIMAL',
      description: 'We noticed that the new application server does not appear in the backup report.',
      found: 'Tag is missing, policy assigns backups by tag.',
      update: 'The server lacks the mark by which backups are assigned. We are adding it and start the first backup now.',
      resolution: 'The server is backed up every night. Servers without the mark are now reported weekly.',
    },
  ],
  'Microsoft.Network/virtualNetworkGateways': [
    {
      title: 'VPN of field staff asks for a certificate',
      severity: 'MODERATE',
      description: 'Since today the VPN of {n} colleagues says "A certificate could not be found".',
      found: 'Root certificate expired at midnight. Ten years are over.',
      between: 'Same root was used for other customers of ours: I am checking them.',
      update: 'A certificate has reached its end. We are making a new one and distribute it by Intune within the hour.',
      resolution: 'All devices have the new certificate. Sign-in by account is planned, so that certificates are no longer needed.',
    },
    {
      title: 'Tunnel to the branch is unstable',
      severity: 'MODERATE',
      description: 'The connection to the branch in {city} drops several times a day since the router was replaced.',
      found: 'Proposal mismatch in phase 2 after one hour: lifetime 3600 against 27000.',
      between: 'Outside of the vendor’s service: router of the customer.',
      update: 'The new router uses other values than the gateway. Please have your network company set those in the attachment.',
      resolution: 'With the values adapted the tunnel has been up for five days.',
    },
  ],
  'Microsoft.DesktopVirtualization/hostPools': [
    {
      title: 'Users see a temporary profile',
      severity: 'CRITICAL',
      description: 'About {n} people get an empty desktop this morning. Their files and settings are missing.',
      found: 'Profile share is full: FSLogix cannot attach. 1 TB reached.',
      between: 'Storage needs 500 GB more, please confirm the price of premium files.',
      update: 'Your files are safe: the disk with the profiles is full. We are enlarging it; please sign out and in again in 20 minutes.',
      resolution: 'The disk was enlarged and a warning is set at 80 percent.',
    },
    {
      title: 'New application for all desktops',
      severity: 'MINIMAL',
      description: 'Please install the new design software on the desktops of the {team} team.',
      found: 'Software needs a graphics card: NV-series pool. Not on the common image.',
      between: 'Price of a small NV pool with start on connect?',
      update: 'The software needs desktops with a graphics card. We have sent you an offer for a small pool of its own.',
      resolution: 'The team has a pool with graphics that starts when somebody connects.',
    },
  ],
};
