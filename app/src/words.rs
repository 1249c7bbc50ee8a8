//! Every text of the interface, Italian and English side by side. Texts of the data live with the data.
//!
//! `{name}` marks a place that [`fill`] fills.

#![allow(missing_docs, reason = "each constant is its own documentation")]

/// A text in both languages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Words(pub &'static str, pub &'static str);

/// Puts values into the places of a text.
pub fn fill(text: &str, values: &[(&str, &str)]) -> String {
    values.iter().fold(text.to_owned(), |text, (name, value)| text.replace(&format!("{{{name}}}"), value))
}

// The one macro of the project: a list of some two hundred constants that tests can walk through.
macro_rules! words {
    ($($(#[$doc:meta])* $name:ident = $it:literal, $en:literal;)*) => {
        $($(#[$doc])* pub const $name: Words = Words($it, $en);)*
        /// All of them, for checks.
        #[cfg(test)]
        const ALL: &[Words] = &[$($name),*];
    };
}

words! {
    // Frame
    SKIP = "Vai al contenuto", "Skip to content";
    MAIN_NAVIGATION = "Principale", "Main";
    CRUMBS = "Percorso", "Breadcrumb";
    MENU = "Menu", "Menu";
    SEARCH = "Cerca", "Search";
    HOME = "Home", "Home";
    INDICATORS = "Indicatori", "Indicators";
    TERRITORIES = "Territori", "Territories";
    OPEN_DATA = "Dati aperti", "Open data";
    METHOD = "Metodo", "Method";
    EXPLORE = "Esplora", "Explore";
    REUSE = "Riusa i dati", "Reuse the data";
    HELP = "Assistenza", "Help";
    CATALOGUE = "Catalogo e file", "Catalogue and files";
    SOURCES = "Fonti", "Sources";
    REPORT = "Segnala un errore nei dati", "Report an error in the data";
    PRIVACY = "Privacy", "Privacy";
    LEGAL = "Note legali", "Legal notes";
    ACCESSIBILITY = "Dichiarazione di accessibilità", "Accessibility statement";
    LICENCE_LINE = "Dati CC BY 4.0", "Data CC BY 4.0";
    DATA_OF = "dati del {day}", "data of {day}";

    // Shared
    SOURCES_ARE = "Fonti: {credit}", "Sources: {credit}";
    SOURCE_IS = "Fonte: {credit}", "Source: {credit}";
    BOUNDARIES = "Confini al {day}", "Boundaries of {day}";
    HOW_COMPUTED = "Come si calcola", "How it is computed";
    DOWNLOAD = "Scarica", "Download";
    ALL_LEVELS = "Tutti i livelli", "All levels";
    CSV_NOTE = "Separatore virgola, punto decimale", "Comma between fields, decimal point";
    EXCEL_CSV = "CSV per Excel", "CSV for Italian Excel";
    EXCEL_CSV_NOTE = "Separatore punto e virgola, virgola decimale", "Semicolon between fields, decimal comma";
    XLSX_NOTE = "Con nomi, note e fonti", "With names, notes and sources";
    PARQUET_NOTE = "Per programmi di analisi", "For analysis software";
    JSONSTAT_NOTE = "Un livello per file", "One level per file";
    NOT_AVAILABLE = "non disp.", "n/a";
    SUPPRESSED = "riservato", "suppressed";
    NOT_APPLICABLE = "non calcolabile", "not computable";
    AND = "e", "and";
    PERIOD = "Periodo", "Period";

    // Statuses
    STATUS_FINAL = "Definitivo", "Final";
    STATUS_PROVISIONAL = "Provvisorio", "Provisional";
    STATUS_ESTIMATE = "Incompleto", "Incomplete";
    STATUS_FEW = "Pochi casi", "Few cases";
    STATUS_MISSING = "Non disponibile", "Not available";
    STATUS_SUPPRESSED = "Riservato", "Suppressed";
    STATUS_NONE = "Non calcolabile", "Not computable";
    SAY_ESTIMATE = "Manca qualche comune: la somma è di quelli noti.", "Some municipalities are missing: the sum is of those known.";
    SAY_FEW = "Pochi casi: il valore oscilla molto.", "Few cases: the value swings widely.";
    SAY_MISSING = "La fonte non lo pubblica.", "The source does not publish it.";
    SAY_SUPPRESSED = "Non pubblicato dalla fonte: riguarda meno di 4 persone.", "Not published by the source: fewer than 4 people.";
    SAY_NONE = "Il denominatore è zero: il rapporto non esiste.", "The denominator is zero: there is no ratio.";
    SAY_PROVISIONAL = "Provvisorio: può cambiare.", "Provisional: may change.";
    SAY_FINAL = "Valore definitivo.", "Final value.";

    // Home
    FIND_LABEL = "Cerca un comune, una provincia o un indicatore", "Search for a municipality, a province or an indicator";
    FIND_PLACEHOLDER = "Comune o indicatore", "Municipality or indicator";
    TRY = "Prova con", "Try";
    OPEN_MAP = "Apri la mappa", "Open the map";
    OPEN_INTERACTIVE_MAP = "Apri la mappa interattiva", "Open the interactive map";
    MAP_ALT = "Mappa dei {n} comuni, in sette classi di valore", "Map of the {n} municipalities, in seven classes";
    MAP_FROM_TO = "{name}, {period}: i colori vanno da sotto {low} a {high} e oltre.", "{name}, {period}: colours run from below {low} to {high} and over.";
    FOUR_NUMBERS = "{region} in quattro numeri", "{region} in four numbers";
    FOUR_NUMBERS_SUB = "Ogni numero porta alla sua pagina, con fonte, metodo e file da scaricare.", "Each number leads to its page, with source, method and files to download.";
    STRIP_REGION = "I comuni in grigio, la regione in blu.", "Municipalities in grey, the region in blue.";
    STRIP_REGIONS = "Le regioni in grigio, questa in blu.", "Regions in grey, this one in blue.";
    CHANGE_BETWEEN = "Dal {from} al {to}, da {first} a {last}.", "From {from} to {to}, from {first} to {last}.";
    BY_TOPIC = "Per argomento", "By topic";
    BY_TOPIC_SUB = "Indicatori raggruppati per la domanda a cui rispondono.", "Indicators grouped by the question they answer.";
    BY_TERRITORY = "Per territorio", "By territory";
    BY_TERRITORY_SUB = "{name}, {period}, nelle province.", "{name}, {period}, in the provinces.";
    N_COMUNI = "{n} comuni", "{n} municipalities";
    NOT_SAID = "Che cosa questi dati non dicono", "What these data do not say";
    NOT_SAID_1 = "Il lavoro sommerso, per definizione, non compare negli archivi. Nessun indicatore di questo portale lo misura in un comune.", "Undeclared work, by definition, does not appear in registers. No indicator of this portal measures it in a municipality.";
    NOT_SAID_2 = "Il rapporto fra contribuenti e occupati confronta due archivi che contano cose diverse: un valore sopra 1 è normale.", "The ratio between taxpayers and workers compares two registers that count different things: a value above 1 is normal.";
    HOW_TO_READ = "Come leggere i dati", "How to read the data";
    REUSE_TEXT = "Ogni pagina ha un indirizzo stabile e i file pronti. Si possono usare liberamente, anche a fini commerciali, citando la fonte.", "Every page has a stable address and its files ready. They may be used freely, also commercially, naming the source.";
    CATALOGUE_JSON = "Catalogo (JSON)", "Catalogue (JSON)";
    FORMATS_LINE = "CSV, CSV per Excel, XLSX, Parquet e JSON-stat. Licenza CC BY 4.0.", "CSV, CSV for Italian Excel, XLSX, Parquet and JSON-stat. Licence CC BY 4.0.";

    // Search
    SEARCH_NOTHING = "Nessun risultato. Prova con meno lettere.", "No result. Try fewer letters.";
    SEARCH_FAILED = "Non riesco a leggere l’elenco dei territori.", "The list of territories could not be read.";
    SEARCH_RESULTS = "Risultati", "Results";
    PAGE_KIND = "pagina", "page";
    INDICATOR_KIND = "indicatore", "indicator";

    // Indicator
    CONTROLS = "Scegli che cosa vedere", "Choose what to see";
    LEVEL = "Territorio", "Territory";
    YEAR = "Anno", "Year";
    CLASSES = "Classi", "Classes";
    CLASSES_FIXED = "Fisse", "Fixed";
    CLASSES_QUANTILE = "Quantili", "Quantiles";
    CLASSES_NATURAL = "Naturali", "Natural breaks";
    CLASSES_EQUAL = "Uguali", "Equal steps";
    CLASSES_OWN = "Proprie…", "Your own…";
    OWN_BREAKS = "Soglie, al più 6, crescenti, separate da ;", "Breaks, 6 at most, ascending, separated by ;";
    MEASURE = "Misura", "Measure";
    ABSOLUTE = "Numeri assoluti", "Absolute numbers";
    IN_ABSOLUTE = "numeri assoluti", "absolute numbers";
    PER_CAPITA = "Ogni 1.000 residenti", "Per 1,000 residents";
    IN_PER_CAPITA = " ogni 1.000 residenti", " per 1,000 residents";
    RESIDENTS_THEN = "residenti al 1º gennaio dell’anno, o del più vicino che si conosce", "residents on 1 January of the year, or of the nearest one known";
    MOVEMENT = "Variazione", "Change";
    MOVED = ", variazione", ", change";
    A_CHANGE_OF = "variazione di {value}", "a change of {value}";
    IN_PERCENT = "per cento", "percent";
    IN_POINTS = "punti percentuali", "percentage points";
    IN_UNITS = "differenza", "difference";
    SINCE_YEAR = "rispetto a un anno prima", "against a year before";
    DRAWN_AS = "Disegno", "Drawing";
    COLOURS = "Colori", "Colours";
    CIRCLES = "Cerchi", "Circles";
    DENSITY = "Densità", "Density";
    CIRCLES_SAY = "L’area di ogni cerchio è il valore. Il più grande è {name}: {value}.", "The area of each circle is the value. The largest is {name}: {value}.";
    DENSITY_SAY = "Quanti per km² intorno a ogni punto, senza confini: ogni comune è distribuito intorno al suo centro (nucleo di {km} km).", "How many per km² around each point, whatever the borders: each municipality is spread around its centre (kernel of {km} km).";
    DENSITY_FROM = "da {n} per km²", "from {n} per km²";
    CHANGED_TITLE = "Che cosa è cambiato dall’edizione del {day}", "What has changed since the release of {day}";
    CHANGED_NONE = "Nessun valore nuovo o rivisto.", "No value is new or revised.";
    CHANGED_NEW = "nuovo: {now}", "new: {now}";
    CHANGED_REVISED = "da {before} a {now}", "from {before} to {now}";
    CHANGED_MORE = "Altri valori, nei file: {n}.", "More values, in the files: {n}.";
    CHANGED_GONE = "non più pubblicato: era {before}", "no longer published: it was {before}";
    BY_PROVINCE = "Provincia per provincia", "Province by province";
    BY_PROVINCE_SUB = "In blu la provincia, in grigio il valore complessivo, {periods}. Tutti i grafici vanno da {low} a {high}; i conteggi sono un indice dell’inizio.", "The province in blue, the overall value in grey, {periods}. All charts go from {low} to {high}; counts are an index of their beginning.";
    PLAY = "Anima i periodi", "Play the periods";
    STOP = "Ferma", "Stop";
    FIND_TERRITORY = "Trova un territorio", "Find a territory";
    FIND_EXAMPLE = "Es. {name}", "E.g. {name}";
    VIEW = "Vista", "View";
    VIEW_MAP = "Mappa", "Map";
    VIEW_CHART = "Grafico", "Chart";
    VIEW_TABLE = "Tabella", "Table";
    HOW_MANY = "Quanti territori, per valore", "How many territories, by value";
    COLOURS_SAME = "I colori sono quelli della mappa; la linea blu è il territorio scelto", "The colours are those of the map; the blue line is the chosen territory";
    BESIDE = "Aggiungi alla linea", "Add to the lines";
    TAKE_AWAY = "Togli {name}", "Take {name} away";
    AS_INDEX = "Indice: inizio = 100", "Index: beginning = 100";
    LEGEND_ALT = "Distribuzione di {n} territori: la metà sta fra {low} e {high}", "Distribution of {n} territories: half lie between {low} and {high}";
    KEY_FEW = "Meno di {base} {what}: valore instabile ({n})", "Fewer than {base} {what}: unstable value ({n})";
    KEY_MISSING = "Non disponibile ({n})", "Not available ({n})";
    KEY_SUPPRESSED = "Riservato ({n})", "Suppressed ({n})";
    KEY_NONE = "Non calcolabile ({n})", "Not computable ({n})";
    IN_BRIEF = "In breve", "In brief";
    BRIEF_REFERENCE = "{region} vale {value}: {numerator} {what} e {denominator} {against}.", "{region} stands at {value}: {numerator} {what} and {denominator} {against}.";
    BRIEF_REFERENCE_COUNT = "{region}: {value} {what}.", "{region}: {value} {what}.";
    BRIEF_HALF = "Metà dei territori sta fra {low} e {high}.", "Half of the territories lie between {low} and {high}.";
    BRIEF_REACH = "{n} territori su {all} hanno un valore pari o superiore a quello complessivo.", "{n} territories in {all} have a value equal to or above the overall one.";
    BRIEF_CHANGE = "Dal {from} al {to} la variazione complessiva è {change}.", "From {from} to {to} the overall change is {change}.";
    BRIEF_CHANGE_RATIO = "Fra il {from} e il {to} il valore complessivo passa da {first} a {last}.", "Between {from} and {to} the overall value goes from {first} to {last}.";
    MAP_LABEL = "Mappa: {name}, {period}, {n} {level}. Usa le frecce per passare al territorio vicino, Invio per aprirlo.", "Map: {name}, {period}, {n} {level}. Use the arrows to move to the territory beside, Enter to open it.";
    MAP_ROLE = "mappa", "map";
    ZOOM_IN = "Ingrandisci", "Zoom in";
    ZOOM_OUT = "Riduci", "Zoom out";
    ZOOM_RESET = "Vista intera", "Whole view";
    CHOSEN = "Territorio scelto", "Chosen territory";
    GO_TO_PAGE = "Vai alla pagina", "Go to its page";
    MAP_SOURCE = "Fonte: elaborazione su dati {credit}, {period}. Confini: Istat. CC BY 4.0.", "Source: own computation on data of {credit}, {period}. Boundaries: Istat. CC BY 4.0.";
    DOWNLOAD_DATA = "Scarica i dati", "Download the data";
    LOCATE = "Usa la mia posizione", "Use my position";
    YOU_ARE_IN = "Sei a", "You are in";
    ABOUT_KM = "(posizione approssimativa, entro {km} km)", "(approximate position, within {km} km)";
    OUTSIDE_REGION = "La tua posizione è fuori dal territorio di questo portale.", "Your position is outside the area of this portal.";
    POSITION_HIDDEN = "Il dispositivo non dà la posizione: cerca il comune per nome.", "The device does not give a position: search for the municipality by name.";
    POSITION_FAILED = "Non è riuscito: prova di nuovo, o cerca il comune per nome.", "It failed: try again, or search for the municipality by name.";
    SHARE = "Condividi", "Share";
    COPIED = "Collegamento copiato", "Link copied";
    COPY_FAILED = "Copia questo indirizzo:", "Copy this address:";
    DEVICE = "Sul tuo dispositivo", "On your device";
    DEVICE_LEAD = "Le pagine che tieni qui si leggono anche senza rete.", "The pages you keep here can be read without a network.";
    DEVICE_HOW = "Apri la pagina di un territorio o di un indicatore e scegli «Tieni qui». Tutto quello che tieni è della stessa edizione dei dati; quando ne esce una nuova decidi tu quando passarci. Niente lascia il tuo dispositivo.", "Open the page of a territory or of an indicator and choose “Keep here”. All you keep is of one edition of the data; when a new one appears, you decide when to take it. Nothing leaves your device.";
    DEVICE_INSTALL = "Il portale si può anche installare come applicazione, dal menu del browser.", "The portal can also be installed as an application, from the browser’s menu.";
    DEVICE_NO_SCRIPT = "Per tenere pagine serve JavaScript, che qui non è attivo. Tutte le pagine si leggono comunque, con la rete.", "Keeping pages takes JavaScript, which is not active here. All pages can be read all the same, with a network.";
    KEEP = "Tieni qui", "Keep here";
    KEEPING = "Un momento…", "One moment…";
    KEPT = "Si leggerà anche senza rete", "Can be read without a network now";
    STORAGE_FULL = "Non c’è più spazio: lascia qualche pagina da «Sul tuo dispositivo»", "No space left: let go of some pages at “On your device”";
    KEEP_FAILED = "Non è riuscito: prova di nuovo quando c’è rete", "It failed: try again when there is a network";
    KEEP_NEWER = "C’è una nuova edizione dei dati: prima passa a quella", "There is a new edition of the data: take that first";
    KEEP_REFUSED = "Questo browser non lo permette: forse è una finestra privata", "This browser does not allow it: perhaps this is a private window";
    NEW_EDITION = "C’è una nuova edizione dei dati.", "There is a new edition of the data.";
    TAKE_EDITION = "Passa alla nuova", "Take the new one";
    NOT_KEPT = "Non c’è rete, e la pagina che cercavi non è fra quelle tenute qui.", "There is no network, and the page you wanted is not among those kept here.";
    TRY_AGAIN = "Prova di nuovo", "Try again";
    STORAGE_USED = "Spazio occupato: {size} MB.", "Space used: {size} MB.";
    NOTHING_KEPT = "Non hai ancora tenuto nessuna pagina. Per l’applicazione stessa lo spazio occupato è di {size} MB.", "You have not kept any page yet. The application itself uses {size} MB.";
    LET_GO = "Lascia", "Let go";
    LET_GO_ALL = "Lascia tutto", "Let go of everything";
    RANKINGS_PLAIN = "I valori più alti e i più bassi", "The highest and the lowest";
    RANKINGS = "I valori più alti, i più bassi e le province", "The highest, the lowest and the provinces";
    RANK_FROM = "{level} con almeno {base} {what} ({n} su {all}): nei più piccoli poche persone bastano a spostare il valore. L’asse non parte da zero.", "{level} with at least {base} {what} ({n} of {all}): in smaller ones a few people move the value. The axis does not start at zero.";
    RANK_ALL = "Tutti i territori del livello. L’asse non parte da zero.", "All territories of the level. The axis does not start at zero.";
    HIGHEST = "Più alti", "Highest";
    LOWEST = "Più bassi", "Lowest";
    FIRST_TEN = "Primi {n}", "First {n}";
    LAST_TEN = "Ultimi {n}", "Last {n}";
    PROVINCES = "Province", "Provinces";
    PROVINCES_SUB = "Valore della provincia", "Value of the province";
    PROVINCES_SPREAD = "Valore della provincia; in chiaro, 8 comuni su 10", "Value of the province; paler, 8 municipalities in 10";
    ALL_IN_TABLE = "Tutti i valori in tabella ({n})", "All values in a table ({n})";
    TREND_TITLE = "{place}: {change} dal {from} al {to}", "{place}: {change} from {from} to {to}";
    TREND_TITLE_RATIO = "{place}: da {first} a {last} fra il {from} e il {to}", "{place}: from {first} to {last} between {from} and {to}";
    TREND_SUB = "{name}, indice {from} = 100", "{name}, index {from} = 100";
    TREND_GAP = "{periods} non disponibile: la linea sottile unisce gli anni vicini e non è un dato.", "{periods} not available: the thin line joins the years around it and is not a figure.";
    AXIS_NOT_ZERO = "L’asse non parte da zero.", "The axis does not start at zero.";
    NO_DATA_SHORT = "{period} n.d.", "{period} n/a";
    TABLE_CAPTION = "{name}, {level}", "{name}, {level}";
    TERRITORY_NAME = "Territorio", "Territory";
    VALUE = "Valore", "Value";
    STATUS = "Stato", "Status";
    CITE = "Cita", "Cite";
    CITE_TEXT = "{portal}, {name}, {region}, {period}. Elaborazione su dati {credit}. CC BY 4.0. Edizione {release}.", "{portal}, {name}, {region}, {period}. Own computation on data of {credit}. CC BY 4.0. Edition {release}.";
    IGNORED = "Parti dell’indirizzo non riconosciute e ignorate: {parts}.", "Parts of the address not understood and ignored: {parts}.";
    FULL_METHOD = "Metodo completo", "Full method";

    // Territory
    CODE_IS = "codice Istat {code}", "Istat code {code}";
    CODE_OTHER = "codice {code}", "code {code}";
    PROVINCE_OF = "provincia di {name}", "province of {name}";
    PROVINCE_SHORT = "Prov. {name}", "Prov. {name}";
    INHABITANTS_IN = "{n} abitanti nel {period}", "{n} inhabitants in {period}";
    LABOUR_SYSTEM = "Sistema locale: {name}", "Labour system: {name}";
    OUTSIDE = "Altri {n} comuni di questo sistema locale sono fuori regione e non sono nei valori.", "Another {n} municipalities of this labour system lie outside the region and are not in the values.";
    SEE_ON_MAP = "Vedi sulla mappa", "See it on the map";
    DOWNLOAD_ALL_DATA = "Scarica tutti i dati", "Download all data";
    LOCATOR_ALT = "Posizione di {name}", "Position of {name}";
    NUMBERS_TITLE = "I numeri, e dove si colloca {name}", "The numbers, and where {name} stands";
    NUMBERS_SUB = "Il grafico mostra tutti i territori dello stesso livello; la linea blu è {name}.", "The chart shows all territories of the same level; the blue line is {name}.";
    HIGHER_THAN = "Più alto di {n} {level} su {of}", "Higher than {n} {level} in {of}";
    HIGHEST_OF = "Il più alto fra {all} {level}", "The highest of {all} {level}";
    LOWEST_OF = "Il più basso fra {all} {level}", "The lowest of {all} {level}";
    HARDLY_HIGHER = "Più alto di oltre 99 {level} su 100", "Higher than over 99 {level} in 100";
    HARDLY_LOWER = "Più basso di oltre 99 {level} su 100", "Lower than over 99 {level} in 100";
    CHANGE_STANDING = "Aumento: ", "Growth: ";
    AMONG_SIMILAR = "{rank}º fra gli {n} comuni simili", "no. {rank} among the {n} similar municipalities";
    STRIP_ALT = "Posizione di {name} fra {n} territori", "Position of {name} among {n} territories";
    STRIPS_CUT = "Gli estremi sono tagliati all’1%, salvo con meno di cento territori o con un asse fisso.", "Ends are cut at 1%, unless there are fewer than a hundred territories or the axis is fixed.";
    CHART_NUMBERS = "I numeri del grafico", "The numbers of the chart";
    BESIDE_TITLE = "Provincia e regione a confronto", "Beside province and region";
    BESIDE_COUNTRY = "Confronto con l’Italia", "Beside Italy";
    BESIDE_REGION = "Confronto con la regione", "Beside the region";
    BESIDE_SUB = "Dove la fonte arriva ai comuni: somma dei comuni, poi rapporto. Stime ed esiti delle ispezioni non si confrontano fra loro.", "Where the source reaches municipalities, they are added, then divided. Estimates and inspection outcomes do not compare.";
    INDICATOR = "Indicatore", "Indicator";
    PROVINCE = "Provincia", "Province";
    SIMILAR_TITLE = "Comuni simili", "Similar municipalities";
    SIMILAR_SUB = "{name}, {period}. Simili per abitanti, densità e altri indicatori.", "{name}, {period}. Similar by inhabitants, density and other indicators.";
    SIMILAR_HOW = "Come scegliamo i comuni simili", "How we choose similar municipalities";
    OTHER_BOUNDARIES = "Con altri confini", "With other boundaries";
    BOUNDARIES_OF = "{name}, con altri confini", "{name}, with other boundaries";
    BOUNDARIES_LEAD = "Passando da {from} a {to} un comune si sposta in media di {places} posti su 100, e {crossing} comuni su 100 passano dall’altra metà della classifica.", "Going from {from} to {to}, a municipality moves by {places} places in 100 on average, and {crossing} municipalities in 100 pass to the other half of the ranking.";
    SAME_NUMBERS = "Gli stessi comuni, raggruppati in modo diverso", "The same municipalities, grouped differently";
    SAME_SCALE = "Le mappe hanno le stesse classi: dove i colori cambiano, cambiano i confini e non i dati.", "The maps share their classes: where colours change, boundaries change and data do not.";
    UNITS_FROM_TO = "{n} valori, da {low} a {high}", "{n} values, from {low} to {high}";
    BETWEEN = "Quota delle differenze fra {n} comuni che sta fra queste unità, corretta per il loro numero: {between}%. Il resto è dentro di esse.", "Share of the differences among {n} municipalities that lies between these units, adjusted for their number: {between}%. The rest is inside them.";
    HOW_FAR = "Quanto si sposta un comune", "How far a municipality moves";
    HOW_FAR_SUB = "La posizione di un comune è quella del territorio in cui sta: quanti territori su 100 hanno un valore più basso, contando a metà gli uguali.", "The position of a municipality is that of the territory it is in: how many territories in 100 have a lower value, counting equal ones by half.";
    FROM_TO = "Da, a", "From, to";
    PLACES_MOVED = "Posti in media", "Places on average";
    CROSSING = "Cambia metà", "Changes half";
    FARTHEST = "Chi si sposta di più", "Who moves farthest";
    WHY_BOUNDARIES = "Perché i confini contano", "Why boundaries matter";
    WHY_BOUNDARIES_1 = "Una media nasconde le differenze dentro il territorio. Con altri confini si nascondono altre differenze, e la classifica cambia senza che sia cambiato niente nei comuni.", "An average hides the differences inside its territory. Other boundaries hide other differences, and the ranking changes while nothing has changed in the municipalities.";
    WHY_BOUNDARIES_2 = "Prima di scegliere dove intervenire si guarda più di un livello. Chi fa confronti fra territori dica quali confini usa.", "Look at more than one level before choosing where to act. Whoever compares territories should say which boundaries are used.";
    BOUNDARIES_EXAMPLE = "{name} ha sotto di sé {before} territori su 100 con {from}, {after} con {to}.", "{name} has {before} territories in 100 below it with {from}, {after} with {to}.";
    EVIDENCE = "Lavoro non dichiarato", "Undeclared work";
    EVIDENCE_LEAD = "Nessuno lo conta. Più fonti lo guardano, ciascuna da un lato, e nessuna basta da sola.", "Nobody counts it. Several sources look at it, each from one side, and none is enough alone.";
    EVIDENCE_APART = "Ogni lato ha la sua unità e il suo asse. Non si sommano e non si mettono sulla stessa scala: dicono cose diverse.", "Each side has its own unit and its own axis. They do not add up and do not share a scale: they say different things.";
    TELLS = "Che cosa dice", "What it tells";
    SILENT = "Che cosa non dice", "What it does not tell";
    SIDE_ESTIMATE = "Una stima statistica", "A statistical estimate";
    ESTIMATE_TELLS = "Quanto pesa il lavoro irregolare sull’occupazione di una regione, a confronto con l’Italia.", "How much of a region’s employment is irregular, compared with Italy.";
    ESTIMATE_SILENT = "In quali comuni, e quanto dopo l’ultimo anno pubblicato.", "In which municipalities, and how much after the last year published.";
    SIDE_INSPECTIONS = "Che cosa trovano le ispezioni", "What inspections find";
    INSPECTIONS_TELL = "In quante delle ispezioni concluse è emersa almeno una irregolarità.", "How many of the inspections closed found at least one irregularity.";
    INSPECTIONS_SILENT = "Quanto è diffusa dove nessuno è andato: gli ispettori scelgono dove andare.", "How common it is where nobody went: inspectors choose where to go.";
    SIDE_REGISTER = "Due archivi a confronto", "Two registers compared";
    REGISTER_TELLS = "Dove chi dichiara un reddito da lavoro è più numeroso di chi risulta lavorare.", "Where those who declare income from work outnumber those who are known to work.";
    REGISTER_SILENT = "Il sommerso: chi non dichiara niente non è in nessuno dei due archivi.", "Hidden work: who declares nothing is in neither register.";
    SIDE_TURNOVER = "Dove i contratti girano in modo insolito", "Where contracts turn over unusually";
    TURNOVER_TELLS = "Dove i contratti cominciano e finiscono molto più o molto meno spesso che altrove: un segnale da capire.", "Where contracts begin and end far more or far less often than elsewhere: a signal to be understood.";
    TURNOVER_SILENT = "Che ci sia un’irregolarità: turismo e agricoltura girano in fretta perché sono stagionali.", "That anything is irregular: tourism and farming turn over fast because they are seasonal.";
    BY_LEVEL = "Per {many}, dal valore più alto", "By {many}, from the highest value";
    MEDIAN = "Mediana", "Median";
    FAR = "{n} {many} su {among} con almeno {from} contratti sono lontani dagli altri: sotto {low} o sopra {high}, cioè oltre tre scarti dalla mediana", "{n} of {among} {many} with at least {from} contracts are far from the others: below {low} or above {high}, more than three deviations from the median";
    ONE_FAR = "Uno dei {among} {many} con almeno {from} contratti è lontano dagli altri: sotto {low} o sopra {high}, cioè oltre tre scarti dalla mediana", "One of the {among} {many} with at least {from} contracts is far from the others: below {low} or above {high}, more than three deviations from the median";
    NONE_FAR = "Nessuno dei {among} {many} con almeno {from} contratti è lontano dagli altri: tutti fra {low} e {high}, entro tre scarti dalla mediana.", "None of the {among} {many} with at least {from} contracts is far from the others: all between {low} and {high}, within three deviations of the median.";
    REACH = "Fin dove arrivano le ispezioni", "How far inspections reach";
    REACH_SUB = "Unità locali irregolari che le ispezioni da sole lasciano possibili, ogni 100", "Irregular establishments that inspections alone leave possible, per 100";
    REACH_LABEL = "Fra {low} e {high} delle unità locali possono essere irregolari; fra quelle ispezionate lo era {share}.", "Between {low} and {high} of establishments may be irregular; of those inspected it was {share}.";
    REACH_METHOD = "Estremo basso: in regola tutte le unità non ispezionate ({irregular} irregolari su {establishments}). Estremo alto: nessuna. Ogni unità conta come ispezionata al più una volta. Ispezioni del {period} senza l’agricoltura, unità locali del {establishments_period} di industria e servizi, senza finanza e settore pubblico.", "Low end: all establishments not inspected are regular ({irregular} irregular of {establishments}). High end: none is. Each establishment counts as inspected once at most. Inspections of {period} without agriculture, establishments of {establishments_period} in industry and services, without finance and the public sector.";
    OF_INSPECTED = "fra le ispezionate", "of those inspected";
    BIAS = "Perché la quota non vale per tutte le imprese", "Why the share does not hold for all firms";
    BIAS_1 = "Nel {period}, fuori dall’agricoltura, sono state concluse {closed} ispezioni, una ogni {one_in} unità locali.", "In {period}, outside agriculture, {closed} inspections were closed, one for every {one_in} establishments.";
    BIAS_2 = "Non sono un campione: si va dove il sospetto è alto. {share} di irregolari dice quanto bene si sceglie.", "They are no sample: inspectors go where suspicion is high. {share} irregular tells how well they choose.";
    BIAS_3 = "Delle altre le ispezioni non dicono niente: il dato vero può stare ovunque fra {low} e {high}. Per sapere di più serve una stima, che ha le sue ipotesi.", "Of the others inspections say nothing: the true figure may be anywhere between {low} and {high}. To know more takes an estimate, which has its own assumptions.";
    UNDECLARED_TITLE = "E il lavoro sommerso?", "And undeclared work?";
    UNDECLARED_1 = "Non esiste una stima per comune. Quella ufficiale dell’Istat si ferma alla regione.", "There is no estimate by municipality. Istat’s official one stops at the region.";
    UNDECLARED_2 = "Gli altri numeri di questa pagina, ispezioni comprese, non dicono quanti lavorano senza contratto.", "The other numbers on this page, inspections included, do not say how many work without a contract.";
    DOWNLOAD_OF = "Scarica i dati di {name}", "Download the data of {name}";
    ALL_INDICATORS = "Tutti gli indicatori, tutti gli anni", "All indicators, all years";
    INSIDE_TITLE = "I territori dentro {name}", "The territories inside {name}";
    INSIDE_SUB = "{name}, {period}.", "{name}, {period}.";
    LEAD_RATIO = "Nel {period}: {reading}", "In {period}: {reading}";
    LEAD_MADE_OF = "{numerator} {what} e {denominator} {against}", "{numerator} {what} and {denominator} {against}";
    LEAD_EQUAL = "come {where} ({value})", "the same as {where} ({value})";
    LEAD_MORE = "più {where} ({value})", "more than {where} ({value})";
    LEAD_LESS = "meno {where} ({value})", "less than {where} ({value})";
    OF_PROVINCE = "della provincia", "the province";
    OF_REGION = "della regione", "the region";
    AS_PROVINCE = "la provincia", "the province";
    AS_REGION = "la regione", "the region";

    // Lists
    INDICATORS_LEAD = "Ogni indicatore ha una mappa, un grafico, una tabella, il metodo e i file.", "Each indicator has a map, a chart, a table, its method and its files.";
    TERRITORIES_LEAD = "Le province e i sistemi locali del lavoro; ogni pagina elenca i suoi comuni.", "Provinces and local labour systems; each page lists its municipalities.";

    // Data
    DATA_LEAD = "Tutti i file di questa edizione; dimensioni e impronte SHA-256 di ognuno sono nel catalogo. Le edizioni non cambiano: una nuova ha un nuovo indirizzo.", "All files of this edition; sizes and SHA-256 checksums of each are in the catalogue. Editions never change: a new one has a new address.";
    EDITION = "Edizione {release}", "Edition {release}";
    FILE = "File", "File";
    SIZE = "Dimensione", "Size";
    CHECKSUM = "SHA-256", "SHA-256";
    FILES_INDICATORS = "Indicatori", "Indicators";
    FILES_INDICATORS_SUB = "Formato lungo: una riga per territorio e periodo, con numeratore, denominatore e stato. Il JSON-stat ha un file per livello.", "Long format: one row per territory and period, with numerator, denominator and status. JSON-stat has one file per level.";
    FILES_GEO = "Confini e disegni", "Boundaries and drawings";
    FILES_GEO_SUB = "TopoJSON nelle unità del disegno (larghezza 1.200), e le figure usate nelle pagine.", "TopoJSON in drawing units (1,200 wide), and the pictures used in pages.";
    FILES_OTHER = "Elenchi", "Lists";
    FILES_OTHER_SUB = "Il catalogo elenca ogni altro file, anche quelli dei singoli territori.", "The catalogue lists every other file, those of single territories too.";
    FILES_TERRITORY = "Un territorio alla volta", "One territory at a time";
    FILES_TERRITORY_SUB = "Per ogni territorio, tutti gli indicatori: sostituisci livello e codice. Esempio:", "For each territory, all indicators: replace level and code. Example:";
    COLUMNS = "Colonne", "Columns";
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
    DICTIONARY_HOW = "Le tabelle sono Parquet divise per anno, con i codici dei territori alla data di riferimento: DuckDB, Spark, pandas e Power BI le leggono come sono. Una colonna che finisce in _status dice perché un numero manca.", "The tables are Parquet partitioned by year, with territory codes of the reference date: DuckDB, Spark, pandas and Power BI read them as they are. A column that ends in _status says why a number is missing.";
    ROWS_PERIODS = "{rows} righe, dal {from} al {to}. Chiave: {key}. Livelli: {levels}.", "{rows} rows, from {from} to {to}. Key: {key}. Levels: {levels}.";
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
    DISCLOSURE_LIMITS = "L’attacco non conosce il metodo con cui i numeri sono scelti per essere nascosti, né altre fonti; nei gruppi di numeri molto grandi cerca intorno a ciascuno, non ovunque.", "The attack knows neither how numbers are chosen to be hidden nor other sources; in very large groups of numbers it searches around each one, not everywhere.";
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
    DOES_NOT_MEAN = "Che cosa non dice", "What it does not say";
    PUBLISHER = "Editore", "Publisher";
    LICENCE = "Licenza", "Licence";
    ADDRESS = "Indirizzo", "Address";
    RETRIEVED = "Acquisito il", "Retrieved on";
    RULES = "Regole comuni", "Common rules";
    RULE_SUMS = "I valori di province, sistemi locali e regione sono rapporti di somme: prima si sommano numeratori e denominatori dei comuni, poi si divide.", "Values of provinces, labour systems and the region are ratios of sums: numerators and denominators of municipalities are added first, then divided.";
    RULE_CODES = "I codici dei comuni di ogni anno sono riportati al {day}: i comuni fusi sono sommati.", "Codes of municipalities of every year are brought to {day}: merged municipalities are added up.";
    RULE_MISSING = "Un valore mancante non è mai zero. Se una parte di una somma manca, la somma è segnata come incompleta.", "A missing value is never zero. When part of a sum is missing, the sum is marked as incomplete.";
    RULE_FEW = "Sotto la soglia indicata da ciascun indicatore il valore resta, ma è segnato: pochi casi lo spostano.", "Below the threshold of each indicator the value stays, but is marked: a few cases move it.";
    RULE_SIMILAR = "I comuni simili sono i sette più vicini per logaritmo degli abitanti e della densità e per gli altri rapporti pubblicati, ciascuno in unità di deviazione standard.", "Similar municipalities are the seven nearest by the logarithm of inhabitants and density and by the other published ratios, each in units of standard deviation.";
    RULE_CLASSES = "Le classi sono le stesse in tutti gli anni, perché i colori si possano confrontare. Quantili: lo stesso numero di territori per classe. Naturali: la minore dispersione dentro le classi (ckmeans). Uguali: passi della stessa misura fra il primo e l’ultimo centesimo dei valori.", "Classes are the same in all years, so that colours compare. Quantiles: as many territories in each class. Natural: least spread inside classes (ckmeans). Equal: steps of one size between the first and the last hundredth of the values.";
    RULE_SLL = "I sistemi locali del lavoro possono uscire dalla regione: qui contano solo i comuni della regione.", "Labour systems may reach beyond the region: here only the region’s municipalities count.";

    // Words, kinds of readers, neighbours
    GLOSSARY = "Glossario", "Glossary";
    GLOSSARY_LEAD = "Le parole del portale, in una frase o due.", "The words of the portal, in a sentence or two.";
    TERMS = "Parole usate qui", "Words used here";
    FOR_WHOM = "Per chi", "For whom";
    EVERYONE = "Tutti", "Everyone";
    TO_DO = "Da dove cominciare", "Where to begin";
    TO_DO_SUB = "Tutto il resto del portale resta a un passo: nessun dato è riservato a qualcuno.", "The rest of the portal is one step away: no figure is kept for some.";
    NEIGHBOURS = "Confina, nella regione, con", "In the region, borders on";
    REVISIONS_OF = "Revisioni di questo indicatore", "Revisions of this indicator";

    // Registers of points
    POINTS_IN = "{title}: {province}", "{title}: {province}";
    POINTS_REGISTER = "Il registro", "The register";
    POINTS_MAP = "Dove sono", "Where they are";
    POINTS_MAP_SUB = "Un cerchio con un numero sta per più sedi vicine. Ogni segno porta all’elenco.", "A circle with a number stands for several that are close. Each mark leads to the list.";
    POINTS_PROVINCES = "Per provincia", "By province";
    POINTS_WHOLE = "Tutta la regione", "The whole region";
    POINTS_LIST = "Elenco per comune", "List by municipality";
    POINTS_HERE = "Servizi e sedi", "Services and sites";
    GEOJSON_NOTE = "Per programmi di mappe", "For map programs";
    WEBSITE = "Sito", "Website";

    // Pictures and parts of other pages
    PICTURE = "Immagine", "Picture";
    DRAWING = "Disegno l’immagine…", "Drawing the picture…";
    PICTURE_FAILED = "L’immagine non è riuscita. Prova l’altro formato, o stampa la pagina.", "The picture could not be drawn. Try the other format, or print the page.";
    EMBED = "Incorpora", "Embed";
    EMBED_COPIED = "Codice copiato: incollalo nella tua pagina.", "Code copied: paste it into your page.";
    EMBED_COPY = "Copia questo codice nella tua pagina.", "Copy this code into your page.";
    OPEN_IN = "Apri in {portal}", "Open in {portal}";

    // Compare
    COMPARE = "Confronta", "Compare";
    TWO_INDICATORS = "Due indicatori", "Two indicators";
    SOME_PLACES = "Territori", "Places";
    PLACES_TITLE = "Territori a confronto", "Places side by side";
    PLACES_LEAD = "Fino a quattro territori, anche di livelli diversi, con tutti gli indicatori: l’indirizzo della pagina conserva la scelta.", "Up to four places, also of different levels, with all indicators: the address of the page keeps the choice.";
    PLACES_SAY = "In ogni riga il punto sta fra il valore più basso e il più alto dei territori scelti; per i conteggi comincia da zero. Somme e rapporti di territori di livelli diversi non si confrontano allo stesso modo: una provincia è la somma dei suoi comuni.", "In each row the dot lies between the lowest and the highest value of the chosen places; for counts it begins at zero. Sums and ratios of different levels do not compare alike: a province is the sum of its municipalities.";
    PLACES_NONE = "Nessun territorio scelto: aggiungine uno con il campo qui sopra.", "No place chosen: add one with the field above.";
    PLACES_FULL = "Sono quattro, il massimo: togline uno per aggiungerne un altro.", "These are four, the most: take one away to add another.";
    ADD_PLACE = "Aggiungi un territorio", "Add a place";
    COMPARE_PLACE = "Confronta con altri", "Compare with others";
    COMPARE_TITLE = "Due indicatori a confronto", "Two indicators side by side";
    COMPARE_LEAD = "Dove uno è alto, è alto anche l’altro? Ogni punto è un territorio: più è grande, più persone ci abitano.", "Where one is high, is the other high too? Each dot is a territory: the larger, the more people live there.";
    AXIS_X = "In orizzontale", "Across";
    AXIS_Y = "In verticale", "Upwards";
    SWAP_AXES = "Scambia", "Swap";
    COMPARE_TOGETHER = "Dove «{x}» è più alto, «{y}» tende a essere più alto", "Where “{x}” is higher, “{y}” tends to be higher";
    COMPARE_AGAINST = "Dove «{x}» è più alto, «{y}» tende a essere più basso", "Where “{x}” is higher, “{y}” tends to be lower";
    COMPARE_APART = "Fra «{x}» e «{y}» non si vede un legame che il caso non spieghi", "Between “{x}” and “{y}” no link shows that chance does not explain";
    COMPARE_TOO_FEW = "«{x}» e «{y}»: troppo pochi territori per dire se c’è un legame", "“{x}” and “{y}”: too few territories to tell whether there is a link";
    COMPARE_STRENGTH = "Correlazione fra ranghi {r} su {n} {level}: {word}. Senza alcun legame il caso resterebbe 95 volte su 100 fra −{limit} e {limit}.", "Rank correlation {r} over {n} {level}: {word}. With no link at all, 95 times in 100 chance would stay between −{limit} and {limit}.";
    LINK_NONE = "nessun legame che il caso non spieghi", "no link that chance does not explain";
    LINK_WEAK = "legame debole", "a weak link";
    LINK_MEDIUM = "legame medio", "a moderate link";
    LINK_STRONG = "legame forte", "a strong link";
    COMPARE_LEFT_OUT = "{n} con pochi casi sono disegnati ma non contano nella correlazione.", "{n} with few cases are drawn but do not count in the correlation.";
    COMPARE_PERIODS = "{x} in orizzontale, {y} in verticale: i periodi sono diversi", "{x} across, {y} upwards: the periods differ";
    COMPARE_CAUTION = "Che cosa non dice", "What it does not say";
    COMPARE_CAUTION_1 = "Due cose che vanno insieme non sono l’una causa dell’altra: spesso dipendono entrambe da una terza, come l’età degli abitanti o la distanza dalle città.", "Two things that go together are not one the cause of the other: often both depend on a third, such as the age of residents or the distance from cities.";
    COMPARE_CAUTION_2 = "Vale per i territori, non per le singole persone che ci vivono. Territori vicini si somigliano: ciò che può il caso è calcolato come se fossero indipendenti, ed è qualcosa di più.", "It holds for territories, not for the single persons who live there. Neighbours are alike: what chance can do is computed as if they were independent, and is somewhat more.";
    COMPARE_CAUTION_3 = "Con territori più grandi la correlazione cambia, e di solito cresce: prova un altro livello.", "With larger territories the correlation changes, and usually grows: try another level.";
    COMPARE_SAME = "I due indicatori sono quasi la stessa cifra, detta in due modi: il legame è aritmetica.", "The two indicators are almost the same figure, told in two ways: the link is arithmetic.";
    COMPARE_SHARED = "I due rapporti hanno una parte in comune, «{what}»: un po’ del legame è solo aritmetica.", "The two ratios have a part in common, “{what}”: some of the link is mere arithmetic.";
    IN_THE_PLANE = "Nel piano", "In the plane";
    IN_THE_PLANE_SUB = "Le linee dividono i territori in tre parti uguali. Gli assi non partono da zero.", "The lines cut the territories into three equal parts. Axes do not start at zero.";
    ON_THE_MAP = "Sulla carta", "On the map";
    ON_THE_MAP_SUB = "Gli stessi colori: blu dove è alto il valore in orizzontale, arancio dove è alto quello in verticale, il tono più lontano dallo sfondo dove sono alti tutti e due.", "The same colours: blue where the value across is high, orange where the value upwards is high, the tone farthest from the page where both are.";
    PLANE_LABEL = "Grafico a punti: {x} in orizzontale, {y} in verticale, {n} territori. I valori sono nella tabella.", "Scatter plot: {x} across, {y} upwards, {n} territories. The values are in the table.";
    TWO_MAP_LABEL = "Mappa di {n} territori colorati secondo i terzi dei due indicatori", "Map of {n} territories coloured by the thirds of both indicators";
    THIRDS = "Territori per terzo: in colonna l’indicatore in orizzontale, in riga quello in verticale", "Territories by third: columns for the indicator across, rows for the one upwards";
    THIRD_LOW = "basso", "low";
    THIRD_MIDDLE = "medio", "middle";
    THIRD_HIGH = "alto", "high";
    CHOOSE_A_DOT = "Scegli un punto, o un territorio sulla carta, per leggerne i valori.", "Choose a dot, or a territory on the map, to read its values.";
    THE_NUMBERS = "I numeri", "The numbers";
    LARGEST = "I {n} territori con più residenti, su {all}", "The {n} territories with most residents, of {all}";
    RESIDENTS = "Residenti", "Residents";

    // Not found and errors
    N_INDICATORS = "{n} indicatori", "{n} indicators";
    BY_FINEST = "Per {level}", "By {level}";
    PARTED = "Il comune con codice {code} non c’è più", "The municipality with code {code} is no more";
    PARTED_LEAD = "Dal {day} il suo territorio è in più comuni:", "Since {day} its land has been in several municipalities:";
    NOT_FOUND = "Questa pagina non c’è", "This page does not exist";
    NOT_FOUND_LEAD = "L’indirizzo può essere scritto male, o la pagina può avere cambiato posto.", "The address may be mistyped, or the page may have moved.";
    BACK_HOME = "Torna alla pagina iniziale", "Back to the home page";
    LOADING = "Carico i dati…", "Loading data…";
    ERROR_TITLE = "Non riesco a leggere i dati", "The data could not be read";
    ERROR_NOT_FOUND = "Il file non c’è sul sito: forse è uscita una nuova edizione.", "The file is not on the site: perhaps a new edition has appeared.";
    ERROR_OFFLINE = "La rete non risponde.", "The network does not answer.";
    ERROR_CORRUPT = "Il file è arrivato incompleto o guasto.", "The file arrived incomplete or damaged.";
    RETRY = "Riprova", "Try again";
    OPEN_FILE = "Apri il file", "Open the file";
    ALL_FILES = "Tutti i file", "All files";
    MAP_FAILED = "Non riesco a disegnare la mappa. I valori sono nella tabella.", "The map could not be drawn. The values are in the table.";
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Names of the places in a text, sorted.
    fn places(text: &str) -> Vec<&str> {
        let mut places: Vec<&str> =
            text.split('{').skip(1).filter_map(|rest| rest.split_once('}').map(|(name, _)| name)).collect();
        places.sort_unstable();
        places
    }

    #[test]
    fn both_languages_have_the_same_places_and_no_empty_text() {
        for Words(it, en) in ALL {
            assert!(!it.is_empty() && !en.is_empty());
            assert_eq!(places(it), places(en), "{it} / {en}");
        }
    }

    #[test]
    fn filling_puts_values_in_their_places() {
        assert_eq!(fill("{a} di {b}", &[("a", "1"), ("b", "{a}")]), "1 di {a}");
    }
}
