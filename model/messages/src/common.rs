//! Every page: frame, statuses, search, errors.

use super::Message;

messages! {
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
    EXCEL_CSV_NOTE = "Si apre con un doppio clic: nomi e codici, virgola decimale", "Opens with a double click in an Italian Excel: names and codes, decimal comma";
    LEFT_OUT = "Questi file non contengono i {number} indicatori su dati simulati.", "These files leave out the {number} indicators on simulated data.";
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
    STATUS_ESTIMATE = "Stimato", "Estimated";
    STATUS_FEW = "Pochi casi", "Few cases";
    STATUS_MISSING = "Non disponibile", "Not available";
    STATUS_SUPPRESSED = "Riservato", "Suppressed";
    STATUS_NONE = "Non calcolabile", "Not computable";
    SAY_SOURCE_ESTIMATE = "È una stima della fonte.", "An estimate of the source.";
    SAY_ESTIMATE = "È una stima della fonte, o una somma in cui manca un comune o ce n’è uno diviso.", "An estimate of the source, or a sum in which a municipality is missing or was divided.";
    SAY_FEW = "Pochi casi: il valore oscilla molto.", "Few cases: the value swings widely.";
    SAY_MISSING = "La fonte non lo pubblica.", "The source does not publish it.";
    SAY_SUPPRESSED = "Non pubblicato dalla fonte: riguarda meno di 4 persone.", "Not published by the source: fewer than 4 people.";
    SAY_NONE = "Il denominatore è zero: il rapporto non esiste.", "The denominator is zero: there is no ratio.";
    SAY_PROVISIONAL = "Provvisorio: può cambiare.", "Provisional: may change.";
    SAY_FINAL = "Valore definitivo.", "Final value.";

    // Search
    SEARCH_NOTHING = "Nessun risultato. Prova con meno lettere.", "No result. Try fewer letters.";
    SEARCH_FAILED = "Non riesco a leggere l’elenco dei territori.", "The list of territories could not be read.";
    SEARCH_RESULTS = "Risultati", "Results";
    PAGES_GROUP = "Pagine", "Pages";
    TERMS_GROUP = "Parole", "Words";
    ELSEWHERE_GROUP = "Non è qui", "Not here";
    NOT_HERE = "In questo portale non c’è: {elsewhere}.", "This portal has no figures of it: {elsewhere}.";

    // Words, kinds of readers, neighbours
    GLOSSARY = "Glossario", "Glossary";
    GLOSSARY_LEAD = "Le parole del portale, in una frase o due.", "The words of the portal, in a sentence or two.";
    TERMS = "Parole usate qui", "Words used here";
    EVERYONE = "Tutti", "Everyone";
    TO_DO = "Da dove cominciare", "Where to begin";
    TO_DO_SUB = "Tutto il resto del portale resta a un passo: nessun dato è riservato a qualcuno.", "The rest of the portal is one step away: no figure is kept for some.";
    NEIGHBOURS = "Confina, nella regione, con", "In the region, borders on";
    REVISIONS_OF = "Revisioni di questo indicatore", "Revisions of this indicator";

    // Pictures and parts of other pages
    PICTURE = "Immagine {kind}", "{kind} picture";
    DRAWING = "Disegno l’immagine…", "Drawing the picture…";
    PICTURE_FAILED = "L’immagine non è riuscita: prova l’altro formato.", "The picture failed: try the other format.";
    PICTURE_NONE = "Qui non c’è un disegno: scegli una mappa o delle linee.", "There is no drawing here: choose a map or lines.";
    EMBED = "Incorpora", "Embed";
    EMBED_COPIED = "Codice copiato: incollalo nella tua pagina.", "Code copied: paste it into your page.";
    EMBED_COPY = "Copia questo codice nella tua pagina.", "Copy this code into your page.";
    OPEN_IN = "Apri in {portal}", "Open in {portal}";

    // Not found and errors
    DOWN_TO = "Fino a", "Down to";
    N_MORE_INDICATORS = "Altri {n} indicatori", "{n} more indicators";
    N_SIMULATED = "Con dati simulati ({n})", "With simulated data ({n})";
    N_INDICATORS = "{n} indicatori", "{n} indicators";
    PARTED = "Il comune con codice {code} non c’è più", "The municipality with code {code} is no more";
    PARTED_LEAD = "Dal {day} il suo territorio è in più comuni:", "Since {day} its land has been in several municipalities:";
    NOT_FOUND = "Questa pagina non c’è", "This page does not exist";
    NOT_FOUND_LEAD = "L’indirizzo può essere scritto male, o la pagina può avere cambiato posto.", "The address may be mistyped, or the page may have moved.";
    BACK_HOME = "Torna alla pagina iniziale", "Back to the home page";
    LOADING = "Carico i dati…", "Loading data…";
    ERROR_TITLE = "Non riesco a leggere i dati", "The data could not be read";
    ERROR_NOT_FOUND = "Il file non c’è sul sito: forse è uscita una nuova edizione.", "The file is not on the site: perhaps a new edition has appeared.";
    ERROR_OFFLINE = "La rete o il sito non risponde.", "The network or the site does not answer.";
    ERROR_CORRUPT = "Il file è arrivato incompleto o guasto.", "The file arrived incomplete or damaged.";
    RETRY = "Riprova", "Try again";
    OPEN_FILE = "Apri il file", "Open the file";
    ALL_FILES = "Tutti i file", "All files";
    MAP_FAILED = "Non riesco a disegnare la mappa. I valori sono nella tabella.", "The map could not be drawn. The values are in the table.";
}
