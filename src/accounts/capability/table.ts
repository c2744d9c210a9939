/** Everything that a customer can do, or have done: by whom, where, under which rules, and in which words. */
import type { Language } from '../../kernel/i18n/language.ts';
import type { CapabilityKind } from './capability.ts';

type Words = Readonly<Record<Language, string>>;

/** A row: something that a customer does itself in some places, or, where none are linked, turns to a partner for. */
export type CapabilityRow = {
  readonly rules: readonly string[];
  readonly title: Words;
  readonly explanation: Words;
  readonly links?: readonly (readonly [url: string, title: Words])[];
};

/** The same name in every language. */
const named = (name: string): Words => ({ EN: name, IT: name, TR: name });

const admin365 = {
  EN: 'Microsoft 365 admin center',
  IT: 'Interfaccia di amministrazione di Microsoft 365',
  TR: 'Microsoft 365 yönetim merkezi',
};
const azurePortal = { EN: 'Azure portal', IT: 'Portale di Azure', TR: 'Azure portalı' };

/** The table, in the order in which a customer needs it. */
export const CAPABILITIES: Readonly<Record<CapabilityKind, CapabilityRow>> = {
  FIND_PRODUCT_RESOURCES: {
    rules: ['R32', 'R33'],
    title: { EN: 'Look a question up', IT: 'Cercare una risposta', TR: 'Bir sorunun yanıtını arayın' },
    explanation: {
      EN: 'Articles, guides and answers for every product, open to everybody. Many questions are answered here at once.',
      IT: 'Articoli, guide e risposte per ogni prodotto, accessibili a tutti. Molte domande trovano qui una risposta immediata.',
      TR: 'Her ürün için herkese açık makaleler, kılavuzlar ve yanıtlar. Pek çok soru burada hemen yanıtını bulur.',
    },
    links: [
      ['https://support.microsoft.com', { EN: 'Microsoft Support', IT: 'Supporto Microsoft', TR: 'Microsoft Desteği' }],
      [
        'https://learn.microsoft.com/microsoft-365/',
        { EN: 'Microsoft 365 documentation', IT: 'Documentazione di Microsoft 365', TR: 'Microsoft 365 belgeleri' },
      ],
      ['https://learn.microsoft.com/azure/', { EN: 'Azure documentation', IT: 'Documentazione di Azure', TR: 'Azure belgeleri' }],
    ],
  },
  VIEW_SERVICE_HEALTH: {
    rules: ['R28'],
    title: { EN: 'See how the services are', IT: 'Consultare l’integrità dei servizi', TR: 'Hizmetlerin durumunu görüntüleyin' },
    explanation: {
      EN: 'A known incident explains many problems. Tierline shows the same incidents, and which of them touch what you have bought.',
      IT: 'Un incidente già noto spiega molti problemi. Tierline mostra gli stessi incidenti e quali di essi riguardano i servizi acquistati.',
      TR: 'Bilinen bir olay pek çok sorunun nedenini açıklar. Tierline aynı olayları ve bunlardan hangilerinin satın aldığınız hizmetleri etkilediğini gösterir.',
    },
    links: [
      [
        'https://admin.microsoft.com/Adminportal/Home#/servicehealth',
        { EN: 'Microsoft 365 service health', IT: 'Integrità dei servizi di Microsoft 365', TR: 'Microsoft 365 hizmet durumu' },
      ],
      [
        'https://portal.azure.com/#blade/Microsoft_Azure_Health/AzureHealthBrowseBlade/serviceIssues',
        { EN: 'Azure Service Health', IT: 'Integrità dei servizi di Azure', TR: 'Azure Hizmet Durumu' },
      ],
    ],
  },
  READ_MESSAGES: {
    rules: ['R28'],
    title: { EN: 'Read what Microsoft announces', IT: 'Leggere le comunicazioni di Microsoft', TR: 'Microsoft duyurularını okuyun' },
    explanation: {
      EN: 'The Message center announces changes to the services before they come.',
      IT: 'Il Centro messaggi annuncia in anticipo le modifiche ai servizi.',
      TR: 'İleti merkezi, hizmetlerde yapılacak değişiklikleri önceden duyurur.',
    },
    links: [
      ['https://admin.microsoft.com/Adminportal/Home#/MessageCenter', { EN: 'Message center', IT: 'Centro messaggi', TR: 'İleti merkezi' }],
    ],
  },
  MANAGE_MICROSOFT_365: {
    rules: ['R27'],
    title: { EN: 'Manage your Microsoft 365 account', IT: 'Gestire l’account Microsoft 365', TR: 'Microsoft 365 hesabınızı yönetin' },
    explanation: {
      EN: 'People, licenses, groups and settings, with your own administrators’ sign-in. Buying through a partner takes nothing of this away.',
      IT: 'Utenti, licenze, gruppi e impostazioni, con l’accesso dei propri amministratori. L’acquisto tramite un partner non toglie nulla di tutto ciò.',
      TR: 'Kullanıcılar, lisanslar, gruplar ve ayarlar; kendi yöneticilerinizin oturumuyla. İş ortağı aracılığıyla satın almak bu yetkileri ortadan kaldırmaz.',
    },
    links: [['https://admin.microsoft.com', admin365]],
  },
  MANAGE_AZURE: {
    rules: ['R27'],
    title: { EN: 'Manage your Azure account', IT: 'Gestire l’account di Azure', TR: 'Azure hesabınızı yönetin' },
    explanation: {
      EN: 'Resources, access and costs of your Azure subscriptions, with your own administrators’ sign-in.',
      IT: 'Risorse, accessi e costi delle sottoscrizioni di Azure, con l’accesso dei propri amministratori.',
      TR: 'Azure aboneliklerinizin kaynakları, erişimleri ve maliyetleri; kendi yöneticilerinizin oturumuyla.',
    },
    links: [['https://portal.azure.com', azurePortal]],
  },
  ADMINISTER_SERVICES: {
    rules: ['R29'],
    title: {
      EN: 'Configure and administer your services',
      IT: 'Configurare e amministrare i servizi',
      TR: 'Hizmetlerinizi yapılandırın ve yönetin',
    },
    explanation: {
      EN: 'Everything that you could do if you had bought directly from Microsoft. No partner needs to be asked.',
      IT: 'Tutto ciò che sarebbe possibile acquistando direttamente da Microsoft. Non occorre rivolgersi al partner.',
      TR: 'Doğrudan Microsoft’tan satın almış olsaydınız yapabileceğiniz her şey. Bunun için iş ortağına başvurmanız gerekmez.',
    },
    links: [
      ['https://admin.exchange.microsoft.com', named('Exchange Online')],
      ['https://admin.microsoft.com/sharepoint', named('SharePoint Online')],
      ['https://admin.teams.microsoft.com', named('Microsoft Teams')],
      ['https://entra.microsoft.com', named('Microsoft Entra')],
      ['https://intune.microsoft.com', named('Microsoft Intune')],
      ['https://admin.powerplatform.microsoft.com', named('Power Platform, Dynamics 365')],
    ],
  },
  GET_SUPPORT: {
    rules: ['R18', 'R34', 'R35'],
    title: { EN: 'Have a problem solved', IT: 'Richiedere la risoluzione di un problema', TR: 'Bir sorunun çözülmesini isteyin' },
    explanation: {
      EN: 'Open a ticket with your partner, or use its contact details. Where Microsoft is needed, the partner turns to it on your behalf.',
      IT: 'Aprire un ticket presso il partner o utilizzare i suoi recapiti. Se serve l’intervento di Microsoft, è il partner a rivolgersi a essa per conto del cliente.',
      TR: 'İş ortağınıza bir destek talebi iletin veya iletişim bilgilerini kullanın. Microsoft’un desteği gerektiğinde iş ortağınız sizin adınıza başvurur.',
    },
  },
  BUY: {
    rules: ['R30', 'R31'],
    title: { EN: 'Buy more', IT: 'Acquistare altro', TR: 'Ek satın alma isteyin' },
    explanation: {
      EN: 'Ask your partner, by `subscriptionChangeRequest` or its contact details: the partner places the order.',
      IT: 'Rivolgersi al partner, tramite `subscriptionChangeRequest` o i suoi recapiti: è il partner a effettuare l’ordine.',
      TR: '`subscriptionChangeRequest` ile veya iletişim bilgilerinden iş ortağınıza başvurun: siparişi iş ortağınız verir.',
    },
  },
  CANCEL: {
    rules: ['R30', 'R31'],
    title: { EN: 'Cancel a subscription', IT: 'Disdire una sottoscrizione', TR: 'Bir aboneliğin iptalini isteyin' },
    explanation: {
      EN: 'Ask the partner who sold it, by `subscriptionChangeRequest` or its contact details: the partner carries it out.',
      IT: 'Rivolgersi al partner che l’ha venduta, tramite `subscriptionChangeRequest` o i suoi recapiti: è il partner a provvedere.',
      TR: '`subscriptionChangeRequest` ile veya iletişim bilgilerinden, aboneliği satan iş ortağına başvurun: işlemi iş ortağı yapar.',
    },
  },
};
