/** Where the invented people live: real towns with their Belfiore code, dialling prefix, weight and some of their CAPs. */
export type Place = {
  readonly name: string;
  readonly province: string;
  readonly belfiore: string;
  readonly areaCode: string;
  readonly weight: number;
  readonly caps: readonly string[];
};

const TOWNS = `
Roma|RM|H501|06|52|00118 00132 00146 00160 00174 00188
Milano|MI|F205|02|25|20121 20128 20135 20142 20149 20156
Napoli|NA|F839|081|19|80121 80126 80131 80136 80141 80146
Torino|TO|L219|011|17|10121 10127 10133 10139 10145 10151
Palermo|PA|G273|091|13|90121 90127 90133 90139 90145 90151
Genova|GE|D969|010|12|16121 16129 16137 16145 16153 16161
Bologna|BO|A944|051|7|40121 40125 40129 40133 40137 40141
Firenze|FI|D612|055|7|50121 50126 50131 50136 50141
Bari|BA|A662|080|6|70121 70123 70125 70127 70129 70131
Catania|CT|C351|095|6|95121 95123 95125 95127 95129 95131
Venezia|VE|L736|041|5|30121 30131 30141 30151 30161 30171
Verona|VR|L781|045|5|37121 37125 37129 37133 37137 37141
Messina|ME|F158|090|5|98121 98129 98137 98145 98153 98161
Padova|PD|G224|049|4|35121 35125 35129 35133 35137 35141
Trieste|TS|L424|040|4|34121 34127 34133 34139 34145 34151
Brescia|BS|B157|030|4|25121 25124 25127 25130 25133 25136
Parma|PR|G337|0521|4|43121 43122 43123 43124 43125 43126
Taranto|TA|L049|099|4|74121 74122 74123
Prato|PO|G999|0574|4|59100
Modena|MO|F257|059|4|41121 41122 41123 41124 41125 41126
Reggio di Calabria|RC|H224|0965|4|89121 89124 89127 89130 89133
Reggio nell'Emilia|RE|H223|0522|3|42121 42122 42123 42124
Perugia|PG|G478|075|3|06121 06124 06127 06130 06133
Livorno|LI|E625|0586|3|57121 57123 57125 57127
Ravenna|RA|H199|0544|3|48121 48122 48123 48124 48125
Cagliari|CA|B354|070|3|09121 09124 09127 09130 09133
Foggia|FG|D643|0881|3|71121 71122
Rimini|RN|H294|0541|3|47921 47922 47923 47924
Salerno|SA|H703|089|3|84121 84124 84127 84130 84133
Ferrara|FE|D548|0532|3|44121 44122 44123 44124
Sassari|SS|I452|079|2|07100
Latina|LT|E472|0773|2|04100
Monza|MB|F704|039|2|20900
Siracusa|SR|I754|0931|2|96100
Pescara|PE|G482|085|2|65121 65123 65125 65127 65129
Bergamo|BG|A794|035|2|24121 24123 24125 24127 24129
Trento|TN|L378|0461|2|38121 38122 38123
Vicenza|VI|L840|0444|2|36100
Terni|TR|L117|0744|2|05100
Novara|NO|F952|0321|2|28100
Piacenza|PC|G535|0523|2|29121 29122
Ancona|AN|A271|071|2|60121 60123 60125 60127 60129 60131
Arezzo|AR|A390|0575|2|52100
Udine|UD|L483|0432|2|33100
Cesena|FC|C573|0547|2|47521 47522
Lecce|LE|E506|0832|2|73100
La Spezia|SP|E463|0187|2|19121 19124 19127 19130 19133 19136
Pesaro|PU|G479|0721|2|61121 61122
Alessandria|AL|A182|0131|2|15121 15122
Pisa|PI|G702|050|2|56121 56123 56125 56127
Catanzaro|CZ|C352|0961|2|88100
Lucca|LU|E715|0583|2|55100
Treviso|TV|L407|0422|2|31100
Como|CO|C933|031|2|22100
Grosseto|GR|E202|0564|2|58100
Varese|VA|L682|0332|2|21100
Caserta|CE|B963|0823|2|81100
Asti|AT|A479|0141|1|14100
Ragusa|RG|H163|0932|1|97100
Cremona|CR|D150|0372|1|26100
Cosenza|CS|D086|0984|1|87100
Potenza|PZ|G942|0971|1|85100
Benevento|BN|A783|0824|1|82100
Avellino|AV|A509|0825|1|83100
Campobasso|CB|B519|0874|1|86100
Matera|MT|F052|0835|1|75100
Nuoro|NU|F979|0784|1|08100
Oristano|OR|G113|0783|1|09170
Trapani|TP|L331|0923|1|91100
Agrigento|AG|A089|0922|1|92100
Cuneo|CN|D205|0171|1|12100
Savona|SV|I480|019|1|17100
Pavia|PV|G388|0382|1|27100
Mantova|MN|E897|0376|1|46100
Viterbo|VT|M082|0761|1|01100
Frosinone|FR|D810|0775|1|03100
Chieti|CH|C632|0871|1|66100
Teramo|TE|L103|0861|1|64100
Isernia|IS|E335|0865|1|86170
Siena|SI|I726|0577|1|53100
Macerata|MC|E783|0733|1|62100
Pozzuoli|NA|G964|081|2|80078
Torre del Greco|NA|L259|081|2|80059
Giugliano in Campania|NA|E054|081|2|80014
Marsala|TP|E974|0923|2|91025
Gela|CL|D960|0933|2|93012
Altamura|BA|A225|080|1|70022
Molfetta|BA|F284|080|1|70056
Cinisello Balsamo|MI|C707|02|1|20092
Sesto San Giovanni|MI|I690|02|2|20099
Busto Arsizio|VA|B300|0331|2|21052
Guidonia Montecelio|RM|E263|0774|2|00012
Aprilia|LT|A341|06|1|04011
Fiumicino|RM|M297|06|1|00054
Acerra|NA|A024|081|1|80011
Vigevano|PV|L872|0381|1|27029
Moncalieri|TO|F335|011|1|10024
Rivoli|TO|H355|011|1|10098
Imola|BO|E289|0542|1|40026
Carpi|MO|B819|059|1|41012
Faenza|RA|D458|0546|1|48018
Quartu Sant'Elena|CA|H118|070|1|09045
Lamezia Terme|CZ|M208|0968|1|88046
Crotone|KR|D122|0962|1|88900
Vibo Valentia|VV|F537|0963|1|89900
Cerignola|FG|C514|0885|1|71042
Battipaglia|SA|A717|0828|1|84091
Corigliano-Rossano|CS|M403|0983|1|87064
`;

export const PLACES: readonly Place[] = TOWNS.trim()
  .split('\n')
  .map((line) => {
    const [name = '', province = '', belfiore = '', areaCode = '', weight = '', caps = ''] = line.split('|');
    return { name, province, belfiore, areaCode, weight: Number(weight), caps: caps.split(' ') };
  });

/** Countries of birth of people who came from abroad: Belfiore code, Italian name, group of names. */
export const COUNTRIES = [
  { code: 'Z129', name: 'Romania', names: 'romanian', weight: 9 },
  { code: 'Z100', name: 'Albania', names: 'albanian', weight: 5 },
  { code: 'Z330', name: 'Marocco', names: 'arabic', weight: 5 },
  { code: 'Z336', name: 'Egitto', names: 'arabic', weight: 2 },
  { code: 'Z352', name: 'Tunisia', names: 'arabic', weight: 2 },
  { code: 'Z210', name: 'Cina', names: 'chinese', weight: 3 },
  { code: 'Z138', name: 'Ucraina', names: 'ukrainian', weight: 3 },
  { code: 'Z127', name: 'Polonia', names: 'polish', weight: 2 },
  { code: 'Z611', name: 'Perù', names: 'spanish', weight: 2 },
  { code: 'Z605', name: 'Ecuador', names: 'spanish', weight: 2 },
  { code: 'Z112', name: 'Germania', names: 'german', weight: 1 },
] as const;

export type Country = (typeof COUNTRIES)[number];
