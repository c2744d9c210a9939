/** What tickets say when they refuse. */
import { messages } from '../../kernel/message.ts';

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
  severalPartners: {
    EN: 'This customer has several partners: name one by `partnerId`, or the subscription.',
    IT: 'Questo cliente ha più partner: indicarne uno in `partnerId` oppure specificare la sottoscrizione.',
    TR: 'Bu müşterinin birden fazla iş ortağı vardır: `partnerId` alanında birini veya ilgili aboneliği belirtiniz.',
  },
  wrongState: {
    takes: ['state', 'deed'],
    EN: 'A ticket that is {state, select, NEW {new} TRIAGE {in triage} IN_PROGRESS {in progress} WAITING_ON_CUSTOMER {waiting on the customer} WAITING_ON_PROVIDER {waiting on the provider} ESCALATED {escalated} RESOLVED {resolved} CLOSED {closed} other {in this state}} cannot be {deed, select, assign {assigned} resolve {resolved} reopen {reopened} other {changed like this}}.',
    IT: 'Un ticket {state, select, NEW {nuovo} TRIAGE {in valutazione} IN_PROGRESS {in lavorazione} WAITING_ON_CUSTOMER {in attesa del cliente} WAITING_ON_PROVIDER {in attesa del provider} ESCALATED {inoltrato al vendor} RESOLVED {risolto} CLOSED {chiuso} other {in questo stato}} non può essere {deed, select, assign {assegnato} resolve {risolto} reopen {riaperto} other {modificato in questo modo}}.',
    TR: '{state, select, NEW {Yeni} TRIAGE {Değerlendirme aşamasındaki} IN_PROGRESS {Üzerinde çalışılan} WAITING_ON_CUSTOMER {Müşteri yanıtı beklenen} WAITING_ON_PROVIDER {Sağlayıcı yanıtı beklenen} ESCALATED {Üreticiye iletilmiş} RESOLVED {Çözülmüş} CLOSED {Kapatılmış} other {Bu durumdaki}} bir destek talebi {deed, select, assign {atanamaz} resolve {çözüldü olarak işaretlenemez} reopen {yeniden açılamaz} other {bu şekilde değiştirilemez}}.',
  },
  reopenedTooLate: {
    takes: ['days'],
    EN: 'A ticket can be reopened for {days, plural, one {# day} other {# days}} after it was resolved; open a new one.',
    IT: 'Un ticket può essere riaperto entro {days, plural, one {# giorno} other {# giorni}} dalla risoluzione: aprirne uno nuovo.',
    TR: 'Bir destek talebi, çözülmesinden itibaren {days, plural, one {# gün} other {# gün}} içinde yeniden açılabilir; lütfen yeni bir talep oluşturunuz.',
  },
});
