/** The support rules in Italian. */
import type { RuleText } from '../rule.ts';
import type { RuleCode } from '../table.ts';

export const it: Readonly<Record<RuleCode, RuleText>> = {
  R01: {
    sentence:
      'Le attività di supporto si svolgono con i ruoli che le linee guida GDAP indicano per ciascuna attività oppure con il ruolo di agente helpdesk.',
    explanation:
      'Chi lavora sui ticket per conto di un partner è agente helpdesk o agente amministratore; per intervenire nel tenant di un cliente occorre inoltre un ruolo previsto da una delega attiva. L’agente di vendita vede clienti e offerte, ma non i ticket.',
  },
  R02: {
    sentence:
      'I partner che operano nel programma Cloud Solution Provider (CSP) sono i consulenti di fiducia dei propri clienti, e ciò comprende il supporto.',
    explanation:
      'Per ogni sottoscrizione del cliente c’è un partner che risponde del supporto: a lui il cliente si rivolge per domande o problemi.',
  },
  R03: {
    sentence:
      'Fornendo supporto, il partner impara a conoscere i propri clienti e può individuare nuovi servizi che creano valore per loro.',
    explanation:
      'Le richieste dei clienti ne rivelano le esigenze. Il partner può avvalersi di quanto emerge dai propri ticket; non ne deriva alcun obbligo.',
  },
  R04: {
    sentence: 'Il partner con fatturazione diretta è titolare dell’intero rapporto con il cliente.',
    explanation:
      'Fattura al cliente, gli fornisce supporto e si rivolge direttamente a Microsoft: non vi è alcun provider indiretto intermedio.',
  },
  R05: {
    sentence: 'I rivenditori indiretti dovrebbero collaborare con il proprio provider indiretto per fornire supporto ai clienti.',
    explanation:
      'Ciò che il rivenditore non è in grado di risolvere passa al provider a cui fa capo la sottoscrizione. Per Azure soltanto il provider può rivolgersi a Microsoft.',
  },
  R06: {
    sentence: 'Ci si attende che il partner risolva i problemi per conto dei propri clienti.',
    explanation:
      'Il ticket è affidato a una persona che opera presso un partner. Il cliente descrive il problema; l’assegnazione e la lavorazione del ticket spettano al partner.',
  },
  R07: {
    sentence: 'Il primo passo consiste nel controllare lo stato dei servizi per verificare se esistano problemi già documentati.',
    explanation:
      'L’incidente che spiega il problema viene collegato al ticket e, di norma, non occorre rivolgersi a Microsoft. Il controllo precede la diagnosi e qualsiasi inoltro.',
  },
  R08: {
    sentence:
      'Se il controllo dello stato dei servizi non basta, il partner può usare i propri privilegi amministrativi per risolvere problemi di software, impostazioni e configurazione.',
    explanation: 'Tali privilegi derivano da una delega (GDAP) approvata dal cliente, attiva e con ruoli adeguati all’intervento.',
  },
  R09: {
    sentence:
      'I problemi non documentati relativi a servizi che non funzionano secondo le rispettive descrizioni vanno inoltrati a Microsoft.',
    explanation:
      'È una delle cinque categorie per le quali il partner si rivolge a Microsoft. Presuppone che lo stato dei servizi non riporti un incidente che spieghi il problema.',
  },
  R10: {
    sentence: 'I casi di indisponibilità di un servizio vanno inoltrati a Microsoft.',
    explanation:
      'È una delle cinque categorie per le quali il partner si rivolge a Microsoft. Solo Microsoft può ripristinare un servizio irraggiungibile per tutti; l’incidente potrebbe essere già documentato.',
  },
  R11: {
    sentence: 'I bug e le altre anomalie che incidono sull’aspetto o sul funzionamento di un servizio vanno inoltrati a Microsoft.',
    explanation:
      'È una delle cinque categorie per le quali il partner si rivolge a Microsoft. Chi inoltra il problema indica come riprodurlo.',
  },
  R12: {
    sentence: 'I problemi dovuti a interruzioni di rete su larga scala vanno inoltrati a Microsoft.',
    explanation:
      'È una delle cinque categorie per le quali il partner si rivolge a Microsoft. Non vi rientrano i guasti della rete del cliente.',
  },
  R13: {
    sentence: 'I problemi limitati a un’area geografica che coinvolgono più tenant vanno inoltrati a Microsoft.',
    explanation:
      'È una delle cinque categorie per le quali il partner si rivolge a Microsoft. Ne sono la prova i ticket di almeno due clienti della stessa area.',
  },
  R14: {
    sentence: 'In linea generale, tutte le comunicazioni al cliente provengono dal partner CSP.',
    explanation:
      'La risposta di Microsoft a una richiesta è destinata al partner, che decide che cosa comunicare al cliente e provvede a farlo. Microsoft non può scrivere al cliente in un ticket.',
  },
  R15: {
    sentence:
      'Poiché il rapporto di fatturazione fa capo al partner, Microsoft non invia direttamente ai clienti comunicazioni sulle loro sottoscrizioni.',
    explanation: 'Gli avvisi sulle sottoscrizioni, ad esempio rinnovi, variazioni o fatture, provengono dal partner che ne è responsabile.',
  },
  R16: {
    sentence: 'Microsoft può comunicare direttamente con i clienti in merito a incidenti di servizio o ad altre informazioni operative.',
    explanation:
      'È l’eccezione alla regola secondo cui le comunicazioni provengono dal partner: degli incidenti e del loro andamento i clienti sono informati direttamente da Microsoft.',
  },
  R17: {
    sentence:
      'Ai clienti che avevano già rapporti commerciali con Microsoft, Microsoft continua a inviare direttamente comunicazioni sui loro prodotti e servizi non CSP.',
    explanation:
      'Ciò che il cliente ha acquistato attraverso un altro canale resta tra lui e Microsoft. Le sottoscrizioni CSP non ne sono interessate.',
  },
  R18: {
    sentence:
      'I clienti CSP non possono aprire autonomamente richieste di supporto presso Microsoft: devono rivolgersi al proprio partner.',
    explanation:
      'Il cliente presenta la richiesta al proprio partner, che la gestisce e, se necessario, si rivolge a Microsoft. Nessun percorso porta dal cliente a Microsoft senza passare dal partner.',
  },
  R19: {
    sentence: 'Il partner è tenuto a ricevere le richieste di supporto dei propri clienti.',
    explanation:
      'Quando un cliente si rivolge al partner, questi deve prendere in carico la richiesta. Nessuna richiesta può andare persa o passare inosservata.',
  },
  R20: {
    sentence: 'Il partner è tenuto a diagnosticare i problemi al meglio delle proprie capacità.',
    explanation: 'Prima che un ticket sia risolto o inoltrato, il partner accerta la natura del problema e la mette agli atti.',
  },
  R21: {
    sentence: 'Il partner è tenuto a risolvere i problemi che rientrano nei limiti di base del supporto.',
    explanation:
      'È il partner a definire, per ciascun servizio, quali siano questi problemi. La risoluzione di un ticket spetta al partner, non al cliente né a Microsoft.',
  },
  R22: {
    sentence: 'Per soddisfare i requisiti di supporto, il partner può rivendere il supporto di un’altra azienda.',
    explanation: 'In tal caso l’offerta indica che il supporto è rivenduto e da chi proviene.',
  },
  R23: {
    sentence:
      'Per soddisfare i requisiti di supporto, il partner può esternalizzare, in tutto o in parte, la propria struttura di supporto.',
    explanation:
      'In tal caso un’altra azienda svolge il lavoro, o parte di esso, in nome del partner, e l’offerta indica quale azienda svolge quali attività.',
  },
  R24: {
    sentence: 'Per soddisfare i requisiti di supporto, il partner può predisporre una struttura che fornisca supporto diretto.',
    explanation: 'In tal caso il lavoro è svolto dal personale del partner, e l’offerta lo indica.',
  },
  R25: {
    sentence: 'Il partner può far pagare ai clienti, in tutto o in parte, il supporto che fornisce loro.',
    explanation: 'È il cliente a pagare il partner per il supporto. Il supporto può anche essere gratuito, in tutto o in parte.',
  },
  R26: {
    sentence:
      'Il partner deve comunicare ai clienti i tipi di supporto forniti, gli orari di servizio, le modalità di contatto e, se il supporto è a pagamento, i prezzi.',
    explanation:
      'Un’offerta può essere pubblicata soltanto se indica che cosa copre, gli orari con il relativo fuso orario, i recapiti e, se è a pagamento, il prezzo. I clienti confermano di aver preso visione di queste condizioni, e ogni modifica ne crea una nuova versione.',
  },
  R27: {
    sentence:
      'I clienti possono accedere all’interfaccia di amministrazione di Microsoft 365 o al portale di Azure per gestire i propri account.',
    explanation: 'L’acquisto tramite un partner non toglie al cliente l’accesso a questi portali.',
  },
  R28: {
    sentence:
      'In questi portali i clienti possono consultare comunicazioni e notifiche, ad esempio lo stato dei servizi, nel Centro messaggi.',
    explanation:
      'Anche in Tierline il cliente vede lo stato dei servizi, gli incidenti che riguardano ciò che ha acquistato e quanto Microsoft ha pubblicato nel Centro messaggi del proprio tenant. Può soltanto leggere; ciò che segna come letto vale solo per chi lo segna.',
  },
  R29: {
    sentence:
      'I clienti possono svolgere tutte le attività di configurazione e amministrazione dei servizi come se li avessero acquistati direttamente da Microsoft.',
    explanation:
      'Vi rientra la configurazione di Exchange Online, di SharePoint Online e di quant’altro abbiano acquistato. Non occorre rivolgersi al partner.',
  },
  R30: {
    sentence: 'Per acquistare altre sottoscrizioni o annullarle, i clienti devono rivolgersi al proprio partner CSP.',
    explanation: 'Il cliente ne fa richiesta e il partner vi provvede. Nessun ordine e nessun annullamento passa dal cliente a Microsoft.',
  },
  R31: {
    sentence: 'I clienti non possono modificare le proprie sottoscrizioni direttamente con Microsoft.',
    explanation:
      'Quantità, piano e stato di una sottoscrizione sono modificati dal partner che l’ha venduta. In Tierline i clienti vedono le proprie sottoscrizioni, ma non possono modificarle.',
  },
  R32: {
    sentence: 'I clienti che hanno bisogno di aiuto con i prodotti trovano le relative risorse nel sito del supporto Microsoft.',
    explanation: 'Si tratta di articoli, guide e risposte per ciascun prodotto, accessibili a tutti.',
  },
  R33: {
    sentence: 'Si consiglia ai partner di indirizzare i clienti a queste risorse come primo passo.',
    explanation:
      'Molte domande vi trovano subito risposta. È una raccomandazione: la richiesta viene accolta anche se il cliente non le ha consultate.',
  },
  R34: {
    sentence:
      'Per il supporto tecnico sui prodotti, sia il portale di Microsoft 365 sia quello di Azure rimandano il cliente al suo partner di riferimento (partner of record).',
    explanation:
      'Il partner di riferimento è indicato per ogni sottoscrizione: un cliente con più partner può essere indirizzato all’uno o all’altro a seconda del prodotto.',
  },
  R35: {
    sentence:
      'I recapiti mostrati nel portale di Microsoft 365 provengono dal profilo di supporto clienti contenuto nelle informazioni legali del partner.',
    explanation:
      'Il partner che vuole far trovare ai clienti il numero di telefono e l’indirizzo corretti tiene aggiornato questo profilo.',
  },
  R36: {
    sentence:
      'I passaggi successivi sono controllare lo stato dei servizi, segnalare i problemi per conto di un cliente e fornire supporto per la fatturazione.',
    explanation: 'Sono i tre percorsi lungo i quali si svolge il lavoro quotidiano di supporto del partner.',
  },
};
