/** What handing a problem on says when it is refused, and what to do about it. */
import { messages } from '../../kernel/i18n/message.ts';

export const escalationMessages = messages('escalation', {
  wrongState: {
    takes: ['state', 'deed'],
    EN: 'An escalation that is {state, select, WITH_PROVIDER {with the provider} ACCEPTED {accepted by the provider} RETURNED {returned} WITH_VENDOR {with the vendor} other {over}} cannot be {deed, select, accept {accepted} handOver {handed over} answer {answered by the vendor} other {returned}}.',
    IT: 'Un’escalation {state, select, WITH_PROVIDER {affidata al provider} ACCEPTED {presa in carico dal provider} RETURNED {restituita} WITH_VENDOR {affidata al vendor} other {conclusa}} non può essere {deed, select, accept {presa in carico} handOver {inoltrata} answer {riscontrata dal vendor} other {restituita}}.',
    TR: '{state, select, WITH_PROVIDER {Sağlayıcıya iletilmiş} ACCEPTED {Sağlayıcının üstlendiği} RETURNED {İade edilmiş} WITH_VENDOR {Üreticiye iletilmiş} other {Sona ermiş}} bir iletim {deed, select, accept {üstlenilemez} handOver {üreticiye devredilemez} answer {üretici tarafından yanıtlanamaz} other {iade edilemez}}.',
  },
  notUnderWork: {
    takes: ['state'],
    EN: 'Only a ticket that is in progress is handed on; this one is {state, select, NEW {new} TRIAGE {in triage} WAITING_ON_CUSTOMER {waiting on the customer} WAITING_ON_PROVIDER {with the provider already} ESCALATED {with the vendor already} RESOLVED {resolved} CLOSED {closed} other {in another state}}.',
    IT: 'Si inoltra soltanto un ticket in lavorazione; questo è {state, select, NEW {nuovo} TRIAGE {in valutazione} WAITING_ON_CUSTOMER {in attesa del cliente} WAITING_ON_PROVIDER {già affidato al provider} ESCALATED {già inoltrato al vendor} RESOLVED {risolto} CLOSED {chiuso} other {in un altro stato}}.',
    TR: 'Yalnızca üzerinde çalışılan bir destek talebi iletilebilir; bu talep {state, select, NEW {yenidir} TRIAGE {değerlendirme aşamasındadır} WAITING_ON_CUSTOMER {müşteri yanıtı beklemektedir} WAITING_ON_PROVIDER {zaten sağlayıcıdadır} ESCALATED {zaten üreticiye iletilmiştir} RESOLVED {çözülmüştür} CLOSED {kapatılmıştır} other {başka bir durumdadır}}.',
  },
  check: {
    EN: 'Compare the ticket with service health: `ticketCheckHealth`.',
    IT: 'Confrontare il ticket con l’integrità dei servizi: `ticketCheckHealth`.',
    TR: 'Destek talebini hizmet durumuyla karşılaştırınız: `ticketCheckHealth`.',
  },
  checkAgain: {
    EN: 'The vendor has reported another incident since: look at service health again with `ticketCheckHealth`.',
    IT: 'Nel frattempo il vendor ha segnalato un altro incidente: ripetere la verifica con `ticketCheckHealth`.',
    TR: 'Üretici bu arada yeni bir hizmet olayı bildirmiştir: `ticketCheckHealth` ile hizmet durumuna yeniden bakınız.',
  },
  documented: {
    EN: 'A documented incident explains the problem: follow that incident. If it does not, look again with `ticketCheckHealth` and say why.',
    IT: 'Un incidente documentato spiega il problema: seguirne gli aggiornamenti. Se non è così, ripetere la verifica con `ticketCheckHealth` e indicarne il motivo.',
    TR: 'Sorun, belgelenmiş bir hizmet olayıyla açıklanmaktadır: o olayı izleyiniz. Açıklamıyorsa `ticketCheckHealth` ile yeniden bakınız ve nedenini belirtiniz.',
  },
  diagnose: {
    EN: 'Put on record what is wrong: `ticketDiagnose`.',
    IT: 'Registrare la diagnosi: `ticketDiagnose`.',
    TR: 'Sorunun ne olduğunu kayda geçiriniz: `ticketDiagnose`.',
  },
  noProvider: {
    EN: 'No indirect provider stands behind this ticket: there is nobody to hand it to but the vendor.',
    IT: 'Dietro questo ticket non c’è alcun provider indiretto: lo si può inoltrare soltanto al vendor.',
    TR: 'Bu destek talebinin arkasında bir dolaylı sağlayıcı yoktur; talep yalnızca üreticiye iletilebilir.',
  },
  providerGone: {
    EN: 'Your partnership with the provider behind this ticket has ended: move the subscription to another provider first.',
    IT: 'Il rapporto con il provider dietro questo ticket è terminato: trasferire prima la sottoscrizione a un altro provider.',
    TR: 'Bu destek talebinin arkasındaki sağlayıcıyla iş ortaklığınız sona ermiştir; önce aboneliği başka bir sağlayıcıya taşıyınız.',
  },
  isProvider: {
    EN: 'You are the provider of this ticket: hand it to the vendor.',
    IT: 'Il provider di questo ticket siete voi: inoltrarlo al vendor.',
    TR: 'Bu destek talebinin sağlayıcısı sizsiniz; talebi üreticiye iletiniz.',
  },
  mayNotFile: {
    takes: ['family'],
    EN: 'Partners of your kind file no requests with the vendor for {family, select, MICROSOFT_365 {Microsoft 365} DYNAMICS_365 {Dynamics 365} POWER_PLATFORM {Power Platform} AZURE {Azure} other {subscriptions and billing}}: hand it to your provider.',
    IT: 'I partner di questo tipo non presentano richieste al vendor per {family, select, MICROSOFT_365 {Microsoft 365} DYNAMICS_365 {Dynamics 365} POWER_PLATFORM {Power Platform} AZURE {Azure} other {sottoscrizioni e fatturazione}}: affidare il ticket al proprio provider.',
    TR: 'Bu türdeki iş ortakları {family, select, MICROSOFT_365 {Microsoft 365} DYNAMICS_365 {Dynamics 365} POWER_PLATFORM {Power Platform} AZURE {Azure} other {abonelikler ve faturalama}} için üreticiye talep açamaz; talebi sağlayıcınıza iletiniz.',
  },
  noDelegation: {
    EN: 'You have no rights in this customer’s tenant, and without them the vendor takes no request: that takes an active delegation (GDAP), an assignment of it, and you in its group.',
    IT: 'Non si dispone di diritti nel tenant di questo cliente, e senza di essi il vendor non accetta richieste: servono una delega attiva (GDAP), una sua assegnazione e l’appartenenza al relativo gruppo.',
    TR: 'Bu müşterinin kiracısında yetkiniz yoktur ve üretici yetki olmadan talep kabul etmez: etkin bir yetki devri (GDAP), bunun bir ataması ve ilgili grubun üyesi olmanız gerekir.',
  },
  noFiler: {
    EN: 'No active delegation of this customer gives you a role that may file requests: ask for Service Support Administrator.',
    IT: 'Nessuna delega attiva di questo cliente comprende un ruolo che possa presentare richieste: chiedere Service Support Administrator.',
    TR: 'Bu müşterinin etkin yetki devirlerinin hiçbiri talep açabilen bir rol vermemektedir: Service Support Administrator rolünü isteyiniz.',
  },
  evidence: {
    takes: ['category', 'missing'],
    EN: 'For {category, select, UNDOCUMENTED_SERVICE_PROBLEM {an undocumented problem} SERVICE_UNAVAILABLE {an unavailable service} BUG_OR_IRREGULARITY {a bug or irregularity} LARGE_SCALE_NETWORK_DISRUPTION {a large-scale network disruption} other {a regional problem}} this is missing: {missing}.',
    IT: 'Per {category, select, UNDOCUMENTED_SERVICE_PROBLEM {un problema non documentato} SERVICE_UNAVAILABLE {un servizio non disponibile} BUG_OR_IRREGULARITY {un bug o un’irregolarità} LARGE_SCALE_NETWORK_DISRUPTION {un’interruzione di rete su larga scala} other {un problema regionale}} manca: {missing}.',
    TR: '{category, select, UNDOCUMENTED_SERVICE_PROBLEM {Belgelenmemiş bir sorun} SERVICE_UNAVAILABLE {Kullanılamayan bir hizmet} BUG_OR_IRREGULARITY {Bir hata veya düzensizlik} LARGE_SCALE_NETWORK_DISRUPTION {Geniş çaplı bir ağ kesintisi} other {Bölgesel bir sorun}} için şu eksiktir: {missing}.',
  },
  evidenceAsked: {
    EN: 'Name the hand-off category, and give the evidence that it asks for.',
    IT: 'Indicare la categoria di inoltro e fornire le prove che richiede.',
    TR: 'İletim kategorisini belirtiniz ve bu kategorinin gerektirdiği kanıtları sununuz.',
  },
  ownContact: {
    EN: 'Name somebody at your own organization as the contact, never the customer.',
    IT: 'Indicare come contatto una persona della propria organizzazione, mai il cliente.',
    TR: 'İletişim kişisi olarak müşteriyi değil, kendi kuruluşunuzdan birini belirtiniz.',
  },
  noAddress: {
    takes: ['field'],
    EN: '`{field}` is not an e-mail address.',
    IT: '`{field}` non è un indirizzo e-mail.',
    TR: '`{field}` bir e-posta adresi değildir.',
  },
  noNumber: {
    takes: ['field'],
    EN: '`{field}` is not a telephone number.',
    IT: '`{field}` non è un numero di telefono.',
    TR: '`{field}` bir telefon numarası değildir.',
  },
  phone: {
    EN: 'Production is down: give a telephone number at which the contact can be called.',
    IT: 'La produzione è ferma: indicare un numero di telefono al quale il contatto sia raggiungibile.',
    TR: 'Üretim durmuştur: iletişim kişisinin aranabileceği bir telefon numarası veriniz.',
  },
  vehicle: {
    takes: ['vehicles'],
    EN: 'Name in `vehicle` a support program that fits these products, your kind of partner and the category: {vehicles}.',
    IT: 'Indicare in `vehicle` un programma di supporto adatto a questi prodotti, al proprio tipo di partner e alla categoria: {vehicles}.',
    TR: '`vehicle` alanında bu ürünlere, iş ortağı türünüze ve kategoriye uygun bir destek programı belirtiniz: {vehicles}.',
  },
  notTheProvider: {
    EN: 'Only the provider to whom it was handed may do this.',
    IT: 'Può farlo soltanto il provider al quale è stata affidata.',
    TR: 'Bunu yalnızca kendisine iletilen sağlayıcı yapabilir.',
  },
});
