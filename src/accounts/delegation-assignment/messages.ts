/** What assignments say when they refuse. */
import { messages } from '../../kernel/i18n/message.ts';

export const assignmentMessages = messages('assignment', {
  removedAlready: {
    EN: 'This assignment has been taken back already.',
    IT: 'Questa assegnazione è già stata revocata.',
    TR: 'Bu atama zaten geri alınmış.',
  },
  rolesBeyond: {
    EN: 'An assignment can give only roles that its delegation gives.',
    IT: 'Un’assegnazione può concedere solo i ruoli previsti dalla delega.',
    TR: 'Bir atama yalnızca yetki devrinin verdiği rolleri verebilir.',
  },
  assignedAlready: {
    EN: 'This security group has an assignment under this delegation already; take that back first.',
    IT: 'Questo gruppo di sicurezza ha già un’assegnazione nell’ambito di questa delega: revocare prima quella esistente.',
    TR: 'Bu güvenlik grubunun bu yetki devri kapsamında zaten bir ataması var; önce onu geri alınız.',
  },
});
