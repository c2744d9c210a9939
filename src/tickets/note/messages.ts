/** What notes say when they refuse. */
import { messages } from '../../kernel/i18n/message.ts';

export const noteMessages = messages('note', {
  notOfVendor: {
    EN: 'Only what the vendor wrote to the partners is published; write a note of your own instead.',
    IT: 'Si pubblica soltanto ciò che il vendor ha scritto ai partner: in alternativa, scrivere una nota propria.',
    TR: 'Yalnızca üreticinin iş ortaklarına yazdıkları yayımlanır; bunun yerine kendi notunuzu yazınız.',
  },
  otherAudience: {
    takes: ['kind', 'audiences'],
    EN: 'A {kind, select, CUSTOMER {customer} VENDOR {vendor} other {partner}} may write for {audiences}.',
    IT: '{kind, select, CUSTOMER {Un cliente} VENDOR {Il vendor} other {Un partner}} può rivolgere le note soltanto a {audiences}.',
    TR: '{kind, select, CUSTOMER {Müşteri} VENDOR {Üretici} other {İş ortağı}} yalnızca şu hedef kitleler için not yazabilir: {audiences}.',
  },
});
