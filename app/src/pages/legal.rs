//! Accessibility, privacy and legal notes. Long texts, in both languages, as data of the page.

use crate::site::Site;
use leptos::prelude::*;
use messages::{Message, fill};
use model::number::day;

type Section = (Message, &'static [Message]);

fn page(site: &Site, title: Message, sections: &[Section]) -> AnyView {
    let contact = &site.portal.identity.contact;
    let date = day(&site.portal.as_of, site.locale);
    let values = [
        ("portal", site.portal.identity.name.as_str()),
        ("body", site.text(&site.portal.identity.body)),
        ("contact", contact),
        ("day", &date),
    ];
    let sections = sections.iter().map(|(title, paragraphs)| {
        let paragraphs = paragraphs.iter().map(|p| view! { <p>{fill(site.t(*p), &values)}</p> }).collect_view();
        view! { <section><h2>{site.t(*title)}</h2>{paragraphs}</section> }
    });
    let sections = sections.collect_view();
    view! {
        <div class="hero-band"><div class="wrap"><h1>{site.t(title)}</h1></div></div>
        <div class="band"><div class="wrap prose">
            {sections}
            <p><a href=format!("mailto:{contact}") rel="external">{contact.clone()}</a></p>
        </div></div>
    }
    .into_any()
}

pub(super) fn accessibility(site: &Site) -> AnyView {
    const SECTIONS: &[Section] = &[
        (
            Message("Stato di conformità", "Conformance"),
            &[
                Message(
                    "{portal} è costruito per rispettare le WCAG 2.1 a livello AA (UNI CEI EN 301549). Ogni tipo di pagina è controllato in automatico con axe, in italiano e in inglese, a ogni modifica.",
                    "{portal} is built to meet WCAG 2.1 at level AA (EN 301549). Every type of page is checked automatically with axe, in Italian and English, at every change.",
                ),
                Message(
                    "La dichiarazione formale è quella che {body} pubblica sul modulo dell’Agenzia per l’Italia digitale (form.agid.gov.it). Questa pagina non la sostituisce.",
                    "The formal statement is the one that {body} publishes on the form of the Agency for Digital Italy (form.agid.gov.it). This page does not replace it.",
                ),
            ],
        ),
        (
            Message("Come si usa senza mouse e senza vista", "Use without a mouse and without sight"),
            &[
                Message(
                    "Le mappe hanno un solo punto di arresto della tastiera: le frecce passano al territorio vicino, Invio lo apre, più e meno ingrandiscono, zero torna alla vista intera. Nome e valore sono letti ad alta voce. Ogni mappa ha accanto una tabella con gli stessi valori.",
                    "Maps have a single keyboard stop: arrows move to the territory beside, Enter opens it, plus and minus zoom, zero returns to the whole view. Name and value are spoken. Every map has a table with the same values beside it.",
                ),
                Message(
                    "Le pagine si leggono per intero anche senza JavaScript, si stampano e seguono il tema scuro e il contrasto del sistema.",
                    "Pages can be read in full without JavaScript too, can be printed, and follow the dark theme and contrast of the system.",
                ),
            ],
        ),
        (
            Message("Segnalazioni", "Reports"),
            &[Message(
                "Se incontri un ostacolo scrivi all’indirizzo qui sotto: rispondiamo entro 30 giorni. In mancanza di risposta puoi rivolgerti al Difensore civico per il digitale.",
                "If you meet a barrier write to the address below: we answer within 30 days. Without an answer you may turn to the Digital Ombudsman.",
            )],
        ),
    ];
    page(site, messages::ACCESSIBILITY, SECTIONS)
}

pub(super) fn privacy(site: &Site) -> AnyView {
    const SECTIONS: &[Section] = &[
        (
            Message("Che cosa non raccogliamo", "What we do not collect"),
            &[
                Message(
                    "{portal} non usa cookie, non fa statistiche di visita, non carica nulla da altri siti e non ha moduli che inviano dati. Le ricerche si fanno sul tuo dispositivo, anche quella del comune in cui ti trovi, se la chiedi; le pagine che tieni per quando non c’è rete restano lì finché non le lasci.",
                    "{portal} uses no cookies, keeps no visit statistics, loads nothing from other sites and has no forms that send data. Searches happen on your device, also that for the municipality you are in, if you ask for it; pages you keep for when there is no network stay there until you let go of them.",
                ),
                Message(
                    "Il fornitore che ospita i file può tenere registri tecnici degli accessi, secondo le sue regole.",
                    "The provider that hosts the files may keep technical access logs, by its own rules.",
                ),
            ],
        ),
        (
            Message("I dati pubblicati", "The data published"),
            &[Message(
                "I dati sono aggregati per territorio. I valori che la fonte riserva perché riguardano poche persone restano riservati. Titolare: {body}.",
                "The data are aggregated by territory. Values that the source suppresses because they concern few people stay suppressed. Controller: {body}.",
            )],
        ),
    ];
    page(site, messages::PRIVACY, SECTIONS)
}

/// What is kept on the reader's device; the script of pages fills the list.
pub(super) fn device(site: &Site) -> AnyView {
    view! {
        <div class="hero-band"><div class="wrap">
            <h1>{site.t(messages::DEVICE)}</h1>
            <p class="lead">{site.t(messages::DEVICE_LEAD)}</p>
        </div></div>
        <div class="band"><div class="wrap measure">
            <div id="salvati"></div>
            <p>{site.t(messages::DEVICE_HOW)}</p>
            <p>{site.t(messages::DEVICE_INSTALL)}</p>
            <noscript><p>{site.t(messages::DEVICE_NO_SCRIPT)}</p></noscript>
        </div></div>
    }
    .into_any()
}

pub(super) fn legal(site: &Site) -> AnyView {
    const SECTIONS: &[Section] = &[
        (
            Message("Dati", "Data"),
            &[
                Message(
                    "I dati di questo portale sono pubblicati con licenza Creative Commons Attribuzione 4.0 (CC BY 4.0): si possono usare, anche a fini commerciali, citando {portal} e le fonti indicate in ogni pagina.",
                    "The data of this portal are published under the Creative Commons Attribution 4.0 licence (CC BY 4.0): they may be used, also commercially, naming {portal} and the sources given on each page.",
                ),
                Message(
                    "I registri di scuole ed enti, e i bandi dei programmi, si scaricano con la licenza della loro fonte, che è scritta nella loro pagina e nel catalogo: chi li ripubblica la rispetta.",
                    "The registers of schools and bodies, and the calls of programmes, are downloaded under the licence of their source, which stands on their page and in the catalogue: whoever publishes them again keeps to it.",
                ),
                Message(
                    "Le elaborazioni non sono statistiche ufficiali degli enti che pubblicano i dati di partenza. Dati acquisiti al {day}.",
                    "The computations are not official statistics of the bodies that publish the source data. Data acquired by {day}.",
                ),
            ],
        ),
        (
            Message("Programma", "Software"),
            &[Message(
                "Il programma è libero, con licenza EUPL 1.2. Il carattere Titillium Web ha licenza SIL OFL 1.1; parti dello stile vengono da Bootstrap Italia, licenza BSD a tre clausole.",
                "The software is free, under the EUPL 1.2. The Titillium Web typeface is under the SIL OFL 1.1; parts of the style come from Bootstrap Italia, three-clause BSD licence.",
            )],
        ),
        (
            Message("Responsabilità", "Liability"),
            &[Message(
                "I valori sono controllati con totali noti, ma possono contenere errori: segnalali all’indirizzo qui sotto. Editore: {body}.",
                "Values are checked against known totals, but may contain errors: report them to the address below. Publisher: {body}.",
            )],
        ),
    ];
    page(site, messages::LEGAL, SECTIONS)
}
