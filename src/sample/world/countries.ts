/** The countries of the sample world: how people and companies are called there, and where the vendor keeps what they buy. */
import { pick, randomInteger, type Chance } from './chance.ts';

/** What the sample world knows of a country. The companies are invented; every name is of the country's kind. */
export interface Country {
  /** ISO 3166-1 alpha-2. */
  readonly code: string;
  readonly zone: string;
  readonly cities: readonly string[];
  /** Geographies of Microsoft 365; the first is the usual one. */
  readonly geographies: readonly string[];
  /** Azure regions near it. */
  readonly azure: readonly string[];
  readonly firstNames: readonly string[];
  readonly lastNames: readonly string[];
  readonly roots: readonly string[];
  readonly trades: readonly string[];
  readonly forms: readonly string[];
  /** A telephone number that is reserved for fiction; null where the country's regulator reserves none. */
  phone(next: Chance): string | null;
}

const digits = (next: Chance, count: number) => Array.from({ length: count }, () => randomInteger(next, 0, 9)).join('');
const none = () => null;

const words = (text: string) => text.split(/\s*,\s*/);

/** Every country, by code. */
export const countries = {
  IT: {
    code: 'IT',
    zone: 'Europe/Rome',
    cities: words('Milano, Torino, Bologna, Verona, Bari, Trieste, Genova, Modena'),
    geographies: ['EUR', 'EUR', 'EUR', 'EUR', 'ITA'],
    azure: ['italynorth', 'westeurope', 'italynorth'],
    firstNames: words(
      'Alessandro, Beatrice, Claudio, Daniela, Edoardo, Federica, Giacomo, Ilaria, Lorenzo, Martina, Nicolò, Paola, Riccardo, Silvia, Tommaso, Valentina',
    ),
    lastNames: words(
      'Ferrari, Colombo, Rinaldi, Moretti, Galli, Conti, Barbieri, Fontana, Mariani, De Santis, Villa, Caruso, Bellini, Sartori, Grassi, D’Angelo',
    ),
    roots: words(
      'Sassoverde, Rovereda, Vernasca, Montedoro, Roccabruna, Lagomare, Fontelisa, Pradonico, Serravento, Boscaiola, Acquarossa, Valtramonte, Campolieto, Terralba, Piandoro, Collefiore',
    ),
    trades: words(
      'Alimentari, Ceramiche, Trasporti, Arredamenti, Meccanica, Tessuti, Costruzioni, Vini, Farmaceutici, Elettronica, Assicurazioni',
    ),
    forms: ['S.r.l.', 'S.p.A.', 'S.r.l.', 'S.n.c.'],
    phone: none,
  },
  DE: {
    code: 'DE',
    zone: 'Europe/Berlin',
    cities: words('München, Köln, Hamburg, Leipzig, Stuttgart, Nürnberg, Bremen, Dresden'),
    geographies: ['EUR', 'EUR', 'EUR', 'DEU'],
    azure: ['germanywestcentral', 'westeurope'],
    firstNames: words(
      'Anke, Bernd, Christiane, Dieter, Elke, Florian, Greta, Heiko, Ines, Jürgen, Katrin, Lukas, Meike, Norbert, Svenja, Ulrich',
    ),
    lastNames: words(
      'Brandt, Hoffmann, Schröder, Köhler, Vogel, Krüger, Weiß, Lindner, Neumann, Böhm, Seidel, Petersen, Franke, Müller-Lang, Albrecht, Dietz',
    ),
    roots: words(
      'Steinfurth, Lindenau, Grauwerk, Eschenthal, Birkenried, Hohenlauf, Nordquell, Tannberg, Weidenrode, Kupferhain, Moorbach, Silberhof, Feldmark, Rabenau, Wiesenthaler, Altenroth',
    ),
    trades: words('Maschinenbau, Logistik, Feinkost, Möbelwerke, Medizintechnik, Verlag, Bau, Druckguss, Textil, Brauerei, Energietechnik'),
    forms: ['GmbH', 'AG', 'GmbH & Co. KG', 'GmbH'],
    phone: (next: Chance) => `+49 ${pick(next, ['30 23125', '69 90009', '40 66969', '221 4710', '89 99998'])} ${digits(next, 3)}`,
  },
  FR: {
    code: 'FR',
    zone: 'Europe/Paris',
    cities: words('Lyon, Nantes, Toulouse, Lille, Strasbourg, Bordeaux, Rennes, Grenoble'),
    geographies: ['EUR', 'EUR', 'FRA'],
    azure: ['francecentral', 'westeurope', 'northeurope'],
    firstNames: words(
      'Amélie, Bastien, Camille, Didier, Élodie, Fabrice, Gaëlle, Hugo, Inès, Julien, Karine, Loïc, Maëlys, Nathan, Océane, Thibault',
    ),
    lastNames: words(
      'Lefèvre, Moreau, Garnier, Rousseau, Chevalier, Lambert, Faure, Mercier, Blanchard, Gauthier, Perrin, Renaud, Colin, Aubry, Delmas, Besson',
    ),
    roots: words(
      'Valbrune, Rivemont, Clairval, Montferrand-Roy, Beauchêne, Orvanne, Castelrieu, Fontaubert, Grandlac, Hautepierre, Lavernoise, Marsanne, Noirbois, Perdrival, Saint-Aubrac, Terrefort',
    ),
    trades: words(
      'Textiles, Transports, Fromagerie, Ingénierie, Optique, Menuiserie, Cosmétiques, Pharma, Imprimerie, Énergies, Conserves',
    ),
    forms: ['SAS', 'SARL', 'SA'],
    phone: (next: Chance) =>
      `+33 ${pick(next, ['1 99 00', '2 61 91', '3 53 01', '4 65 71', '5 36 49', '6 39 98'])} ${digits(next, 2)} ${digits(next, 2)}`,
  },
  NL: {
    code: 'NL',
    zone: 'Europe/Amsterdam',
    cities: words('Utrecht, Rotterdam, Eindhoven, Groningen, Breda, Zwolle, Arnhem, Haarlem'),
    geographies: ['EUR'],
    azure: ['westeurope', 'northeurope'],
    firstNames: words('Anouk, Bram, Carlijn, Daan, Esmee, Fleur, Gijs, Hanneke, Jeroen, Koen, Lotte, Maarten, Noor, Pieter, Roos, Sander'),
    lastNames: words(
      'de Vries, van Dijk, Bakker, Visser, Smit, Meijer, de Boer, Mulder, Bos, Vos, Peters, Hendriks, van Leeuwen, Dekker, Brouwer, Kok',
    ),
    roots: words(
      'Duinhoek, Oosterwijk, Waterhof, Veldkamp, Meerbeek, Zandvoort-Hal, Polderman, Rietveen, Kaapstad-Oost, Noorderlicht, Lindenhoeve, Grachtwerk, Molenaar & Zn, Schelpenkade, Westerbrug, Heidehof',
    ),
    trades: words('Logistiek, Bloemen, Zuivel, Techniek, Bouw, Scheepswerf, Uitgeverij, Kassen, Groothandel, Verpakking, Zorg'),
    forms: ['B.V.', 'N.V.', 'B.V.'],
    phone: none,
  },
  PL: {
    code: 'PL',
    zone: 'Europe/Warsaw',
    cities: words('Kraków, Wrocław, Poznań, Gdańsk, Łódź, Lublin, Katowice, Szczecin'),
    geographies: ['EUR', 'EUR', 'POL'],
    azure: ['polandcentral', 'westeurope'],
    firstNames: words(
      'Agnieszka, Bartosz, Celina, Dariusz, Ewa, Filip, Grażyna, Henryk, Iwona, Jakub, Katarzyna, Łukasz, Małgorzata, Piotr, Sylwia, Wojciech',
    ),
    lastNames: words(
      'Kowalczyk, Wiśniewski, Zieliński, Wójcik, Szymański, Dąbrowski, Mazur, Krawczyk, Piotrowski, Grabowski, Nowicki, Pawłowski, Michalski, Król, Wróbel, Jabłoński',
    ),
    roots: words(
      'Jaworzec, Sosnówka, Biały Dwór, Zielona Góra-Met, Dębowiec, Wierzbno, Kamienica, Stawiska, Jodłowa, Brzezina, Olszynka, Lipowiec, Krzemień, Modrzew, Borówka, Wrzosowo',
    ),
    trades: words('Meble, Logistyka, Piekarnie, Budownictwo, Okna, Kosmetyki, Drukarnia, Metal, Elektro, Przetwory, Medica'),
    forms: ['Sp. z o.o.', 'S.A.', 'Sp. z o.o.'],
    phone: none,
  },
  ES: {
    code: 'ES',
    zone: 'Europe/Madrid',
    cities: words('Valencia, Sevilla, Zaragoza, Málaga, Bilbao, Murcia, Vigo, Granada'),
    geographies: ['EUR', 'EUR', 'ESP'],
    azure: ['spaincentral', 'westeurope', 'northeurope'],
    firstNames: words(
      'Alba, Borja, Carmen, Diego, Elena, Fernando, Gloria, Hugo, Inés, Javier, Lucía, Marcos, Nuria, Óscar, Rocío, Sergio',
    ),
    lastNames: words(
      'Navarro, Iglesias, Ortega, Cortés, Peña, Santos, Ibáñez, Núñez, Cabrera, Molina, Vidal, Crespo, Soler, Prieto, Muñoz, Arias',
    ),
    roots: words(
      'Montalera, Valdecampo, Sierranueva, Fuentelar, Riocobre, Almendral, Peñablanca, Torrealba, Olivarejo, Puertoluz, Costaverde, Arroyomar, Castroviejo, Lomaquieta, Encinares, Salobral',
    ),
    trades: words('Conservas, Logística, Aceites, Construcciones, Muebles, Turismo, Calzados, Energía, Laboratorios, Editorial, Talleres'),
    forms: ['S.L.', 'S.A.', 'S.L.U.'],
    phone: none,
  },
  GB: {
    code: 'GB',
    zone: 'Europe/London',
    cities: words('Leeds, Bristol, Sheffield, Norwich, Glasgow, Cardiff, Exeter, York'),
    geographies: ['GBR', 'GBR', 'EUR'],
    azure: ['uksouth', 'ukwest', 'northeurope'],
    firstNames: words(
      'Alice, Benjamin, Charlotte, Dylan, Eleanor, Fraser, Grace, Harvey, Imogen, Jacob, Kirsty, Liam, Megan, Niall, Olivia, Rhys',
    ),
    lastNames: words(
      'Ashworth, Bexley, Calloway, Davies, Ellison, Fairfax, Greenwood, Holt, Ingram, Jephson, Kerr, Lockwood, Marsh, Nolan, O’Brien, Pryce',
    ),
    roots: words(
      'Hartwell Marsh, Westmere, Copperfield & Lane, Brackenhill, Stowbridge, Elmsworth, Thornbury Vale, Redgate, Larkfield, Oakhaven, Millbrook & Sons, Ravensholme, Saltmarsh, Whitcombe, Foxglove, Penrose Quay',
    ),
    trades: words('Joinery, Foods, Freight, Engineering, Publishing, Estates, Brewing, Fabrics, Dental, Marine, Insurance'),
    forms: ['Ltd', 'plc', 'LLP', 'Ltd'],
    phone: (next: Chance) => `+44 ${pick(next, ['20 7946 0', '161 496 0', '131 496 0', '117 496 0', '7700 900'])}${digits(next, 3)}`,
  },
  TR: {
    code: 'TR',
    zone: 'Europe/Istanbul',
    cities: words('İstanbul, Ankara, İzmir, Bursa, Konya, Gaziantep, Kayseri, Eskişehir'),
    geographies: ['EUR'],
    azure: ['westeurope', 'northeurope'],
    firstNames: words('Ayşe, Barış, Cem, Defne, Emre, Fatma, Gökhan, Hülya, İpek, Kaan, Leyla, Murat, Nazlı, Onur, Pınar, Şebnem'),
    lastNames: words('Yıldız, Öztürk, Kılıç, Çelik, Şahin, Aksoy, Doğan, Erdem, Güneş, Karaca, Polat, Tekin, Uçar, Yalçın, Bulut, Işık'),
    roots: words(
      'Ilgaz Deresi, Çamlıbel, Kavaklıdağ, Akçaova, Derinsu, Gülbahar, Şirinyer, Kızılkaya, Çınarlı, Gökpınar, İncesu, Yeşilvadi, Karadut, Sarıçiçek, Tuzla-Ege, Ulupınar',
    ),
    trades: words('Gıda Sanayi, Tekstil, Lojistik, İnşaat, Otomotiv Yan Sanayi, Mobilya, Seramik, Tarım, İlaç, Turizm, Enerji'),
    forms: ['A.Ş.', 'Ltd. Şti.', 'A.Ş.'],
    phone: none,
  },
} as const satisfies Record<string, Country>;

/** The code of a country of the sample world. */
export type CountryCode = keyof typeof countries;

/** A name as mail addresses and domains spell it. */
export const withoutAccents = (name: string): string =>
  name
    .toLowerCase()
    .replaceAll('ı', 'i')
    .replaceAll('ł', 'l')
    .replaceAll('ß', 'ss')
    .normalize('NFD')
    .replace(/[^a-z0-9]+/g, (other) => (/[\s-]/.test(other) ? '-' : ''))
    .replace(/^-+|-+$/g, '');
