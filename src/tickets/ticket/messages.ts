/** What tickets say when they refuse. */
import { messages } from '../../kernel/i18n/message.ts';

export const ticketMessages = messages('ticket', {
  noCustomer: {
    EN: 'There is no such customer.',
    IT: 'Il cliente indicato non è stato trovato.',
    TR: 'Belirtilen müşteri bulunamadı.',
  },
  noSubscription: {
    EN: 'There is no such subscription of this customer.',
    IT: 'Questo cliente non ha la sottoscrizione indicata.',
    TR: 'Bu müşteriye ait böyle bir abonelik bulunamadı.',
  },
  noPartner: {
    EN: 'There is no such partner of this customer.',
    IT: 'Il partner indicato non è tra quelli di questo cliente.',
    TR: 'Belirtilen iş ortağı bu müşterinin iş ortakları arasında bulunamadı.',
  },
  noService: {
    EN: 'There is no such service.',
    IT: 'Il servizio indicato non è stato trovato.',
    TR: 'Belirtilen hizmet bulunamadı.',
  },
  noIncident: {
    EN: 'There is no such incident.',
    IT: 'L’incidente indicato non è stato trovato.',
    TR: 'Belirtilen hizmet olayı bulunamadı.',
  },
  otherService: {
    EN: '`serviceId` is not the service of this subscription; leave it out.',
    IT: '`serviceId` non è il servizio di questa sottoscrizione: omettere il campo.',
    TR: '`serviceId` bu aboneliğin hizmeti değildir; alanı boş bırakınız.',
  },
  serviceStays: {
    EN: 'The vendor has the ticket: it stays about the service with which it was handed over.',
    IT: 'Il ticket è presso il vendor: resta riferito al servizio con cui è stato inoltrato.',
    TR: 'Destek talebi üreticidedir: iletildiği hizmete ilişkin olarak kalır.',
  },
  wrongState: {
    takes: ['state', 'deed'],
    EN: 'A ticket that is {state, select, NEW {new} TRIAGE {in triage} IN_PROGRESS {in progress} WAITING_ON_CUSTOMER {waiting on the customer} WAITING_ON_PROVIDER {waiting on the provider} ESCALATED {escalated} RESOLVED {resolved} CLOSED {closed} other {in this state}} cannot be {deed, select, assign {assigned} checkHealth {compared with service health} diagnose {diagnosed} troubleshoot {worked on in the tenant} askCustomer {put back to the customer} answer {answered} escalate {handed over} passOn {handed to the provider} handOver {handed over} giveBack {given back} takeBack {given back} resolve {resolved} reopen {reopened} close {closed} closeAsSelfService {closed} other {changed like this}}.',
    IT: 'Un ticket {state, select, NEW {nuovo} TRIAGE {in valutazione} IN_PROGRESS {in lavorazione} WAITING_ON_CUSTOMER {in attesa del cliente} WAITING_ON_PROVIDER {in attesa del provider} ESCALATED {inoltrato al vendor} RESOLVED {risolto} CLOSED {chiuso} other {in questo stato}} non può essere {deed, select, assign {assegnato} checkHealth {confrontato con l’integrità dei servizi} diagnose {diagnosticato} troubleshoot {lavorato nel tenant} askCustomer {rimandato al cliente con una domanda} answer {ripreso con una risposta} escalate {inoltrato al vendor} passOn {affidato al provider} handOver {inoltrato al vendor} giveBack {restituito} takeBack {restituito} resolve {risolto} reopen {riaperto} close {chiuso} closeAsSelfService {chiuso} other {modificato in questo modo}}.',
    TR: '{state, select, NEW {Yeni} TRIAGE {Değerlendirme aşamasındaki} IN_PROGRESS {Üzerinde çalışılan} WAITING_ON_CUSTOMER {Müşteri yanıtı beklenen} WAITING_ON_PROVIDER {Sağlayıcı yanıtı beklenen} ESCALATED {Üreticiye iletilmiş} RESOLVED {Çözülmüş} CLOSED {Kapatılmış} other {Bu durumdaki}} bir destek talebi {deed, select, assign {atanamaz} checkHealth {hizmet durumuyla karşılaştırılamaz} diagnose {için tanı kaydedilemez} troubleshoot {için kiracıda işlem yapılamaz} askCustomer {müşteriye soru yöneltilerek bekletilemez} answer {yanıtlanamaz} escalate {üreticiye iletilemez} passOn {sağlayıcıya iletilemez} handOver {üreticiye devredilemez} giveBack {iade edilemez} takeBack {iade edilemez} resolve {çözüldü olarak işaretlenemez} reopen {yeniden açılamaz} close {kapatılamaz} closeAsSelfService {kapatılamaz} other {bu şekilde değiştirilemez}}.',
  },
  reopenedTooLate: {
    takes: ['days'],
    EN: 'A ticket can be reopened for {days, plural, one {# day} other {# days}} after it was resolved; open a new one.',
    IT: 'Un ticket può essere riaperto entro {days, plural, one {# giorno} other {# giorni}} dalla risoluzione: aprirne uno nuovo.',
    TR: 'Bir destek talebi, çözülmesinden itibaren {days, plural, one {# gün} other {# gün}} içinde yeniden açılabilir; lütfen yeni bir talep oluşturunuz.',
  },
  mayBeReopened: {
    takes: ['days'],
    EN: 'For {days, plural, one {# day} other {# days}} after it was resolved the ticket may be reopened: until then only the customer can close it.',
    IT: 'Per {days, plural, one {# giorno} other {# giorni}} dalla risoluzione il ticket può essere riaperto: fino ad allora solo il cliente può chiuderlo.',
    TR: 'Destek talebi, çözülmesinden itibaren {days, plural, one {# gün} other {# gün}} boyunca yeniden açılabilir; bu süre dolana kadar talebi yalnızca müşteri kapatabilir.',
  },
  notDiagnosed: {
    EN: 'Put on record what is wrong first: `ticketDiagnose`.',
    IT: 'Registrare prima la diagnosi con `ticketDiagnose`.',
    TR: 'Önce sorunun ne olduğunu `ticketDiagnose` ile kayda geçiriniz.',
  },
  noHealthCheck: {
    EN: 'Compare the ticket with service health first: `ticketCheckHealth`.',
    IT: 'Confrontare prima il ticket con l’integrità dei servizi: `ticketCheckHealth`.',
    TR: 'Önce destek talebini hizmet durumuyla karşılaştırınız: `ticketCheckHealth`.',
  },
  staleHealthCheck: {
    EN: 'Since service health was looked at, the vendor has reported another incident: look again with `ticketCheckHealth`.',
    IT: 'Dopo l’ultima verifica dell’integrità dei servizi il vendor ha segnalato un altro incidente: ripeterla con `ticketCheckHealth`.',
    TR: 'Hizmet durumuna en son bakıldığından bu yana üretici yeni bir hizmet olayı bildirmiştir: `ticketCheckHealth` ile yeniden bakınız.',
  },
  closedAsSelfService: {
    EN: 'What the customer took care of is not resolved but closed: `ticketClose` with `selfService`.',
    IT: 'Ciò che il cliente ha sistemato da sé non si risolve ma si chiude: `ticketClose` con `selfService`.',
    TR: 'Müşterinin kendi hallettiği bir talep çözüldü olarak işaretlenmez, kapatılır: `selfService` ile `ticketClose`.',
  },
  withinBoundaries: {
    EN: 'What lies within the boundaries of the support has to be resolved: it cannot be turned down as not supported.',
    IT: 'Ciò che rientra nei limiti del supporto va risolto: non può essere respinto come non supportato.',
    TR: 'Destek sınırları içinde kalan bir sorunun çözülmesi gerekir; destek dışı olduğu gerekçesiyle geri çevrilemez.',
  },
  noResource: {
    EN: 'There is no such product resource.',
    IT: 'La risorsa di prodotto indicata non è stata trovata.',
    TR: 'Belirtilen ürün kaynağı bulunamadı.',
  },
  noPartnerAtAll: {
    EN: 'This customer has no partner here who could take the request in. Turn to whoever sells the subscription; once that partner is known here, it can open the ticket for you.',
    IT: 'Questo cliente non ha alcun partner che possa accogliere la richiesta. Rivolgersi a chi vende la sottoscrizione: una volta registrato qui, quel partner potrà aprire il ticket.',
    TR: 'Bu müşterinin talebi alabilecek kayıtlı bir iş ortağı yoktur. Aboneliği satan kuruluşa başvurunuz; ilgili iş ortağı buraya kaydedildiğinde talebi sizin için açabilir.',
  },
  severalPartnersNamed: {
    takes: ['partners'],
    EN: 'This customer has several partners. Name one by `partnerId`, or say by `subscriptionId` or `serviceId` what it is about: {partners}.',
    IT: 'Questo cliente ha più partner. Indicarne uno in `partnerId`, oppure precisare l’oggetto con `subscriptionId` o `serviceId`: {partners}.',
    TR: 'Bu müşterinin birden fazla iş ortağı vardır. `partnerId` alanında birini belirtiniz ya da konuyu `subscriptionId` veya `serviceId` ile bildiriniz: {partners}.',
  },
  nobodyReachable: {
    takes: ['partner'],
    EN: '{partner} states no way to reach its support, and no provider stands behind it that does. Ask {partner} to complete its support profile, or name another of your partners by `partnerId`.',
    IT: '{partner} non indica alcun recapito del proprio supporto e non ha alle spalle un provider che ne indichi uno. Chiedere a {partner} di completare il profilo di supporto, oppure indicare un altro dei propri partner in `partnerId`.',
    TR: '{partner} desteğine nasıl ulaşılacağını belirtmemiştir; arkasında bunu belirten bir sağlayıcı da yoktur. {partner} kuruluşundan destek profilini tamamlamasını isteyiniz veya `partnerId` alanında başka bir iş ortağınızı belirtiniz.',
  },
});
