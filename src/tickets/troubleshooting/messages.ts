/** What troubleshooting says when it is refused. */
import { messages } from '../../kernel/message.ts';

export const troubleshootingMessages = messages('troubleshooting', {
  noDelegation: {
    EN: 'Your organization has no active delegation (GDAP) from this customer: ask the customer to approve one.',
    IT: 'La propria organizzazione non ha alcuna delega attiva (GDAP) da questo cliente: chiedere al cliente di approvarne una.',
    TR: 'Kuruluşunuzun bu müşteriden alınmış etkin bir yetki devri (GDAP) yoktur; müşteriden bir yetki devrini onaylamasını isteyiniz.',
  },
  noRole: {
    takes: ['area'],
    EN: 'None of your delegations from this customer has a role that allows work on {area, select, SOFTWARE {software} SETTINGS {settings} other {configuration}}.',
    IT: 'Nessuna delega di questo cliente comprende un ruolo che consenta di intervenire {area, select, SOFTWARE {sul software} SETTINGS {sulle impostazioni} other {sulla configurazione}}.',
    TR: 'Bu müşteriden aldığınız yetki devirlerinin hiçbirinde {area, select, SOFTWARE {yazılım} SETTINGS {ayarlar} other {yapılandırma}} üzerinde çalışmaya izin veren bir rol yoktur.',
  },
});
