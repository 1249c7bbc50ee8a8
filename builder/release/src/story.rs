//! Stories: from Markdown to what stands below each other on their pages.
//!
//! The text may name pages of the site (`[…](/indicatore/…/)`, by their Italian paths), parts of answers (`{wages.first_value}`), views
//! of its head (`![](wages)`) and latest values (`![](indicator:<id>/<level>/<code>)`), the last two each in a paragraph of its own.

use crate::ReleaseInput;
use crate::analysis::Desk;
use crate::credit::credit;
use model::Locale;
use model::analysis::Answered;
use model::cube::Cell;
use model::release::Route;
use model::story::{Block, KeyFigure, Span, Story, StoryPage};
use observations::compute::Computed;
use pulldown_cmark::{CowStr, Event, HeadingLevel, Parser, Tag, TagEnd, TextMergeStream, html};
use source::error::{BuildError, Result};
use std::collections::BTreeMap;

/// The page of a story.
pub(super) fn page(desk: &Desk, story: &Story) -> Result<StoryPage> {
    let file = format!("portals/{}/stories/{}.md", desk.input.identity.id, story.id);
    let mut figures = BTreeMap::new();
    for (name, panel) in &story.head.figure {
        figures.insert(name.clone(), desk.panel(panel, &file)?);
    }
    let read = |locale: Locale| {
        let reading = Reading { desk, file: &file, figures: &figures, blocks: Vec::new(), spans: Vec::new() };
        reading.read(story.body.get(locale))
    };
    let body = [read(Locale::It)?, read(Locale::En)?];
    let shown = |blocks: &[Block]| -> Vec<String> {
        let of = |block: &Block| match block {
            Block::Figure(name) => Some(name.clone()),
            Block::Number(own) => Some([&own.indicator, "/", &own.territory.level, "/", &own.territory.code].concat()),
            Block::Prose(_) => None,
        };
        blocks.iter().filter_map(of).collect()
    };
    let fault = |problem: String, remedy: &str| Err(BuildError::declaration(&file, problem, remedy));
    let [it, en] = [0, 1].map(|at| shown(&body[at]));
    if it != en {
        let problem = format!("the Italian text shows {}, the English one {}", it.join(", "), en.join(", "));
        return fault(problem, "show the same in both, in the same order");
    }
    if let Some(unused) = figures.keys().find(|name| !it.contains(name)) {
        return fault(format!("[figure.{unused}] is shown nowhere"), "show it with ![](name), or take it out");
    }
    let head = &story.head;
    Ok(StoryPage {
        id: story.id.clone(),
        title: head.title.clone(),
        summary: head.summary.clone(),
        authors: head.authors.clone(),
        date: head.date.clone(),
        body,
        figures,
    })
}

/// A text on its way to blocks.
struct Reading<'a> {
    desk: &'a Desk<'a>,
    file: &'a str,
    figures: &'a BTreeMap<String, Answered>,
    blocks: Vec<Block>,
    spans: Vec<Span>,
}

impl Reading<'_> {
    fn read(mut self, markdown: &str) -> Result<Vec<Block>> {
        let mut events = Vec::new();
        // Whether each link that is open leads to a page of the site.
        let mut links = Vec::new();
        let mut picture = false;
        // Quotes and lists that are open.
        let mut within = 0_usize;
        for event in TextMergeStream::new(Parser::new(markdown)) {
            match &event {
                Event::Start(Tag::BlockQuote(_) | Tag::List(_)) => within += 1,
                Event::End(TagEnd::BlockQuote(_) | TagEnd::List(_)) => within -= 1,
                _ => (),
            }
            match event {
                Event::Html(own) | Event::InlineHtml(own) => {
                    let problem = format!("HTML in the text: {}", own.trim().escape_debug());
                    return self.fault(problem, "write Markdown alone");
                }
                Event::Start(Tag::Heading { level: HeadingLevel::H1, .. }) => {
                    return self
                        .fault("a heading of the first level".into(), "the title stands in the head: begin with ##");
                }
                Event::Start(Tag::Image { dest_url, .. }) => {
                    // Its paragraph is open, and must have nothing in it.
                    if within > 0 || !matches!(events.as_slice(), [.., Event::Start(Tag::Paragraph)]) {
                        return self
                            .fault(format!("![]({dest_url}) within a text"), "put it into a paragraph of its own");
                    }
                    events.pop();
                    self.prose(&mut events);
                    self.block();
                    let shown = self.shown(&dest_url)?;
                    self.blocks.push(shown);
                    picture = true;
                }
                // What stands for the picture where there is none is its title and table.
                Event::End(TagEnd::Image) => (),
                Event::End(TagEnd::Paragraph) if picture => picture = false,
                event if picture => {
                    if !matches!(event, Event::Text(_)) {
                        return self.fault("text beside a view".into(), "put it into a paragraph of its own");
                    }
                }
                Event::Start(Tag::Link { dest_url, .. }) if dest_url.starts_with('/') => {
                    let (route, locale) = Route::parse(&dest_url[1..]);
                    if locale != Locale::It || !self.is_there(&route) {
                        let remedy =
                            "give the Italian path of a page, e.g. /indicatore/employment-rate/province/mappa/";
                        return self.fault(format!("there is no page {dest_url}"), remedy);
                    }
                    self.html(&mut events, "<a href=\"");
                    self.spans.push(Span::Page(route));
                    self.html(&mut events, "\">");
                    links.push(true);
                }
                Event::Start(Tag::Link { ref dest_url, .. }) => {
                    if !dest_url.starts_with("https://") && !dest_url.starts_with("http://") {
                        let remedy = "begin it with https://, or with / for a page of the site";
                        return self.fault(format!("a link to '{}'", dest_url.escape_debug()), remedy);
                    }
                    links.push(false);
                    events.push(event);
                }
                Event::End(TagEnd::Link) if links.pop() == Some(true) => self.html(&mut events, "</a>"),
                Event::Text(text) => self.text(&mut events, &text)?,
                event => events.push(event),
            }
        }
        self.prose(&mut events);
        self.block();
        Ok(self.blocks)
    }

    fn fault<T>(&self, problem: String, remedy: &str) -> Result<T> {
        Err(BuildError::declaration(self.file, problem, remedy))
    }

    /// Makes HTML of the events so far.
    fn prose(&mut self, events: &mut Vec<Event>) {
        let mut made = String::new();
        html::push_html(&mut made, events.drain(..));
        match self.spans.last_mut() {
            Some(Span::Html(before)) => before.push_str(&made),
            _ if made.is_empty() => (),
            _ => self.spans.push(Span::Html(made)),
        }
    }

    /// Puts HTML of our own behind the events so far.
    fn html(&mut self, events: &mut Vec<Event>, own: &'static str) {
        events.push(Event::InlineHtml(CowStr::Borrowed(own)));
        self.prose(events);
    }

    /// Ends a block of text.
    fn block(&mut self) {
        let spans = std::mem::take(&mut self.spans);
        let said = |span: &Span| !matches!(span, Span::Html(html) if html.trim().is_empty());
        if spans.iter().any(said) {
            self.blocks.push(Block::Prose(spans));
        }
    }

    /// A text with parts of answers in it.
    fn text(&mut self, events: &mut Vec<Event>, text: &str) -> Result<()> {
        for (at, part) in text.split('{').enumerate() {
            let Some((named, rest)) = part.split_once('}').filter(|_| at > 0) else {
                if at > 0 {
                    let remedy = "write {name.first}, {name.first_value}, … of a view of the head";
                    return self.fault(format!("'{{{}' is not closed", part.escape_debug()), remedy);
                }
                events.push(Event::Text(part.to_owned().into()));
                continue;
            };
            let found = named.split_once('.').filter(|(name, place)| {
                self.figures.get(*name).is_some_and(|answered| answered.place(place).is_some())
            });
            let Some((name, place)) = found else {
                let remedy = "write {name.first}, {name.first_value}, … of a view of the head";
                return self.fault(format!("nothing stands for {{{}}}", named.escape_debug()), remedy);
            };
            self.prose(events);
            self.spans.push(Span::Answer(name.into(), place.into()));
            events.push(Event::Text(rest.to_owned().into()));
        }
        Ok(())
    }

    /// Whether the portal has a page, as far as that is told by what it is of.
    fn is_there(&self, route: &Route) -> bool {
        let input = self.desk.input;
        match route {
            // Which indicators have other boundaries is known when all is made.
            Route::NotFound | Route::Boundaries { .. } => false,
            Route::Indicator { id, level, .. } => {
                input.indicator(id).is_some_and(|own| own.slices.iter().any(|slice| slice.has(level)))
            }
            Route::Territory { level, code } => input.territories.codes(level).any(|own| own == code),
            Route::Analysis { id: Some(id) } => input.analyses.iter().any(|own| own.id == *id),
            Route::Dashboard { id: Some(id) } => input.dashboards.iter().any(|(own, _)| own == id),
            Route::Story { id: Some(id) } => input.stories.iter().any(|own| own.id == *id),
            Route::Theme { id } => input.themes.iter().any(|own| own.id == *id),
            Route::Source { id } => input.sources.contains_key(id),
            Route::Register { id, .. } => input.registers.iter().any(|own| own.register.id == *id),
            Route::Audience { id } => input.identity.audience.iter().any(|own| own.id == *id),
            Route::Programmes => input.programmes.is_some(),
            Route::Evidence => input.identity.evidence.is_some(),
            Route::Compare => input.identity.compare.is_some(),
            _ => true,
        }
    }

    /// What stands for `![](…)`.
    fn shown(&self, named: &str) -> Result<Block> {
        let Some(of) = named.strip_prefix("indicator:") else {
            if self.figures.contains_key(named) {
                return Ok(Block::Figure(named.into()));
            }
            let remedy = "name a [figure.…] of the head, or indicator:<id>/<level>/<code>";
            return self.fault(format!("![]({}) is no view", named.escape_debug()), remedy);
        };
        let remedy = "write indicator:<id>/<level>/<code> of a figure that the portal has";
        let unknown = || self.fault(format!("there is no figure '{}'", of.escape_debug()), remedy);
        let parts: Vec<&str> = of.split('/').collect();
        let [id, level, code] = parts.as_slice() else { return unknown() };
        let input = self.desk.input;
        let Some(computed) = input.indicator(id) else { return unknown() };
        match key_figure(input, computed, level, code) {
            Some(figure) => Ok(Block::Number(Box::new(figure))),
            None => unknown(),
        }
    }
}

/// The latest value of an indicator in a territory; none where it has no value at all.
pub(crate) fn key_figure(input: &ReleaseInput, computed: &Computed, level: &str, code: &str) -> Option<KeyFigure> {
    let last = computed.of(level, code).last()?;
    Some(KeyFigure {
        indicator: computed.indicator.id.clone(),
        territory: input.territories.reference(level, code),
        period: last.period.clone(),
        cell: Cell { value: last.value, status: last.status, ..Cell::default() },
        simulated: computed.indicator.simulated,
        credit: credit(input, &computed.indicator),
    })
}
