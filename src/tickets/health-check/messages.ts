/** What health checks say when they refuse. */
import { messages } from '../../kernel/i18n/message.ts';

export const healthCheckMessages = messages('healthCheck', {
  nothingMatches: {
    EN: 'No incident matches this ticket: it cannot be concluded that one explains it.',
    IT: 'Nessun incidente corrisponde a questo ticket: non si può concludere che uno lo spieghi.',
    TR: 'Bu destek talebiyle eşleşen bir hizmet olayı yoktur; sorunun bir olaydan kaynaklandığı sonucuna varılamaz.',
  },
  sayWhy: {
    takes: ['count'],
    EN: '{count, plural, one {An incident matches} other {# incidents match}}: say in `remark` why none explains the problem.',
    IT: '{count, plural, one {Un incidente corrisponde} other {# incidenti corrispondono}} al ticket: spiegare in `remark` perché nessuno è la causa del problema.',
    TR: '{count, plural, one {Eşleşen bir hizmet olayı} other {Eşleşen # hizmet olayı}} vardır: bunların soruna neden yol açmadığını `remark` alanında açıklayınız.',
  },
});
