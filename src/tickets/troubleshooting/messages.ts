/** What troubleshooting says when it is refused. */
import { messages } from '../../kernel/i18n/message.ts';

export const troubleshootingMessages = messages('troubleshooting', {
  noDelegation: {
    EN: 'You have no rights in this customer’s tenant: that takes an active delegation (GDAP), an assignment of it, and you in its group.',
    IT: 'Non si dispone di diritti nel tenant di questo cliente: servono una delega attiva (GDAP), una sua assegnazione e l’appartenenza al relativo gruppo.',
    TR: 'Bu müşterinin kiracısında yetkiniz yoktur: etkin bir yetki devri (GDAP), bunun bir ataması ve ilgili grubun üyesi olmanız gerekir.',
  },
  noRole: {
    takes: ['area'],
    EN: 'None of your delegations from this customer has a role that allows work on {area, select, SOFTWARE {software} SETTINGS {settings} other {configuration}}.',
    IT: 'Nessuna delega di questo cliente comprende un ruolo che consenta di intervenire {area, select, SOFTWARE {sul software} SETTINGS {sulle impostazioni} other {sulla configurazione}}.',
    TR: 'Bu müşteriden aldığınız yetki devirlerinin hiçbirinde {area, select, SOFTWARE {yazılım} SETTINGS {ayarlar} other {yapılandırma}} üzerinde çalışmaya izin veren bir rol yoktur.',
  },
});
