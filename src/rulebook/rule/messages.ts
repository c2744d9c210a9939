/** What the rulebook says of rules that nothing holds yet. */
import { messages } from '../../kernel/message.ts';

export const ruleMessages = messages('rule', {
  planned: {
    takes: ['places'],
    EN: 'Nothing in Tierline holds this rule yet; planned for it: {places}.',
    IT: 'In Tierline nulla garantisce ancora il rispetto di questa regola; è prevista l’aggiunta di {places}.',
    TR: 'Tierline’da bu kuralı güvence altına alan bir öğe henüz bulunmamaktadır; eklenmesi planlanan: {places}.',
  },
});
