/** What delegations say when they refuse. */
import { messages } from '../../kernel/i18n/message.ts';

export const delegationMessages = messages('delegation', {
  wrongStatus: {
    takes: ['status', 'deed'],
    EN: 'A delegation that {status, select, CREATED {is a draft} APPROVAL_PENDING {waits for approval} APPROVED {was approved and is not active yet} ACTIVATING {is being activated} ACTIVE {is active} EXPIRING {is about to expire} EXPIRED {has expired} TERMINATION_REQUESTED {is to be terminated} TERMINATING {is being terminated} TERMINATED {was terminated} other {has an unknown status}} cannot be {deed, select, request {sent for approval} approve {approved} reject {rejected} terminate {terminated} setAutoExtend {set to extend itself or not} assign {assigned to a security group} other {changed like this}}.',
    IT: 'Una delega {status, select, CREATED {in bozza} APPROVAL_PENDING {in attesa di approvazione} APPROVED {approvata ma non ancora attiva} ACTIVATING {in corso di attivazione} ACTIVE {attiva} EXPIRING {in scadenza} EXPIRED {scaduta} TERMINATION_REQUESTED {di cui è stata chiesta la cessazione} TERMINATING {in corso di cessazione} TERMINATED {cessata} other {con stato sconosciuto}} non può essere {deed, select, request {inviata per l’approvazione} approve {approvata} reject {rifiutata} terminate {cessata} setAutoExtend {modificata nel rinnovo automatico} assign {assegnata a un gruppo di sicurezza} other {modificata in questo modo}}.',
    TR: '{status, select, CREATED {Taslak durumundaki} APPROVAL_PENDING {Onay bekleyen} APPROVED {Onaylanmış ancak henüz etkin olmayan} ACTIVATING {Etkinleştirilmekte olan} ACTIVE {Etkin} EXPIRING {Süresi dolmakta olan} EXPIRED {Süresi dolmuş} TERMINATION_REQUESTED {Sonlandırılması istenmiş} TERMINATING {Sonlandırılmakta olan} TERMINATED {Sonlandırılmış} other {Durumu bilinmeyen}} bir yetki devri {deed, select, request {onaya gönderilemez} approve {onaylanamaz} reject {reddedilemez} terminate {sonlandırılamaz} setAutoExtend {için otomatik uzatma değiştirilemez} assign {bir güvenlik grubuna atanamaz} other {bu şekilde değiştirilemez}}.',
  },
  otherPartner: {
    EN: 'Only the partner to whom the rights are given may do this.',
    IT: 'Solo il partner a cui sono concessi i diritti può eseguire questa operazione.',
    TR: 'Bu işlemi yalnızca yetkinin verildiği iş ortağı yapabilir.',
  },
  noCustomer: {
    EN: 'There is no such customer of yours.',
    IT: 'Il cliente indicato non è tra quelli gestiti da questo partner.',
    TR: 'Belirtilen müşteri sizin müşterileriniz arasında bulunamadı.',
  },
  nameTaken: {
    takes: ['name', 'days'],
    EN: 'Another delegation of yours is called “{name}”; a name is free again {days, plural, one {# day} other {# days}} after its delegation has ended.',
    IT: 'Un’altra delega di questo partner si chiama «{name}»; il nome torna disponibile {days, plural, one {# giorno} other {# giorni}} dopo la fine della delega.',
    TR: '“{name}” adını taşıyan başka bir yetki devriniz var; bir ad, yetki devri sona erdikten {days, plural, one {# gün} other {# gün}} sonra yeniden kullanılabilir.',
  },
  badDuration: {
    takes: ['field'],
    EN: '`{field}` must be an ISO 8601 duration in years, months, weeks and days, from P1D to P2Y.',
    IT: '`{field}` deve essere una durata ISO 8601 in anni, mesi, settimane e giorni, da P1D a P2Y.',
    TR: '`{field}` alanı yıl, ay, hafta ve gün cinsinden, P1D ile P2Y arasında bir ISO 8601 süresi olmalıdır.',
  },
  noRoles: {
    takes: ['field'],
    EN: '`{field}` must name at least one role.',
    IT: '`{field}` deve indicare almeno un ruolo.',
    TR: '`{field}` alanında en az bir rol belirtilmelidir.',
  },
  notARole: {
    takes: ['field'],
    EN: '`{field}` is not the template id of a role, which is a GUID.',
    IT: '`{field}` non è l’id modello di un ruolo, che è un GUID.',
    TR: '`{field}` bir rolün şablon kimliği değildir; bu kimlik bir GUID’dir.',
  },
  extendsGlobalAdministrator: {
    EN: 'A delegation with the role Global Administrator cannot extend itself.',
    IT: 'Una delega con il ruolo di amministratore globale non può rinnovarsi automaticamente.',
    TR: 'Genel Yönetici rolünü içeren bir yetki devri kendiliğinden uzatılamaz.',
  },
});
