/** What incidents say when they refuse. */
import { messages } from '../../kernel/message.ts';

export const incidentMessages = messages('incident', {
  noService: {
    EN: 'There is no such service.',
    IT: 'Il servizio indicato non è stato trovato.',
    TR: 'Belirtilen hizmet bulunamadı.',
  },
  taken: {
    takes: ['trackingId'],
    EN: 'There is an incident {trackingId} already.',
    IT: 'Esiste già un incidente con l’identificativo {trackingId}.',
    TR: '{trackingId} kimliğine sahip bir hizmet olayı zaten vardır.',
  },
  beginsClosed: {
    EN: 'An incident cannot begin with a closing status.',
    IT: 'Un incidente non può iniziare con uno stato di chiusura.',
    TR: 'Bir hizmet olayı kapanış durumuyla başlayamaz.',
  },
  startsInFuture: {
    EN: '`startedAt` lies in the future.',
    IT: '`startedAt` è una data futura.',
    TR: '`startedAt` gelecekteki bir zaman olamaz.',
  },
  startsBefore1970: {
    EN: '`startedAt` lies before 1970.',
    IT: '`startedAt` è anteriore al 1970.',
    TR: '`startedAt` 1970 yılından önce olamaz.',
  },
  nothingToShow: {
    EN: '`html` holds nothing that is safe to show.',
    IT: '`html` non contiene nulla che possa essere mostrato in sicurezza.',
    TR: '`html` alanında güvenle gösterilebilecek bir içerik bulunmamaktadır.',
  },
  resolved: {
    EN: 'The incident is resolved; report a new one.',
    IT: 'L’incidente è stato risolto: segnalarne uno nuovo.',
    TR: 'Hizmet olayı çözülmüştür; lütfen yeni bir olay bildiriniz.',
  },
  resolvedAlready: {
    EN: 'The incident is resolved already.',
    IT: 'L’incidente è già stato risolto.',
    TR: 'Hizmet olayı zaten çözülmüştür.',
  },
  notAnEnd: {
    takes: ['statuses'],
    EN: 'An incident ends as {statuses}.',
    IT: 'Un incidente si conclude con lo stato {statuses}.',
    TR: 'Bir hizmet olayı yalnızca şu durumlardan biriyle sona erer: {statuses}.',
  },
});
