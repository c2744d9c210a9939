/** What messages of the Message Center say when they refuse. */
import { messages } from '../../kernel/i18n/message.ts';

export const messageMessages = messages('message', {
  noMessage: {
    EN: 'There is no such message.',
    IT: 'Il messaggio indicato non è stato trovato.',
    TR: 'Belirtilen ileti bulunamadı.',
  },
  nothingMarked: {
    EN: 'Say at least one of `isRead`, `isArchived` and `isFavorite`.',
    IT: 'Indicare almeno uno tra `isRead`, `isArchived` e `isFavorite`.',
    TR: '`isRead`, `isArchived` ve `isFavorite` alanlarından en az birini belirtiniz.',
  },
});
