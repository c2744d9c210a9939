/** What is said when a request to buy or cancel is refused. */
import { messages } from '../../kernel/i18n/message.ts';

export const changeMessages = messages('change', {
  noSubscription: {
    EN: 'Your organization has no such subscription.',
    IT: 'La sua organizzazione non dispone della sottoscrizione indicata.',
    TR: 'Kuruluşunuza ait böyle bir abonelik bulunamadı.',
  },
  noPartner: {
    EN: 'Your organization has no such partner.',
    IT: 'Il partner indicato non è tra quelli della sua organizzazione.',
    TR: 'Belirtilen iş ortağı, kuruluşunuzun iş ortakları arasında bulunamadı.',
  },
  severalPartners: {
    EN: 'Your organization has several partners: name one by `partnerId`, or the subscription.',
    IT: 'La sua organizzazione ha più partner: indicarne uno in `partnerId` oppure specificare la sottoscrizione.',
    TR: 'Kuruluşunuzun birden fazla iş ortağı vardır: `partnerId` alanında birini veya ilgili aboneliği belirtiniz.',
  },
  otherPartner: {
    EN: '`partnerId` is not the partner who sold this subscription; leave it out.',
    IT: '`partnerId` non è il partner che ha venduto questa sottoscrizione: omettere il campo.',
    TR: '`partnerId` bu aboneliği satan iş ortağı değildir; alanı boş bırakınız.',
  },
  whatToBuy: {
    EN: 'Say what to buy: name the subscription of which you want more, or the offer.',
    IT: 'Specificare che cosa acquistare: indicare la sottoscrizione da ampliare oppure l’offerta.',
    TR: 'Neyin satın alınacağını belirtiniz: artırılacak aboneliği veya teklifi giriniz.',
  },
  otherOffer: {
    takes: ['offer'],
    EN: '`offerName` is not the offer of this subscription, which is {offer}; leave one of the two out.',
    IT: '`offerName` non è l’offerta di questa sottoscrizione, che è {offer}: indicare soltanto l’una o l’altra.',
    TR: '`offerName` bu aboneliğin teklifi olan {offer} değildir; ikisinden birini boş bırakınız.',
  },
  subscriptionIsOver: {
    takes: ['status'],
    EN: 'A subscription that {status, select, EXPIRED {has expired} DELETED {was deleted} other {is over}} cannot be cancelled.',
    IT: 'Una sottoscrizione {status, select, EXPIRED {scaduta} DELETED {eliminata} other {terminata}} non può essere disdetta.',
    TR: '{status, select, EXPIRED {Süresi dolmuş} DELETED {Silinmiş} other {Sona ermiş}} bir abonelik iptal edilemez.',
  },
  tooManyUnits: {
    takes: ['quantity'],
    EN: 'This subscription has {quantity, plural, one {# unit} other {# units}}; no more can be cancelled.',
    IT: 'Questa sottoscrizione comprende {quantity, plural, one {# unità} other {# unità}}: non è possibile disdirne di più.',
    TR: 'Bu abonelikte {quantity, plural, one {# birim} other {# birim}} vardır; daha fazlası iptal edilemez.',
  },
  notResponsible: {
    EN: 'Only the partner whom the customer asked can answer this request and carry it out.',
    IT: 'Solo il partner a cui il cliente si è rivolto può rispondere a questa richiesta ed eseguirla.',
    TR: 'Bu talebi yalnızca müşterinin başvurduğu iş ortağı yanıtlayabilir ve yerine getirebilir.',
  },
  wrongState: {
    takes: ['state', 'deed'],
    EN: 'A request that {state, select, REQUESTED {waits for an answer} ACCEPTED {is accepted} DECLINED {is declined} COMPLETED {is completed} other {is in this state}} cannot be {deed, select, accept {accepted} decline {declined} complete {completed} other {changed like this}}.',
    IT: 'Una richiesta {state, select, REQUESTED {in attesa di risposta} ACCEPTED {accettata} DECLINED {rifiutata} COMPLETED {eseguita} other {in questo stato}} non può essere {deed, select, accept {accettata} decline {rifiutata} complete {segnata come eseguita} other {modificata in questo modo}}.',
    TR: '{state, select, REQUESTED {Yanıt bekleyen} ACCEPTED {Kabul edilmiş} DECLINED {Reddedilmiş} COMPLETED {Tamamlanmış} other {Bu durumdaki}} bir talep {deed, select, accept {kabul edilemez} decline {reddedilemez} complete {tamamlandı olarak işaretlenemez} other {bu şekilde değiştirilemez}}.',
  },
});
