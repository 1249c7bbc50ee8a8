//! Two indicators, or several territories, side by side.

use super::Message;

messages! {
    // Compare
    COMPARE = "Confronta", "Compare";
    TWO_INDICATORS = "Due indicatori", "Two indicators";
    SOME_PLACES = "Territori", "Places";
    PLACES_TITLE = "Territori a confronto", "Places side by side";
    PLACES_LEAD = "Fino a quattro territori, anche di livelli diversi, con tutti gli indicatori: l’indirizzo della pagina conserva la scelta.", "Up to four places, also of different levels, with all indicators: the address of the page keeps the choice.";
    PLACES_AXIS = "asse da {low} a {high}", "axis from {low} to {high}";
    PLACES_SAY = "In ogni riga i punti stanno sullo stesso asse, che comprende quasi tutti i territori della regione; per i conteggi va da zero al più alto dei territori scelti. Somme e rapporti di territori di livelli diversi non si confrontano allo stesso modo: una provincia è la somma dei suoi comuni.", "In each row the dots stand on one axis, which holds nearly all territories of the region; for counts it goes from zero to the highest of the chosen territories. Sums and ratios of different levels do not compare alike: a province is the sum of its municipalities.";
    PLACES_SOURCE = "Le fonti sono nella pagina di ogni indicatore. CC BY 4.0.", "The sources are on the page of each indicator. CC BY 4.0.";
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
    ON_THE_MAP = "Sulla mappa", "On the map";
    ON_THE_MAP_SUB = "Gli stessi colori: blu dove è alto il valore in orizzontale, arancio dove è alto quello in verticale, il tono più lontano dallo sfondo dove sono alti tutti e due.", "The same colours: blue where the value across is high, orange where the value upwards is high, the tone farthest from the page where both are.";
    PLANE_LABEL = "Grafico a punti: {x} in orizzontale, {y} in verticale, {n} territori. I valori sono nella tabella.", "Scatter plot: {x} across, {y} upwards, {n} territories. The values are in the table.";
    TWO_MAP_LABEL = "Mappa di {n} territori colorati secondo i terzi dei due indicatori", "Map of {n} territories coloured by the thirds of both indicators";
    THIRDS = "Territori per terzo: in colonna l’indicatore in orizzontale, in riga quello in verticale", "Territories by third: columns for the indicator across, rows for the one upwards";
    THIRD_LOW = "basso", "low";
    THIRD_MIDDLE = "medio", "middle";
    THIRD_HIGH = "alto", "high";
    CHOOSE_A_DOT = "Scegli un punto, o un territorio sulla carta, per leggerne i valori.", "Choose a dot, or a territory on the map, to read its values.";
    THE_NUMBERS = "I numeri", "The numbers";
    ALL_OF_LEVEL = "Tutti i {all} territori", "All {all} territories";
    LARGEST = "I {n} territori con più residenti, su {all}", "The {n} territories with most residents, of {all}";
    RESIDENTS = "Residenti", "Residents";
}
