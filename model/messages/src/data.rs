//! Files, dictionary, method.

use super::Message;

messages! {
    // Data
    DATA_LEAD = "Tutti i file di questa edizione; dimensioni e impronte SHA-256 di ognuno sono nel catalogo. Le edizioni non cambiano: una nuova ha un nuovo indirizzo.", "All files of this edition; sizes and SHA-256 checksums of each are in the catalogue. Editions never change: a new one has a new address.";
    EDITION = "Edizione {release}", "Edition {release}";
    FILE = "File", "File";
    SIZE = "Dimensione", "Size";
    JSON_STAT = "JSON-stat per livello", "JSON-stat by level";
    CHECKSUM = "SHA-256", "SHA-256";
    WHOLE_THEME = "Tutto il tema: CSV in uno ZIP, {size}", "The whole theme: CSV in a ZIP, {size}";
    FILES_INDICATORS = "Indicatori", "Indicators";
    FILES_INDICATORS_SUB = "Formato lungo: una riga per territorio e periodo, con numeratore, denominatore e stato. Il JSON-stat ha un file per livello.", "Long format: one row per territory and period, with numerator, denominator and status. JSON-stat has one file per level.";
    FILES_GEO = "Confini e disegni", "Boundaries and drawings";
    FILES_GEO_SUB = "TopoJSON nelle unità del disegno (larghezza 1.200), e le figure usate nelle pagine.", "TopoJSON in drawing units (1,200 wide), and the pictures used in pages.";
    FILES_OTHER = "Elenchi", "Lists";
    FILES_OTHER_SUB = "Il catalogo elenca ogni altro file, anche quelli dei singoli territori.", "The catalogue lists every other file, those of single territories too.";
    FILES_TERRITORY = "Un territorio alla volta", "One territory at a time";
    FILES_TERRITORY_SUB = "Per ogni territorio, tutti gli indicatori: sostituisci livello e codice. Esempio:", "For each territory, all indicators: replace level and code. Example:";
    COLUMNS = "Colonne", "Columns";
    READ_RIGHT = "Leggere i CSV", "Reading the CSV files";
    READ_RIGHT_SUB = "I codici cominciano con zeri: alcuni programmi li prendono per numeri, se non si dice che sono testo. Parquet, JSON-stat e XLSX lo dicono da sé.", "Codes begin with zeros: some programs take them for numbers unless told that they are text. Parquet, JSON-stat and XLSX say it themselves.";
    STATUS_CODES = "Codici di stato (SDMX)", "Status codes (SDMX)";

    // Dictionary
    REVISIONS = "Revisioni", "Revisions";
    REVISIONS_LEAD = "Che cosa è stato pubblicato e quando: i dati recenti cambiano con le comunicazioni che arrivano in ritardo.", "What was published and when: recent figures change as late notices arrive.";
    REVISIONS_HOW = "Una riga per ogni periodo che è stato rivisto o può ancora esserlo, una colonna per ogni pubblicazione. I valori di prima restano scritti.", "A row for every period that was revised or still may be, a column for every publication. Earlier values stay written.";
    NO_REVISIONS = "Di nessun indicatore si tengono le pubblicazioni.", "No indicator’s publications are kept.";
    PUBLISHED_ONCE = "Una sola pubblicazione finora, {first}: le revisioni compariranno con la prossima che cambia un valore.", "One publication so far, {first}: revisions will stand here with the next one that changes a value.";
    PUBLISHED_TIMES = "{n} pubblicazioni, dal {first} al {last}.", "{n} publications, from {first} to {last}.";
    NO_MOVES = "Quanto ci si può aspettare che un dato provvisorio cambi si calcola da tre pubblicazioni in poi.", "How far a provisional figure may be expected to move is computed from three publications on.";
    MOVED_AFTER_FIRST = "Dopo la prima pubblicazione otto valori su dieci si sono spostati fra {low} e {high} ({n} valori, tutte le regioni e l’Italia).", "After their first publication eight values in ten moved by between {low} and {high} ({n} values, all regions and Italy).";
    MOVED_AFTER = "Dopo {age} pubblicazioni otto valori su dieci si sono spostati fra {low} e {high} ({n} valori, tutte le regioni e l’Italia).", "After {age} publications eight values in ten moved by between {low} and {high} ({n} values, all regions and Italy).";
    REVISIONS_CHART = "Quanto dista dalla prima pubblicazione, in percento. Il punto è il valore di oggi; la linea copre tutto ciò che è stato pubblicato o è atteso.", "How far it is from the first publication, percent. The dot is today’s value; the line covers all that was published or is expected.";
    FIRST_PUBLISHED = "prima", "first";
    REVISED_BY = "Dalla prima", "Since the first";
    EXPECTED = "Atteso fra", "Expected between";
    DICTIONARY = "Dizionario dei dati e controlli", "Data dictionary and checks";
    DICTIONARY_LEAD = "Le tabelle di fatti da cui nascono gli indicatori: che cosa contengono, dove sono i file, se mantengono ciò che ci si aspetta.", "The fact tables that indicators are made from: what they hold, where their files are, whether they keep what is expected of them.";
    DICTIONARY_HOW = "Le tabelle sono Parquet divise per anno, con i codici dei territori alla data di riferimento: DuckDB, Spark, pandas e Power BI le leggono come sono. Una colonna che finisce in _status dice perché un numero manca. Le righe sono quelle di questo portale; i controlli guardano tutte quelle lette, anche di altre regioni.", "The tables are Parquet partitioned by year, with territory codes of the reference date: DuckDB, Spark, pandas and Power BI read them as they are. A column that ends in _status says why a number is missing. Rows are those of this portal; checks look at all that were read, those of other regions too.";
    FROM_PERIOD = "dal {from} al {to}", "from {from} to {to}";
    ROWS_PERIODS = "{rows} righe, {span}. Chiave: {key}. Livelli: {levels}.", "{rows} rows, {span}. Key: {key}. Levels: {levels}.";
    COLUMN = "Colonna", "Column";
    MEANING = "Che cosa conta", "What it counts";
    EMPTY_IS = "Se è vuota", "When empty";
    EXPECTATION = "Ci si aspetta che", "Expected";
    OUTCOME = "Esito", "Outcome";
    CHECK_KEPT = "vale ({n} valori)", "kept ({n} values)";
    CHECK_BROKEN = "non vale per {n} di {all} valori", "broken by {n} of {all} values";
    CODE_LISTS = "Liste di codici", "Code lists";
    DISCLOSURE = "Riservatezza", "Disclosure control";
    DISCLOSURE_HOW = "Questa tabella nasce da dati su persone. I conteggi sono arrotondati al multiplo di {base} più vicino; a ogni costruzione del sito il programma prova a ricostruire, dai soli numeri pubblicati, i conteggi da 1 a {small}, con i totali, i territori che si sovrappongono e le differenze fra loro. Se ci riesce non pubblica nulla. I tassi su meno di {rate} unità sono nascosti.", "This table is made from data on persons. Counts are rounded to the nearest multiple of {base}; whenever the site is built, the program tries to rebuild counts from 1 to {small} from the published numbers alone, by totals, overlapping territories and the differences among them. If it can, nothing is published. Rates on fewer than {rate} units are hidden.";
    DISCLOSURE_LIMITS = "L’attacco lega fra loro i numeri di una stessa misura, non una misura all’altra: i contratti in corso non sono messi in relazione con quelli iniziati e finiti. Non conosce il metodo con cui i numeri sono scelti per essere nascosti, né altre fonti; nei gruppi di numeri molto grandi cerca intorno a ciascuno, non ovunque.", "The attack relates the numbers of one measure to each other, not one measure to another: contracts in force are not related to those begun and ended. It knows neither how numbers are chosen to be hidden nor other sources; in very large groups of numbers it searches around each one, not everywhere.";
    PUBLISHED_NUMBERS = "Pubblicati", "Published";
    HIDDEN_NUMBERS = "Nascosti", "Hidden";
    EQUATIONS = "Uguaglianze note", "Known equations";
    NARROWED = "Noti meglio dell’arrotondamento", "Known better than rounded";
    REBUILT = "Ricostruiti", "Rebuilt";
    SIMULATED = "Dati simulati", "Simulated data";
    SIMULATED_NOTE = "Questi numeri sono inventati per provare il portale: non descrivono nessuna persona e nessun luogo. Non vanno citati.", "These numbers are invented to try the portal: they describe no person and no place. Do not quote them.";
    FORMER_CODES = "Codici di comuni cessati", "Codes of municipalities given up";
    FORMER_CODES_HOW = "Le cifre pubblicate con un codice che alla data di riferimento non c'è più vanno ai comuni che ne hanno preso il posto. Dove un comune fu diviso, vanno in parti proporzionali ai residenti: sono stime, con lo stato E.", "Figures published under a code that is gone on the reference date go to the municipalities that took its place. Where a municipality was divided, they go in shares proportional to residents: estimates, with status E.";
    FORMER_CODE = "Codice", "Code";
    UNTIL = "Cessato il", "Given up on";
    WHY = "Perché", "Why";
    MERGER = "fusione o aggregazione", "merger";
    DIVISION = "divisione", "division";
    RECODING = "nuovo codice", "new code";
    FIGURES_GO_TO = "Le cifre vanno a", "Its figures go to";
    IN_TABLES = "Dove si trova", "Where it is found";

    // Method
    METHOD_LEAD = "Da dove vengono i numeri, come si calcolano, che cosa non dicono.", "Where the numbers come from, how they are computed, what they do not say.";
    CONTENTS = "In questa pagina", "On this page";
    NUMERATOR = "Numeratore", "Numerator";
    DIRECTION = "Verso", "Direction";
    HIGHER_IS_BETTER = "più alto è meglio", "higher is better";
    LOWER_IS_BETTER = "più basso è meglio", "lower is better";
    NEUTRAL = "né bene né male di per sé", "neither good nor bad in itself";
    DENOMINATOR = "Denominatore", "Denominator";
    UNIT = "Unità", "Unit";
    NUMBER_OF_COMUNI = "numero di comuni", "number of municipalities";
    FIND_COMUNE = "Cerca un comune", "Find a municipality";
    FILES_TAKEN = "File letti ({n})", "Files read ({n})";
    DOES_NOT_MEAN = "Che cosa non dice", "What it does not say";
    PUBLISHER = "Editore", "Publisher";
    LICENCE = "Licenza", "Licence";
    ADDRESS = "Indirizzo", "Address";
    RETRIEVED = "Acquisito il", "Retrieved on";
    RULES = "Regole comuni", "Common rules";
    RULE_SUMS = "I valori di province, sistemi locali e regione sono rapporti di somme: prima si sommano numeratori e denominatori dei comuni, poi si divide.", "Values of provinces, labour systems and the region are ratios of sums: numerators and denominators of municipalities are added first, then divided.";
    RULE_CODES = "I codici dei comuni di ogni anno sono riportati al {day}: i comuni fusi sono sommati.", "Codes of municipalities of every year are brought to {day}: merged municipalities are added up.";
    RULE_MISSING = "Un valore mancante non è mai zero. Se una parte di una somma manca, la somma è di quelle note ed è segnata come stimata.", "A missing value is never zero. When part of a sum is missing, the sum is of those known and marked as estimated.";
    RULE_FEW = "Sotto la soglia indicata da ciascun indicatore il valore resta, ma è segnato: pochi casi lo spostano.", "Below the threshold of each indicator the value stays, but is marked: a few cases move it.";
    RULE_SIMILAR = "I comuni simili sono i sette più vicini per logaritmo degli abitanti e della densità e per gli altri rapporti pubblicati, ciascuno in unità di deviazione standard.", "Similar municipalities are the seven nearest by the logarithm of inhabitants and density and by the other published ratios, each in units of standard deviation.";
    RULE_CLASSES = "Le classi sono le stesse in tutti gli anni, perché i colori si possano confrontare. Quantili: lo stesso numero di territori per classe. Naturali: la minore dispersione dentro le classi (ckmeans). Uguali: passi della stessa misura fra il primo e l’ultimo centesimo dei valori.", "Classes are the same in all years, so that colours compare. Quantiles: as many territories in each class. Natural: least spread inside classes (ckmeans). Equal: steps of one size between the first and the last hundredth of the values.";
    RULE_SLL = "I sistemi locali del lavoro possono uscire dalla regione: qui contano solo i comuni della regione.", "Labour systems may reach beyond the region: here only the region’s municipalities count.";
}
