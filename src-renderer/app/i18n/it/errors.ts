import type { ErrorCode } from '../../../../src-shared/contract/errors.ts';

/** What happened and what to do. Values in braces come from the error's params. */
export const errors = {
  'bad-request':
    'Il coordinatore non ha capito la richiesta. Ricarica la pagina; se succede ancora, avvisa l’amministratore.',
  'body-too-large': 'I dati inviati sono troppo grandi per una sola richiesta. Dividili o carica un file più piccolo.',
  'unsupported-media': 'Questo tipo di contenuto non è accettato. Carica un file di testo delimitato (CSV o TXT).',
  'not-signed-in': 'Non hai effettuato l’accesso. Accedi e riprova.',
  'session-expired': 'La sessione è scaduta. Accedi di nuovo: il lavoro salvato su questo computer è rimasto.',
  'wrong-credentials': 'Nome utente o password non corretti. Controlla le maiuscole e riprova.',
  'user-disabled': 'Questo utente è disattivato. Chiedi all’amministratore di riattivarlo.',
  'too-many-attempts': 'Troppi tentativi di accesso. Aspetta qualche minuto, poi riprova.',
  'weak-password': 'La password è troppo semplice. Usane una di almeno 10 caratteri, non fra quelle più comuni.',
  'password-given': 'La password che usi ti è stata consegnata da altri. Scegline una tua, poi continua.',
  forbidden: 'Il tuo ruolo non permette questa operazione. Se ti serve, chiedi al responsabile.',
  'not-found': 'Quello che cercavi non esiste più o non è visibile al tuo ruolo. Torna all’elenco e aggiorna.',
  'already-exists': 'Esiste già un elemento con questo nome o codice. Scegline un altro.',
  'stale-version': 'Qualcun altro ha modificato gli stessi dati nel frattempo. Aggiorna, controlla e salva di nuovo.',
  'device-unknown':
    'Il coordinatore non conosce questa postazione. Accedi di nuovo per registrarla: gli esiti non ancora inviati restano qui.',
  'device-forked':
    'Questa postazione sembra copiata da un’altra. Verrà registrata di nuovo e invierà quello che manca; non si perde nulla.',
  'sequence-gap':
    'Al coordinatore manca un’operazione precedente di questa postazione. Si sincronizza di nuovo da sola.',
  'wrong-epoch':
    'Il coordinatore è stato ripristinato da una copia. La postazione si riallinea e invia di nuovo ciò che manca.',
  'wire-version': 'Questa postazione e il coordinatore hanno versioni che non si parlano. Aggiorna l’applicazione.',
  'malformed-operation':
    'Un’operazione non è valida ed è stata messa fra quelle da decidere. Segnalala al responsabile.',
  'unreadable-operation':
    'Un’operazione è arrivata illeggibile al coordinatore ed è fra quelle da decidere. Segnalala al responsabile.',
  'unknown-case': 'Questa pratica non esiste più: può essere stata ritirata. Passa alla successiva.',
  'unknown-outcome': 'Questo esito non è più nel catalogo. Scegline un altro.',
  'outcome-incomplete': 'All’esito manca qualcosa. Completa i campi segnati e salva di nuovo.',
  'identity-not-verified': 'L’identità non è verificata: verificala, poi salva di nuovo.',
  'other-team':
    'Ci sono pratiche di un’altra squadra: decide il suo responsabile, o uno senza squadra, che risponde di tutte.',
  'out-of-scope': 'Questa pratica non è assegnata a te. Torna alla coda di lavoro.',
  'unknown-creditor': 'Il committente indicato non esiste. Controlla il nome o crealo nelle impostazioni.',
  'unknown-mandate': 'Il mandato indicato non esiste. Controlla il codice o crealo nelle impostazioni.',
  'unknown-batch': 'Il lotto indicato non esiste più. Torna all’elenco degli affidamenti.',
  'unknown-layout': 'Il tracciato indicato non esiste. Scegline uno dall’elenco o creane uno nuovo.',
  'unknown-user': 'L’utente indicato non esiste. Controlla il nome nell’elenco degli utenti.',
  'file-empty': 'Il file è vuoto. Chiedi al committente di inviarlo di nuovo.',
  'file-binary': 'Alla riga {{line}} il file non è testo ({{kind}}). Esportalo come CSV o TXT e caricalo di nuovo.',
  'file-encoding':
    'Alla riga {{line}} ci sono byte che non si leggono come {{encoding}}. Salva il file in UTF-8 e caricalo di nuovo.',
  'file-delimiter':
    'Nessun separatore (provati: {{tried}}) divide in colonne il file, già dalla riga {{line}}. Salvalo con il punto e virgola fra le colonne e caricalo di nuovo.',
  'file-truncated':
    'L’ultima riga ({{line}}) ha {{found}} colonne su {{expected}}: il file sembra tronco. Chiedi di inviarlo di nuovo.',
  'file-line-too-long':
    'La riga {{line}} è troppo lunga per essere una pratica. Controlla le virgolette e i fine riga.',
  'file-repeated':
    'Il file «{{file}}» è già stato caricato tale e quale e non viene contato due volte. Se il primo era sbagliato, annulla quello; altrimenti chiedi il file giusto.',
  'file-control-totals':
    'Il totale di controllo non quadra: il file dichiara {{expected, money}}, le righe danno {{found, money}}. Chiedi un file corretto al committente.',
  'file-control-count':
    'Il numero di righe non quadra: il file ne dichiara {{expected, number}}, ne contiene {{found, number}}. Chiedi un file corretto al committente.',
  'file-control-records':
    'Il record di testa o di coda manca, è doppio o è fuori posto (riga {{line}}). Controlla il tracciato o chiedi un file corretto al committente.',
  'file-no-rows':
    'Nessuna riga del file si può caricare: non ce ne sono, oppure sono tutte scartate o già presenti. Guarda gli scarti o scegli il file giusto.',
  'file-columns': 'La riga {{line}} ha {{found}} colonne invece di {{expected}}. Controlla separatore e virgolette.',
  'layout-incomplete': 'Il tracciato non dice dove si trova: {{fields, fields}}. Associa la colonna e riprova.',
  'layout-mismatch':
    'Il file non corrisponde al tracciato «{{layout}}»: manca la colonna {{columns}}. Scegli un altro tracciato o correggilo.',
  'batch-worked':
    'Il lotto {{batch}} non si può più annullare: {{worked, number}} pratiche sono già state lavorate e {{paid, number}} hanno incassi. Restituiscile con la chiusura del mandato.',
  'batch-not-loaded': 'Il lotto non è ancora caricato. Completa prima il caricamento.',
  'batch-state': 'Lo stato del lotto è cambiato nel frattempo. Aggiorna e riprova.',
  'payment-before-placement':
    'L’incasso è di prima dell’affidamento: di solito è già tolto dall’importo affidato. Conferma che va registrato.',
  'payment-over-residual': 'L’importo è più di quanto resta da pagare. Conferma che è giusto, o correggilo.',
  'payment-repeated': 'Questo incasso è già registrato. Non è stato contato due volte.',
  'payment-unknown-case': 'Nessuna pratica aperta ha questo numero. Controlla il numero e il committente.',
  'payment-bad-amount': 'L’importo dell’incasso non è valido. Scrivi un importo maggiore di zero, in euro e centesimi.',
  'payment-bad-date': 'La data dell’incasso non è valida. Scrivila come giorno, mese e anno, non nel futuro.',
  'payment-already-reversed': 'Questo incasso è già stato stornato. Aggiorna l’elenco.',
  'mandate-open-work': 'Il mandato ha ancora lavoro in corso. Completa o riassegna le pratiche aperte, poi chiudi.',
  'mandate-closed':
    'Il mandato {{mandate}} è chiuso e il suo file di restituzione è definitivo: non accetta altri incassi, carichi o modifiche. Comunica il movimento al committente; uno storno si può ancora registrare da Incassi.',
  'return-file-damaged':
    'Il file di restituzione {{file}} non è più quello scritto alla chiusura e non è stato consegnato. Ripristina una copia di sicurezza e avvisa l’amministratore.',
  'assignment-empty': 'Nessuna pratica corrisponde alla scelta. Cambia i filtri o gli operatori.',
  'last-administrator': 'È l’ultimo amministratore: creane un altro prima di disattivarlo.',
  'team-has-members': 'La squadra {{team}} ha ancora {{members}} persone. Spostale in un’altra squadra, poi eliminala.',
  'outcome-catalogue':
    'Il catalogo non può entrare in vigore così: controlla l’esito {{outcome}} e correggi ciò che è segnato.',
  'telephony-file':
    'Righe del file da correggere: {{lines}}. Non è stato cambiato niente: correggile e carica il file di nuovo.',
  'telephony-password': 'Manca la password: scrivila, perché per questo account non ce n’è una conservata.',
  'backup-damaged': 'La copia è danneggiata o incompleta e non è stata ripristinata. Usa un’altra copia.',
  'backup-newer': 'La copia è di una versione più recente del programma. Aggiorna il programma e riprova.',
  'backup-key': 'La chiave non apre questa copia. Controlla di aver scelto quella giusta.',
  'data-dir-in-use': 'La cartella dei dati è già in uso da un altro coordinatore. Chiudilo prima di continuare.',
  'data-dir-missing': 'La cartella dei dati non esiste. Controlla il percorso.',
  'setup-done': 'Lo spazio di lavoro ha già un amministratore. Accedi con le tue credenziali.',
  'disk-full': 'Il disco è pieno: niente è stato salvato. Libera spazio e riprova.',
  'recording-off': 'Le chiamate di questa pratica non si registrano: così è deciso nelle impostazioni.',
  'recording-consent':
    'Il coordinatore non ha ancora ricevuto il consenso a questa registrazione: riprova tra un momento.',
  'recording-over': 'Questa registrazione è già chiusa. Per registrare ancora, comincia di nuovo.',
  'recording-damaged':
    'Il file della registrazione è rovinato o incompleto: non si può ascoltare. Avvisa l’amministratore.',
  offline: 'Sei senza rete. Questa operazione richiede il coordinatore: riprova quando torna il collegamento.',
  'coordinator-unreachable':
    'Il coordinatore non risponde. Controlla la rete e che il computer del coordinatore sia acceso.',
  timeout: 'Il coordinatore non ha risposto in tempo. Riprova tra poco.',
  'storage-unavailable':
    'Il browser non permette di salvare dati su questo computer. Esci dalla navigazione privata o libera spazio.',
  'wrong-password-offline':
    'La password non apre i dati di questo computer. Usa quella dell’ultimo accesso fatto in rete.',
  'not-known-offline':
    'Questo utente non ha mai lavorato su questo computer: senza rete non può accedere. Collegati e riprova.',
  usage: 'Il comando non è scritto correttamente. Controlla gli argomenti.',
  internal: 'Qualcosa è andato storto. Riprova; se succede ancora, avvisa l’amministratore.',
} as const satisfies Readonly<Record<ErrorCode, string>>;
