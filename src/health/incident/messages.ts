/** What incidents say when they refuse. */
import { messages } from '../../kernel/i18n/message.ts';

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
  wrongStage: {
    takes: ['stage'],
    EN: '{stage, select, OPEN {The incident goes on: it is no planned maintenance, and has not ended} ANNOUNCED {The maintenance has not begun: it can be moved or cancelled} RUNNING {The maintenance has begun: its end can be moved, and it can be finished} FINISHED {The maintenance is finished} other {The maintenance was cancelled}}.',
    IT: '{stage, select, OPEN {L’incidente è in corso: non è una manutenzione programmata e non si è concluso} ANNOUNCED {La manutenzione non è iniziata: può essere spostata o annullata} RUNNING {La manutenzione è iniziata: la sua fine può essere spostata e la manutenzione può essere conclusa} FINISHED {La manutenzione è conclusa} other {La manutenzione è stata annullata}}.',
    TR: '{stage, select, OPEN {Hizmet olayı sürmektedir: planlı bakım değildir ve sona ermemiştir} ANNOUNCED {Bakım henüz başlamamıştır; ertelenebilir veya iptal edilebilir} RUNNING {Bakım başlamıştır; bitişi değiştirilebilir ve bakım tamamlanabilir} FINISHED {Bakım tamamlanmıştır} other {Bakım iptal edilmiştir}}.',
  },
  beginsInPast: {
    EN: '`startsAt` lies in the past.',
    IT: '`startsAt` è una data passata.',
    TR: '`startsAt` geçmişteki bir zaman olamaz.',
  },
  endsBeforeStart: {
    EN: 'The maintenance would end before it begins.',
    IT: 'La manutenzione finirebbe prima di iniziare.',
    TR: 'Bakım, başlamadan önce sona eremez.',
  },
  endsInPast: {
    EN: '`endsAt` lies in the past.',
    IT: '`endsAt` è una data passata.',
    TR: '`endsAt` geçmişteki bir zaman olamaz.',
  },
  sameWindow: {
    EN: 'The maintenance is planned for this time already.',
    IT: 'La manutenzione è già programmata per questo orario.',
    TR: 'Bakım zaten bu zaman için planlanmıştır.',
  },
  nothingChanged: {
    EN: 'Nothing would change.',
    IT: 'Non cambierebbe nulla.',
    TR: 'Hiçbir şey değişmeyecektir.',
  },
  itself: {
    EN: 'An incident is not linked to itself.',
    IT: 'Un incidente non può essere collegato a sé stesso.',
    TR: 'Bir hizmet olayı kendisiyle ilişkilendirilemez.',
  },
  notAnEnd: {
    takes: ['statuses'],
    EN: 'An incident ends as {statuses}.',
    IT: 'Un incidente si conclude con lo stato {statuses}.',
    TR: 'Bir hizmet olayı yalnızca şu durumlardan biriyle sona erer: {statuses}.',
  },
});
