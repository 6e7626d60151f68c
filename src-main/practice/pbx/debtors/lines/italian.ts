/**
 * What the invented people of the practice exchange say, in Italian: spoken once by a synthetic voice and shipped in
 * assets/speech (test/setup/speech.ts makes them again). Nobody names a sum, a firm or a person, so that every line
 * fits every case; nothing in them depends on whether a woman or a man says it.
 */
export const ITALIAN = {
  cooperative: {
    hello: 'Pronto?',
    who: 'Sì, sono io. Mi dica pure.',
    reason: 'Ah sì, la fattura. Ha ragione, mi è proprio sfuggita.',
    how: 'Posso pagare con un bonifico? Mi ripete la somma, per favore?',
    agree: 'Perfetto, faccio il bonifico domani mattina.',
    bye: 'Grazie a lei. Arrivederci.',
    nudge: 'Pronto? Mi sente?',
    calling: 'Buongiorno, ho trovato una chiamata da questo numero. Chi parla?',
    tones: 'Sento dei suoni sulla linea. Ha premuto qualche tasto?',
    moment: 'Aspetti un momento, per cortesia, prendo carta e penna.',
    back: 'Eccomi, la ascolto.',
  },
  confused: {
    hello: 'Sì? Chi è?',
    who: 'Chi parla, scusi? Non ho capito il nome.',
    reason: 'Una fattura? Quale fattura? Io pago sempre tutto.',
    how: 'Non so, di queste cose si occupava sempre qualcun altro in casa. Mi può mandare qualcosa per posta?',
    agree: 'Va bene, allora aspetto la lettera e poi vediamo.',
    bye: 'Sì, sì. Buongiorno.',
    nudge: 'Pronto? Non sento niente.',
    calling: 'Buongiorno, il telefono mi segna questo numero. Mi avete cercato voi?',
    tones: 'Ma che cos’è questo rumore?',
  },
  annoyed: {
    hello: 'Pronto, chi parla?',
    who: 'Ancora voi? Mi chiamate tutti i giorni, adesso basta.',
    reason: 'Sto lavorando, non posso parlare di queste cose adesso.',
    how: 'Guardi, non ho niente da dire. Scrivetemi, se volete.',
    agree: 'Ho detto che ci penso io. Non mi chiami più a quest’ora.',
    bye: 'Basta così. La saluto.',
    nudge: 'Pronto! Allora, parla o no?',
    calling: 'Senta, mi avete chiamato tre volte. Che cosa volete da me?',
    tones: 'Guardi che non sono un risponditore automatico.',
  },
  promises: {
    hello: 'Pronto, buongiorno.',
    who: 'Sono io, sì. È per quel pagamento, vero?',
    reason: 'È stato un mese difficile, ma la settimana prossima prendo lo stipendio.',
    how: 'Potrei darne metà venerdì e il resto a fine mese. Può andare bene?',
    agree: 'Allora venerdì, promesso. Può segnarlo.',
    bye: 'Grazie della pazienza. Arrivederci.',
    nudge: 'Pronto? È ancora lì?',
    calling: 'Buongiorno, richiamo per quel pagamento. Volevo mettermi d’accordo su una data.',
    tones: 'Scusi, si è sentito un tasto.',
  },
  disputes: {
    hello: 'Sì, pronto?',
    who: 'Sono io. Di che cosa si tratta?',
    reason: 'Questa somma non è dovuta. Il servizio l’ho disdetto un anno fa, con la raccomandata.',
    how: 'Ho le copie di tutto. Le mandi pure a controllare, ma io non pago.',
    agree: 'Mi scriva a quale indirizzo devo mandare il reclamo.',
    bye: 'Va bene, aspetto una risposta scritta. Buona giornata.',
    nudge: 'Pronto? Allora?',
    calling: 'Buongiorno, chiamo per contestare la richiesta di pagamento che ho ricevuto.',
    tones: 'Non prema tasti, per favore, sto parlando.',
  },
  relative: {
    hello: 'Pronto?',
    who: 'No, in questo momento non è in casa. Chi lo desidera?',
    fetch: 'Anzi, aspetti, sta entrando adesso. Glielo passo subito. È per te!',
    nudge: 'Pronto? Chi parla?',
    bye: 'D’accordo, riferisco. Buongiorno.',
  },
  stranger: {
    hello: 'Pronto?',
    wrong: 'No, guardi, ha sbagliato numero. Qui non abita nessuno con quel nome.',
    since: 'Ho questo numero da più di due anni. Può toglierlo dalla lista, per favore?',
    bye: 'Nessun problema. Arrivederci.',
    nudge: 'Pronto? Chi è?',
  },
  voicemail: {
    greeting:
      'Risponde la segreteria telefonica. In questo momento non possiamo rispondere. Lasciate un messaggio dopo il segnale acustico.',
    thanks: 'Il messaggio è stato registrato. Grazie.',
  },
  network: {
    unreachable:
      'Informazione gratuita. Il numero selezionato non è al momento raggiungibile. La preghiamo di richiamare più tardi.',
    unassigned: 'Informazione gratuita. Il numero selezionato è inesistente.',
    echo: 'Questa è la prova della voce. Dopo il segnale parli: sentirà la sua voce di ritorno.',
  },
  company: {
    menu: 'Buongiorno. Per l’amministrazione premere uno. Per il magazzino premere due. Per parlare con un operatore premere zero.',
    again: 'La scelta non è valida.',
    accounts: 'Amministrazione, buongiorno. Mi dica.',
    warehouse: 'Magazzino. Qui nessuno si occupa di pagamenti, mi dispiace.',
    check: 'Un attimo, controllo lo scadenzario.',
    found: 'Sì, la vedo in pagamento con il prossimo giro di bonifici.',
    bye: 'Prego, arrivederci.',
    nudge: 'Pronto, c’è qualcuno in linea?',
  },
} as const;

export type Character = keyof typeof ITALIAN;
/** A line is named by who says it and what: `annoyed/hello`. */
export type LineName = { [C in Character]: `${C}/${keyof (typeof ITALIAN)[C] & string}` }[Character];
