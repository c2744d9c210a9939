/** What support boundaries say when they refuse. */
import { messages } from '../../kernel/i18n/message.ts';

export const boundaryMessages = messages('boundary', {
  nothingWithin: {
    EN: 'Say what your support resolves: at least one line in `within`.',
    IT: 'Indicare che cosa risolve il proprio supporto: almeno una riga in `within`.',
    TR: 'Desteğinizin neleri çözdüğünü belirtiniz: `within` alanında en az bir satır olmalıdır.',
  },
  ofAnother: {
    EN: 'Each partner states and withdraws its own boundaries; these are of another one.',
    IT: 'Ogni partner stabilisce e ritira i propri limiti di supporto; questi sono di un altro.',
    TR: 'Her iş ortağı yalnızca kendi destek sınırlarını belirler ve geri alır; bu sınırlar başka bir iş ortağına aittir.',
  },
  withdrawn: {
    EN: 'It was withdrawn already.',
    IT: 'È già stato ritirato.',
    TR: 'Zaten geri alınmıştır.',
  },
});
