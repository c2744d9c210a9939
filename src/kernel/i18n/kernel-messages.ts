/** What the kernel says when it refuses. Typographic apostrophes only: a straight one is syntax in ICU MessageFormat. */
import { messages } from './message.ts';

export const kernelMessages = messages('kernel', {
  refused: {
    EN: 'The request was refused.',
    IT: 'La richiesta è stata rifiutata.',
    TR: 'İstek reddedildi.',
  },
  required: {
    takes: ['field'],
    EN: '`{field}` is required.',
    IT: '`{field}` è obbligatorio.',
    TR: '`{field}` alanı zorunludur.',
  },
  notWellFormed: {
    takes: ['field'],
    EN: '`{field}` is not well-formed Unicode.',
    IT: '`{field}` non è testo Unicode valido.',
    TR: '`{field}` alanı geçerli bir Unicode metni değildir.',
  },
  controlCharacterAt: {
    takes: ['field', 'character', 'position'],
    EN: '`{field}` holds a control character, {character}, at position {position, number}.',
    IT: '`{field}` contiene un carattere di controllo, {character}, alla posizione {position, number}.',
    TR: '`{field}` alanı denetim karakteri içeremez: {position, number}. konumda {character}.',
  },
  yearOutOfRange: {
    takes: ['field'],
    EN: '`{field}` must lie in a year from 0000 to 9999, in UTC.',
    IT: '`{field}` deve cadere in un anno compreso tra 0000 e 9999, in UTC.',
    TR: '`{field}` UTC’ye göre 0000 ile 9999 arasındaki bir yılda olmalıdır.',
  },
  empty: {
    takes: ['field'],
    EN: '`{field}` must not be empty.',
    IT: '`{field}` non può essere vuoto.',
    TR: '`{field}` alanı boş bırakılamaz.',
  },
  tooLong: {
    takes: ['field', 'max'],
    EN: '`{field}` is longer than {max, plural, one {# character} other {# characters}}.',
    IT: '`{field}` supera il limite di {max, plural, one {# carattere} other {# caratteri}}.',
    TR: '`{field}` alanı en fazla {max, plural, one {# karakter} other {# karakter}} olabilir.',
  },
  outOfRange: {
    takes: ['field', 'min', 'max'],
    EN: '`{field}` must be from {min, number} to {max, number}.',
    IT: '`{field}` deve essere compreso tra {min, number} e {max, number}.',
    TR: '`{field}` değeri {min, number} ile {max, number} arasında olmalıdır.',
  },
  tooMany: {
    takes: ['field', 'max'],
    EN: '`{field}` holds more than {max, plural, one {# value} other {# values}}.',
    IT: '`{field}` contiene più di {max, plural, one {# valore} other {# valori}}.',
    TR: '`{field}` alanı en fazla {max, plural, one {# değer} other {# değer}} içerebilir.',
  },
  notThere: {
    takes: ['field'],
    EN: '`{field}` names nothing that is there.',
    IT: '`{field}` non corrisponde ad alcun elemento esistente.',
    TR: '`{field}` alanında belirtilen kayıt bulunamadı.',
  },
  forbidden: {
    takes: ['who'],
    EN: '{who, select, HELPDESK_AGENT {A partner helpdesk agent} ADMIN_AGENT {A partner admin agent} SALES_AGENT {A partner sales agent} CUSTOMER {A customer member} other {A vendor member}} may not do this.',
    IT: '{who, select, HELPDESK_AGENT {Un agente helpdesk del partner} ADMIN_AGENT {Un agente amministratore del partner} SALES_AGENT {Un agente di vendita del partner} CUSTOMER {Un utente del cliente} other {Un utente del vendor}} non è autorizzato a eseguire questa operazione.',
    TR: '{who, select, HELPDESK_AGENT {İş ortağının yardım masası temsilcisi} ADMIN_AGENT {İş ortağının yönetici temsilcisi} SALES_AGENT {İş ortağının satış temsilcisi} CUSTOMER {Müşteri kullanıcısı} other {Üretici kullanıcısı}} bu işlemi yapmaya yetkili değildir.',
  },
  reused: {
    EN: 'This `clientMutationId` was used before with another input.',
    IT: 'Questo `clientMutationId` è già stato utilizzato con dati diversi.',
    TR: 'Bu `clientMutationId` daha önce farklı bir girdiyle kullanılmıştır.',
  },
  doneAndHidden: {
    EN: 'This was done before, and what it was done to is no longer yours to see.',
    IT: 'L’operazione è già stata eseguita e il suo oggetto non è più visibile per te.',
    TR: 'Bu işlem daha önce yapıldı; ilgili kayıt artık sizin için görünür değil.',
  },
  firstAndLast: {
    EN: 'Give `first` or `last`, not both.',
    IT: 'Indicare `first` oppure `last`, non entrambi.',
    TR: '`first` ve `last` birlikte kullanılamaz; yalnızca birini belirtin.',
  },
  exactlyOne: {
    takes: ['fields'],
    EN: 'Give exactly one of {fields}.',
    IT: 'Indicare esattamente uno tra {fields}.',
    TR: 'Şunlardan yalnızca birini belirtin: {fields}.',
  },
  wrongDirection: {
    takes: ['field', 'other'],
    EN: '`{field}` does not go with `{other}`.',
    IT: '`{field}` non può essere usato insieme a `{other}`.',
    TR: '`{field}`, `{other}` ile birlikte kullanılamaz.',
  },
  unreadableCursor: {
    takes: ['field'],
    EN: '`{field}` is not a cursor of this list: it cannot be read.',
    IT: '`{field}` non è un cursore di questo elenco: non è leggibile.',
    TR: '`{field}` bu listenin imleci değildir: okunamıyor.',
  },
  cursorOfAnotherOrder: {
    takes: ['field', 'given', 'order'],
    EN: '`{field}` is not a cursor of this list: it belongs to the order {given}, and this is {order}.',
    IT: '`{field}` non è un cursore di questo elenco: appartiene all’ordinamento {given}, mentre quello richiesto è {order}.',
    TR: '`{field}` bu listenin imleci değildir: {given} sıralamasına aittir, istenen sıralama ise {order}.',
  },
  cursorOfNoSubscription: {
    EN: '`after` is not a cursor of this subscription.',
    IT: '`after` non è un cursore di questo flusso di aggiornamenti.',
    TR: '`after` bu güncelleme akışının imleci değildir.',
  },
});
