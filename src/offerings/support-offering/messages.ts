/** What offerings say when they refuse. */
import { messages } from '../../kernel/i18n/message.ts';

export const offeringMessages = messages('offering', {
  notYours: {
    EN: 'Only the partner that makes an offering may do this to it.',
    IT: 'Soltanto il partner che propone l’offerta può eseguire questa operazione.',
    TR: 'Bu işlemi yalnızca destek teklifinin sahibi olan iş ortağı yapabilir.',
  },
  wrongState: {
    takes: ['state', 'deed'],
    EN: 'An offering that is {state, select, DRAFT {a draft} PUBLISHED {published} RETIRED {retired} other {in this state}} cannot be {deed, select, change {changed} publish {published} acknowledge {acknowledged} retire {retired} other {changed like this}}.',
    IT: 'Un’offerta {state, select, DRAFT {in bozza} PUBLISHED {pubblicata} RETIRED {ritirata} other {in questo stato}} non può essere {deed, select, change {modificata} publish {pubblicata} acknowledge {confermata per presa visione} retire {ritirata} other {modificata in questo modo}}.',
    TR: '{state, select, DRAFT {Taslak durumundaki} PUBLISHED {Yayımlanmış} RETIRED {Yayından kaldırılmış} other {Bu durumdaki}} bir destek teklifi {deed, select, change {değiştirilemez} publish {yayımlanamaz} acknowledge {onaylanamaz} retire {yayından kaldırılamaz} other {bu şekilde değiştirilemez}}.',
  },
  incomplete: {
    takes: ['need'],
    EN: 'A published offering must state {need, select, TYPES {at least one type of support} DUTIES {at least one duty that it covers} HOURS {its service hours} CONTACT_METHODS {at least one contact method} PRICE {its price, because it is charged} CHARGED_FOR {which part of it is charged} SCOPE {whether all of it is outsourced or a part} OUTSOURCED_TO {to whom it is outsourced} SUPPLIER_DUTIES {which duties the supplier covers} RESOLD_FROM {whose support it resells} other {more than it does}}.',
    IT: 'Un’offerta pubblicata deve indicare {need, select, TYPES {almeno un tipo di supporto} DUTIES {almeno una delle attività coperte} HOURS {gli orari di servizio} CONTACT_METHODS {almeno una modalità di contatto} PRICE {il prezzo, perché è a pagamento} CHARGED_FOR {quale parte è a pagamento} SCOPE {se è esternalizzata per intero o in parte} OUTSOURCED_TO {a chi è esternalizzata} SUPPLIER_DUTIES {quali attività svolge il fornitore} RESOLD_FROM {di chi è il supporto che rivende} other {altri dati}}.',
    TR: 'Yayımlanan bir destek teklifinde {need, select, TYPES {en az bir destek türü} DUTIES {kapsanan en az bir görev} HOURS {hizmet saatleri} CONTACT_METHODS {en az bir iletişim yöntemi} PRICE {ücretli olduğu için fiyatı} CHARGED_FOR {hangi bölümünün ücretli olduğu} SCOPE {tamamının mı yoksa bir bölümünün mü dış kaynaktan sağlandığı} OUTSOURCED_TO {hangi şirketten dış kaynak olarak sağlandığı} SUPPLIER_DUTIES {tedarikçinin hangi görevleri üstlendiği} RESOLD_FROM {kimin desteğinin yeniden satıldığı} other {eksik bilgiler}} belirtilmelidir.',
  },
  noService: {
    EN: 'There is no such service.',
    IT: 'Il servizio indicato non è stato trovato.',
    TR: 'Belirtilen hizmet bulunamadı.',
  },
  noSupplier: {
    EN: 'There is no such partner; a company that is not in this graph is named by `supplier.company`.',
    IT: 'Il partner indicato non è stato trovato; un’azienda non presente in questo grafo si indica in `supplier.company`.',
    TR: 'Belirtilen iş ortağı bulunamadı; bu grafikte yer almayan bir şirket `supplier.company` alanında belirtilir.',
  },
  oneSupplier: {
    EN: 'Name the supplier by `partnerId` or by `company`: one of the two.',
    IT: 'Indicare il fornitore con `partnerId` oppure con `company`: uno solo dei due.',
    TR: 'Tedarikçiyi `partnerId` veya `company` alanlarından yalnızca biriyle belirtiniz.',
  },
  ownSupplier: {
    EN: 'A partner is not its own supplier: what its own people do is delivered directly.',
    IT: 'Un partner non è fornitore di sé stesso: il lavoro svolto dal proprio personale è un supporto diretto.',
    TR: 'İş ortağı kendi tedarikçisi olamaz: kendi çalışanlarının yürüttüğü iş doğrudan destektir.',
  },
  directSupplier: {
    EN: 'Support that is delivered directly has no supplier; say `delivery` OUTSOURCED or RESOLD.',
    IT: 'Il supporto diretto non ha fornitori: indicare OUTSOURCED o RESOLD in `delivery`.',
    TR: 'Doğrudan verilen desteğin tedarikçisi olmaz; `delivery` alanında OUTSOURCED veya RESOLD belirtiniz.',
  },
  scopeOfOutsourcing: {
    EN: 'Only outsourced support has a `scope`.',
    IT: '`scope` è previsto soltanto per il supporto esternalizzato.',
    TR: '`scope` alanı yalnızca dış kaynaktan sağlanan destek için kullanılır.',
  },
  dutiesOfPart: {
    EN: 'The duties of the supplier are named only where a part is outsourced (`scope` PARTIAL); otherwise it covers all duties of the offering.',
    IT: 'Le attività del fornitore si indicano soltanto in caso di esternalizzazione parziale (`scope` PARTIAL); altrimenti svolge tutte le attività dell’offerta.',
    TR: 'Tedarikçinin görevleri yalnızca kısmi dış kaynak kullanımında (`scope` PARTIAL) belirtilir; diğer durumlarda teklifin tüm görevlerini üstlenir.',
  },
  notAPart: {
    EN: 'What is outsourced in part must be some of the duties of the offering, and not all of them.',
    IT: 'In caso di esternalizzazione parziale, le attività del fornitore devono essere una parte di quelle dell’offerta, non tutte.',
    TR: 'Kısmi dış kaynak kullanımında tedarikçinin görevleri, teklifin görevlerinin bir bölümü olmalı, tamamı olmamalıdır.',
  },
  freeOfCharge: {
    takes: ['field'],
    EN: '`{field}` does not go with support that is free; say `charge` PART or ALL.',
    IT: '`{field}` non è compatibile con un supporto gratuito: indicare PART o ALL in `charge`.',
    TR: '`{field}` alanı ücretsiz destekle birlikte kullanılamaz; `charge` alanında PART veya ALL belirtiniz.',
  },
  allIsCharged: {
    EN: '`chargedFor` says which part is charged; it does not go with `charge` ALL.',
    IT: '`chargedFor` indica quale parte è a pagamento: non è compatibile con il valore ALL di `charge`.',
    TR: '`chargedFor` hangi bölümün ücretli olduğunu belirtir; `charge` alanının ALL değeriyle birlikte kullanılamaz.',
  },
  noAmount: {
    takes: ['field'],
    EN: '`{field}` must be a positive decimal number with at most two decimals, such as 49.00.',
    IT: '`{field}` deve essere un numero decimale positivo con al massimo due decimali, ad esempio 49.00.',
    TR: '`{field}` alanı, en fazla iki ondalık basamaklı pozitif bir sayı olmalıdır; örneğin 49.00.',
  },
  noCurrency: {
    takes: ['field'],
    EN: '`{field}` must be a currency of ISO 4217, such as EUR.',
    IT: '`{field}` deve essere una valuta secondo ISO 4217, ad esempio EUR.',
    TR: '`{field}` alanı, EUR gibi bir ISO 4217 para birimi olmalıdır.',
  },
  noContact: {
    takes: ['field', 'kind'],
    EN: '`{field}` must be {kind, select, EMAIL {an e-mail address} TELEPHONE {a telephone number} other {a link that begins with https://}}.',
    IT: '`{field}` deve essere {kind, select, EMAIL {un indirizzo e-mail} TELEPHONE {un numero di telefono} other {un collegamento che inizia con https://}}.',
    TR: '`{field}` alanı {kind, select, EMAIL {bir e-posta adresi} TELEPHONE {bir telefon numarası} other {https:// ile başlayan bir bağlantı}} olmalıdır.',
  },
  noZone: {
    takes: ['field'],
    EN: '`{field}` must be the IANA name of a time zone that exists, such as Europe/Rome.',
    IT: '`{field}` deve essere il nome IANA di un fuso orario esistente, ad esempio Europe/Rome.',
    TR: '`{field}` alanı, Europe/Istanbul gibi var olan bir saat diliminin IANA adı olmalıdır.',
  },
  noTime: {
    takes: ['field'],
    EN: '`{field}` must be a time of the day from 00:00 to 23:59; only the end of a day is 24:00.',
    IT: '`{field}` deve essere un’ora compresa tra 00:00 e 23:59; 24:00 indica soltanto la fine della giornata.',
    TR: '`{field}` alanı 00:00 ile 23:59 arasında bir saat olmalıdır; 24:00 yalnızca günün sonunu belirtir.',
  },
  noLength: {
    takes: ['field'],
    EN: '`{field}` closes when it opens; a whole day is 00:00 to 24:00.',
    IT: '`{field}` chiude alla stessa ora in cui apre; una giornata intera va da 00:00 a 24:00.',
    TR: '`{field}` açıldığı saatte kapanıyor; tam gün 00:00–24:00 olarak belirtilir.',
  },
  overlap: {
    takes: ['field', 'other'],
    EN: '`{field}` overlaps with `{other}`.',
    IT: '`{field}` si sovrappone a `{other}`.',
    TR: '`{field}`, `{other}` ile çakışıyor.',
  },
  otherVersion: {
    takes: ['version', 'current'],
    EN: 'Version {version, number} is not the one that is offered: version {current, number} is. Read that one before you acknowledge it.',
    IT: 'La versione {version, number} non è quella in vigore: attualmente è proposta la versione {current, number}. Prenderne visione prima di confermarla.',
    TR: '{version, number} numaralı sürüm geçerli değildir: şu anda {current, number} numaralı sürüm sunulmaktadır. Onaylamadan önce bu sürümü okuyunuz.',
  },
  noDay: {
    takes: ['field'],
    EN: '`{field}` must be a day from 1970-01-01 to 9999-12-26, such as 2026-03-29.',
    IT: '`{field}` deve essere un giorno compreso tra 1970-01-01 e 9999-12-26, ad esempio 2026-03-29.',
    TR: '`{field}` alanı 1970-01-01 ile 9999-12-26 arasında bir gün olmalıdır; örneğin 2026-03-29.',
  },
});
