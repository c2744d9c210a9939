/** What webhook endpoints say when they refuse. */
import { messages } from '../../kernel/i18n/message.ts';

export const endpointMessages = messages('webhook', {
  notAUrl: {
    EN: '`url` must be an absolute address that begins with https://, without a name, a password or a fragment in it.',
    IT: '`url` deve essere un indirizzo assoluto che inizia con https://, senza nome utente, password o frammento.',
    TR: '`url`, https:// ile başlayan mutlak bir adres olmalı; kullanıcı adı, parola veya parça içermemelidir.',
  },
  notHttps: {
    EN: 'Webhooks are sent by https only.',
    IT: 'I webhook vengono inviati solo tramite https.',
    TR: 'Web kancaları yalnızca https ile gönderilir.',
  },
  wrongPort: {
    takes: ['first'],
    EN: 'The port of `url` must be 443, or from {first, number, ::group-off} on.',
    IT: 'La porta di `url` deve essere 443, oppure {first, number, ::group-off} o superiore.',
    TR: '`url` bağlantı noktası 443 ya da en az {first, number, ::group-off} olmalıdır.',
  },
  notPublic: {
    EN: 'The host of `url` is not on the public internet, and webhooks are not sent anywhere else.',
    IT: 'L’host di `url` non si trova sulla rete Internet pubblica e i webhook non vengono inviati altrove.',
    TR: '`url` içindeki sunucu genel internette değildir; web kancaları başka bir yere gönderilmez.',
  },
  notFollowable: {
    takes: ['why'],
    EN: 'This subscription cannot be followed: {why}.',
    IT: 'Questa sottoscrizione non può essere seguita: {why}.',
    TR: 'Bu abonelik izlenemez: {why}.',
  },
  notVariables: {
    EN: '`variables` must be a JSON object.',
    IT: '`variables` deve essere un oggetto JSON.',
    TR: '`variables` bir JSON nesnesi olmalıdır.',
  },
  tooMany: {
    takes: ['most'],
    EN: 'Your organization has {most, plural, one {# endpoint} other {# endpoints}}, which is the most; remove one first.',
    IT: 'La tua organizzazione ha già {most, plural, one {# endpoint} other {# endpoint}}, il numero massimo: rimuovine prima uno.',
    TR: 'Kuruluşunuzun {most, plural, one {# uç noktası} other {# uç noktası}} var; bu en yüksek sayıdır. Önce birini kaldırın.',
  },
  wrongState: {
    takes: ['state', 'deed'],
    EN: 'An endpoint that is {state, select, ENABLED {enabled} DISABLED {disabled} other {removed}} cannot be {deed, select, change {changed} rotate {given another secret} enable {enabled} disable {disabled} other {removed}}.',
    IT: 'Un endpoint {state, select, ENABLED {attivo} DISABLED {disattivato} other {rimosso}} non può {deed, select, change {essere modificato} rotate {ricevere un altro segreto} enable {essere attivato} disable {essere disattivato} other {essere rimosso}}.',
    TR: '{state, select, ENABLED {Etkin} DISABLED {Devre dışı} other {Kaldırılmış}} bir uç nokta {deed, select, change {değiştirilemez} rotate {için yeni gizli anahtar verilemez} enable {etkinleştirilemez} disable {devre dışı bırakılamaz} other {kaldırılamaz}}.',
  },
  notSending: {
    EN: 'Nothing is sent to this endpoint; enable it first.',
    IT: 'A questo endpoint non viene inviato nulla: prima attivalo.',
    TR: 'Bu uç noktaya hiçbir şey gönderilmiyor; önce etkinleştirin.',
  },
});
