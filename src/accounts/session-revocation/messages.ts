/** What the revocation of sessions says when it refuses. */
import { messages } from '../../kernel/i18n/message.ts';

export const sessionMessages = messages('session', {
  tooMany: {
    takes: ['most'],
    EN: 'Sessions were revoked {most, plural, one {# time} other {# times}} within an hour, which is the most; try again later.',
    IT: 'Le sessioni sono state revocate {most, plural, one {# volta} other {# volte}} in un’ora, il numero massimo: riprova più tardi.',
    TR: 'Oturumlar bir saat içinde {most, plural, one {# kez} other {# kez}} iptal edildi; bu en yüksek sayıdır. Daha sonra yeniden deneyin.',
  },
});
