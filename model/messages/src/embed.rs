//! Pages that other sites frame, editions that are kept, citations.

use super::Message;

messages! {
    EMBED_THIS = "Incorpora questa figura", "Embed this figure";
    EMBED_SAY = "Copia queste righe nella tua pagina. Non ci sono cookie e nessuno viene tracciato. Il portale conserva l’ultima edizione e qualcuna prima: quali, sta nell’elenco delle edizioni.", "Copy these lines into your page. There are no cookies, and nobody is tracked. The portal keeps the latest edition and some before it: the list of editions says which.";
    EMBED_FIRST = "Sono i primi {n}: gli altri stanno nella figura.", "These are the first {n}: the others stand in the figure.";
    EMBED_EDITION = "Edizione", "Edition";
    EMBED_LIVE = "Sempre l’ultima", "Always the latest";
    EMBED_FROZEN = "Questa, che non cambia", "This one, which does not change";
    EMBED_LANGUAGE = "Lingua", "Language";
    EMBED_THEME = "Colori", "Colours";
    EMBED_THEME_AUTO = "Come li vuole il lettore", "As the reader has them";
    EMBED_THEME_LIGHT = "Chiari", "Light";
    EMBED_THEME_DARK = "Scuri", "Dark";
    EMBED_WIDTH = "Larghezza della prova", "Width of the preview";
    EMBED_WHOLE_WIDTH = "Intera", "Full";
    EMBED_PLACE = "Luogo", "Place";
    EMBED_HEIGHT = "Altezza che segue il contenuto (uno script di poche righe)", "Height that follows the content (a script of a few lines)";
    EMBED_NUMBERS = "con i numeri in una tabella", "with the numbers as a table";
    EMBED_CODE = "Righe da copiare", "Lines to copy";
    EMBED_PREVIEW = "Prova", "Preview";
    EMBED_COPY_CODE = "Copia le righe", "Copy the lines";
    EMBED_GONE = "In questa edizione non c’è il luogo che l’indirizzo chiede ({place}). Si vede il primo.", "This edition does not have the place that the address asks for ({place}). The first one is shown.";
    EMBED_NEWER = "Ci sono dati più recenti.", "There are newer data.";
    EMBED_LAST = "Il portale non pubblica più questa figura: i suoi numeri sono di questa edizione.", "The portal does not publish this figure any more: its numbers are of this edition.";
    EMBED_SEE_NEWER = "Guarda l’ultima edizione", "See the latest edition";
    EMBED_DATA = "Scarica i dati", "Get the data";
    EDITION_OF = "Edizione del {day}", "Edition of {day}";
    EDITION_LEAD = "Quello che sta in queste pagine non cambia più, finché l’edizione è conservata: si può citare, e incorporare altrove. Identificativo: {release}.", "What stands on these pages does not change any more, as long as the edition is kept: it can be cited, and embedded elsewhere. Identifier: {release}.";
    EDITIONS_TITLE = "Edizioni conservate", "Editions that are kept";
    EDITIONS_LEAD = "Figure, e dati di ogni indicatore, come furono pubblicati. Edizioni conservate prima dell’ultima, al più: {n}. Di quelle più vecchie qui non resta niente.", "Figures, and the data of every indicator, as they were published. Editions kept before the latest, at most: {n}. Of older ones nothing remains here.";
    EDITION_LATEST = "ultima", "latest";
    EDITION_FIGURES = "Figure e dati", "Figures and data";
    EDITION_WHOLE_THEME = "Tutto il tema, CSV in uno ZIP", "The whole theme, CSV in a ZIP";
    EDITION_SINGLE_NUMBERS = "numeri", "numbers";
    EDITION_OVER_TIME = "nel tempo", "over time";
    EDITION_QUESTIONS = "Domande, cruscotti, storie", "Questions, dashboards, stories";
    CITE_WHOLE = "{portal}, {title}. {body}. CC BY 4.0. Edizione {release}.", "{portal}, {title}. {body}. CC BY 4.0. Edition {release}.";
    CITE_AT = "Indirizzo dell’edizione, finché è conservata:", "Address of the edition, as long as it is kept:";
    CITE_BIBTEX = "BibTeX", "BibTeX";
}
