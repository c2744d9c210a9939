/** What security groups say when they refuse. */
import { messages } from '../../kernel/i18n/message.ts';

export const groupMessages = messages('group', {
  taken: {
    EN: 'You have a security group with this id already.',
    IT: 'Esiste già un gruppo di sicurezza con questo id.',
    TR: 'Bu kimliğe sahip bir güvenlik grubunuz zaten var.',
  },
  notADirectoryId: {
    takes: ['field'],
    EN: '`{field}` is not the id of an object in a directory, which is a GUID.',
    IT: '`{field}` non è l’id di un oggetto della directory, che è un GUID.',
    TR: '`{field}` bir dizin nesnesinin kimliği değildir; bu kimlik bir GUID’dir.',
  },
  otherPartner: {
    EN: 'Only the partner whose group it is may change it.',
    IT: 'Solo il partner a cui appartiene il gruppo può modificarlo.',
    TR: 'Grubu yalnızca ait olduğu iş ortağı değiştirebilir.',
  },
  notAMember: {
    EN: 'This person is no longer a member of the group.',
    IT: 'Questa persona non fa più parte del gruppo.',
    TR: 'Bu kişi artık grubun üyesi değil.',
  },
});
