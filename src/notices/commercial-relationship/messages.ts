/** What commercial relationships say when they refuse. */
import { messages } from '../../kernel/i18n/message.ts';

export const relationshipMessages = messages('relationship', {
  recordedAlready: {
    takes: ['product'],
    EN: 'It is recorded already how you buy {product}; end that first.',
    IT: 'È già registrato come viene acquistato {product}: terminare prima quella registrazione.',
    TR: '{product} ürününün nasıl satın alındığı zaten kayıtlıdır; önce o kaydı sonlandırınız.',
  },
  sinceFuture: {
    EN: '`since` lies in the future.',
    IT: '`since` è una data futura.',
    TR: '`since` gelecekteki bir zaman olamaz.',
  },
  sinceBefore1970: {
    EN: '`since` lies before 1970.',
    IT: '`since` è anteriore al 1970.',
    TR: '`since` 1970 yılından önce olamaz.',
  },
  endedAlready: {
    EN: 'This commercial relationship has ended already.',
    IT: 'Questo rapporto commerciale è già terminato.',
    TR: 'Bu ticari ilişki zaten sona ermiştir.',
  },
});
