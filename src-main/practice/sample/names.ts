import type { Country } from './places.ts';

const words = (text: string): readonly string[] => text.trim().split(/\s*,\s*/u);

export const SURNAMES = words(`
  Rossi, Russo, Ferrari, Esposito, Bianchi, Romano, Colombo, Ricci, Marino, Greco, Bruno, Gallo, Conti, De Luca, Mancini,
  Costa, Giordano, Rizzo, Lombardi, Moretti, Barbieri, Fontana, Santoro, Mariani, Rinaldi, Caruso, Ferrara, Galli, Martini,
  Leone, Longo, Gentile, Martinelli, Vitale, Lombardo, Serra, Coppola, De Santis, D'Angelo, Marchetti, Parisi, Villa, Conte,
  Ferraro, Ferri, Fabbri, Bianco, Marini, Grasso, Valentini, Messina, Sala, De Angelis, Gatti, Pellegrini, Palumbo, Sanna,
  Farina, Rizzi, Monti, Cattaneo, Morelli, Amato, Silvestri, Mazza, Testa, Grassi, Pellegrino, Carbone, Giuliani, Benedetti,
  Barone, Rossetti, Caputo, Montanari, Guerra, Palmieri, Bernardi, Martino, Fiore, De Rosa, Ferretti, Bellini, Basile,
  Riva, Donati, Piras, Vitali, Battaglia, Sartori, Neri, Costantini, Milani, Pagano, Ruggiero, Sorrentino, D'Amico, Orlando,
  Damico, Negri, Mele, Fusco, Castelli, Ventura, Zanella, Ferrante, Brambilla, Pugliese, Lanza, Nicolò, Cannavò, Fascetti,
  Dell'Aquila, Dell'Orto, Lo Presti, La Rosa, Di Stefano, Di Mauro, Della Torre, Degli Esposti, Quaranta, Fo, Uva, Oberti
`);

/** Double names as old families and registry offices have them. */
export const LONG_SURNAMES = words(`
  Della Chiesa Monteforte di San Giuliano, Montalbano Ferrarini Castelvecchio, Degli Alberti Guicciardini Pandolfini,
  Quattrocchi Santangelo Bonaventura, De Bartolomeis Acquaviva d'Aragona
`);

export const MALE = words(`
  Marco, Andrea, Giuseppe, Antonio, Giovanni, Francesco, Mario, Luigi, Salvatore, Vincenzo, Roberto, Stefano, Paolo, Davide,
  Domenico, Michele, Alessandro, Luca, Pietro, Matteo, Nicolò, Fabio, Simone, Carlo, Giorgio, Massimo, Riccardo, Raffaele,
  Angelo, Claudio, Daniele, Emanuele, Filippo, Gennaro, Ciro, Pasquale, Rocco, Sergio, Tommaso, Ugo, Walter, Gianfranco
`);

export const FEMALE = words(`
  Maria, Anna, Giuseppina, Rosa, Angela, Giovanna, Teresa, Lucia, Carmela, Caterina, Francesca, Antonietta, Elena, Laura,
  Paola, Sara, Giulia, Chiara, Silvia, Martina, Valentina, Alessandra, Federica, Ilaria, Cristina, Daniela, Patrizia, Sonia,
  Concetta, Immacolata, Assunta, Beatrice, Noemi, Zoé, Desirée, Ornella, Gaia, Irene, Michela, Serena, Tiziana, Ida
`);

type Foreign = {
  readonly surnames: readonly string[];
  readonly male: readonly string[];
  readonly female: readonly string[];
};

export const FOREIGN: Readonly<Record<Country['names'], Foreign>> = {
  romanian: { surnames: words('Popescu, Ionescu, Gheorghe, Dumitru, Munteanu, Stan, Radu, Ciobanu, Lungu'), male: words('Ionel, Andrei, Mihai, Florin, Vasile'), female: words('Elena, Mihaela, Ioana, Daniela, Florentina') },
  albanian: { surnames: words('Hoxha, Shehu, Kola, Gjoka, Dervishi, Leka, Prifti'), male: words('Arben, Ilir, Dritan, Gentian'), female: words('Elira, Mimoza, Vjollca, Anila') },
  arabic: { surnames: words('El Idrissi, Benali, Haddad, Mansouri, Trabelsi, Abdelaziz, Farouk, Amrani'), male: words('Mohamed, Youssef, Karim, Hassan, Omar'), female: words('Fatima, Amina, Khadija, Leila, Nadia') },
  chinese: { surnames: words('Hu, Chen, Wu, Zhou, Lin, Wang'), male: words('Wei, Jun, Xiaoming, Li'), female: words('Mei, Yan, Xiuying, Li') },
  ukrainian: { surnames: words('Kovalenko, Shevchenko, Bondarenko, Melnyk, Tkachenko'), male: words('Oleksandr, Andriy, Dmytro'), female: words('Oksana, Iryna, Svitlana, Natalya, Halyna') },
  polish: { surnames: words('Kowalczyk, Nowak, Wisniewski, Zielinski'), male: words('Piotr, Krzysztof, Tomasz'), female: words('Anna, Agnieszka, Katarzyna') },
  spanish: { surnames: words('Quispe Flores, Huaman Rojas, Vera Mendoza, Zambrano Cedeño, Paredes Vargas'), male: words('José Luis, Carlos Alberto, Jorge'), female: words('María Isabel, Rosa Elena, Luz Marina') },
  german: { surnames: words('Müller, Weiß, Schröder, Vogel'), male: words('Jürgen, Klaus, Stefan'), female: words('Ursula, Käthe, Monika') },
}; // prettier-ignore

export const STREETS = words(`
  Via Garibaldi, Via Roma, Via Mazzini, Corso Italia, Via Dante Alighieri, Via Verdi, Piazza della Repubblica, Via Matteotti,
  Viale della Libertà, Via Cavour, Via dei Mille, Via San Francesco, Via Aldo Moro, Via XX Settembre, Via IV Novembre,
  Vicolo dell'Olmo, Via delle Ginestre, Contrada Pozzo Nuovo, Via Monte Grappa, Via Galileo Galilei, Viale Europa, Via Pascoli,
  Strada Provinciale per il Lago, Via Leopardi, Largo Sant'Anna, Via Kennedy, Via Papa Giovanni XXIII, Via del Commercio
`);

export const TRADES = words(`
  Officine, Panificio, Ristorante, Autotrasporti, Costruzioni, Ferramenta, Tipografia, Falegnameria, Lavanderia, Bar, Pasticceria,
  Impianti, Macelleria, Edilizia, Arredamenti, Vivai, Studio Dentistico, Agenzia Viaggi, Pizzeria, Carrozzeria, Cantina
`);

export const LEGAL_FORMS = words('Srl, Srl, Srl, Srls, Snc, Sas, SpA');
