/** What notices say when they refuse. */
import { messages } from '../../kernel/i18n/message.ts';

export const noticeMessages = messages('notice', {
  vendorTopic: {
    takes: ['topic'],
    EN: 'The vendor does not write to customers about {topic, select, SUBSCRIPTION {their subscriptions} other {this}}: that is for their partners.',
    IT: 'Il vendor non scrive ai clienti {topic, select, SUBSCRIPTION {riguardo alle loro sottoscrizioni} other {su questo argomento}}: la comunicazione spetta ai loro partner.',
    TR: 'Üretici, müşterilere {topic, select, SUBSCRIPTION {abonelikleri hakkında} other {bu konuda}} bildirim göndermez; bu, iş ortaklarının görevidir.',
  },
  notResponsible: {
    EN: 'You are not the partner that answers for this subscription, or for any of this customer.',
    IT: 'La sottoscrizione indicata, o qualsiasi altra di questo cliente, non è di competenza della vostra organizzazione.',
    TR: 'Bu abonelikten veya bu müşterinin herhangi bir aboneliğinden sorumlu iş ortağı siz değilsiniz.',
  },
  noRelationship: {
    takes: ['product'],
    EN: 'It is not recorded that this customer buys {product} outside CSP.',
    IT: 'Non risulta registrato che questo cliente acquisti {product} al di fuori del programma CSP.',
    TR: 'Bu müşterinin {product} ürününü CSP dışında satın aldığına dair bir kayıt yoktur.',
  },
  noCustomer: {
    EN: 'There is no such customer.',
    IT: 'Il cliente indicato non è stato trovato.',
    TR: 'Belirtilen müşteri bulunamadı.',
  },
  noIncident: {
    EN: 'There is no such incident.',
    IT: 'L’incidente indicato non è stato trovato.',
    TR: 'Belirtilen hizmet olayı bulunamadı.',
  },
  noSubscription: {
    EN: 'There is no such subscription.',
    IT: 'La sottoscrizione indicata non è stata trovata.',
    TR: 'Belirtilen abonelik bulunamadı.',
  },
  anothersSubscription: {
    EN: 'The subscription is not this customer’s, which must not hear of it.',
    IT: 'La sottoscrizione appartiene a un altro cliente e non può essere comunicata a questo.',
    TR: 'Abonelik bu müşteriye ait değildir; bu müşteriye bildirilemez.',
  },
  productElsewhere: {
    EN: '`product` goes only with the topic OTHER_PRODUCT.',
    IT: '`product` è ammesso soltanto con l’argomento OTHER_PRODUCT.',
    TR: '`product` yalnızca OTHER_PRODUCT konusuyla birlikte kullanılabilir.',
  },
  nothingToShow: {
    EN: '`html` holds nothing that is safe to show.',
    IT: '`html` non contiene nulla che possa essere mostrato in sicurezza.',
    TR: '`html` alanında güvenle gösterilebilecek bir içerik bulunmamaktadır.',
  },
});
