//! Writing SVG: elements with classes and nothing else.

use std::fmt::Write;

/// Where a text is held.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Anchor {
    /// By its beginning.
    Start,
    /// By its middle.
    Middle,
    /// By its end.
    End,
}

/// A drawing in the making.
#[derive(Debug, Default)]
pub struct Svg {
    body: String,
}

/// Text that is safe inside elements and attributes.
pub fn escape(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\'' => safe.push_str("&#39;"),
            other => safe.push(other),
        }
    }
    safe
}

/// A coordinate with one decimal at most.
pub fn short(value: f64) -> String {
    let tenths = (value * 10.0).round() as i64;
    let sign = if tenths < 0 { "-" } else { "" };
    let (whole, rest) = (tenths.abs() / 10, tenths.abs() % 10);
    if rest == 0 { format!("{sign}{whole}") } else { format!("{sign}{whole}.{rest}") }
}

impl Svg {
    /// A path.
    pub fn path(&mut self, class: &str, d: &str) {
        let _ = write!(self.body, "<path class=\"{class}\" d=\"{d}\"/>");
    }

    /// A straight line.
    pub fn line(&mut self, class: &str, from: [f64; 2], to: [f64; 2]) {
        let [x1, y1, x2, y2] = [from[0], from[1], to[0], to[1]].map(short);
        // Most lines are axes and marks; a territory's page has dozens.
        let to = if y1 == y2 { ["H", &x2].concat() } else { ["V", &y2].concat() };
        let to = if x1 != x2 && y1 != y2 { format!("L{x2} {y2}") } else { to };
        self.path(class, &format!("M{x1} {y1}{to}"));
    }

    /// A disc.
    pub fn circle(&mut self, class: &str, at: [f64; 2], radius: f64) {
        let [x, y, r] = [at[0], at[1], radius].map(short);
        let _ = write!(self.body, "<circle class=\"{class}\" cx=\"{x}\" cy=\"{y}\" r=\"{r}\"/>");
    }

    /// A text, escaped. `tail` follows in the weaker style of a `tspan`.
    pub fn text(&mut self, class: &str, at: [f64; 2], anchor: Anchor, text: &str, tail: &str) {
        let [x, y] = at.map(short);
        let class = if class.is_empty() { String::new() } else { format!(" class=\"{class}\"") };
        let anchor = match anchor {
            Anchor::Start => "",
            Anchor::Middle => " text-anchor=\"middle\"",
            Anchor::End => " text-anchor=\"end\"",
        };
        let tail = if tail.is_empty() { String::new() } else { format!("<tspan> {}</tspan>", escape(tail)) };
        let _ = write!(self.body, "<text{class} x=\"{x}\" y=\"{y}\"{anchor}>{}{tail}</text>", escape(text));
    }

    /// Upright bars, each its left end and its height, from left to right on one base line, as a single path. It runs
    /// along the base: filling closes each bar, and a page has hundreds.
    pub fn bars(&mut self, class: &str, bars: &[[f64; 2]], width: f64, base: f64) {
        let mut d = String::new();
        let mut pen = 0.0;
        for [x, height] in bars.iter().filter(|b| b[1] > 0.0) {
            let [step, w, h] = [x - pen, width, *height].map(short);
            let _ = if d.is_empty() { write!(d, "M{step} {}", short(base)) } else { write!(d, "m{step} 0") };
            let _ = write!(d, "v-{h}h{w}v{h}");
            pen = x + width;
        }
        if !d.is_empty() {
            self.path(class, &d);
        }
    }

    /// Anything already written.
    pub fn raw(&mut self, markup: &str) {
        self.body.push_str(markup);
    }

    /// What was written so far, without the frame.
    pub fn into_body(self) -> String {
        self.body
    }

    /// The whole drawing.
    pub fn finish(self, class: &str, width: f64, height: f64, label: &str) -> String {
        let [w, h] = [width, height].map(short);
        format!(
            "<svg class=\"{class}\" viewBox=\"0 0 {w} {h}\" role=\"img\" aria-label=\"{}\">{}</svg>",
            escape(label),
            self.body
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_with_markup_are_text() {
        let mut svg = Svg::default();
        svg.text("strong", [0.0, 1.25], Anchor::End, "<script>alert('x')</script>", "a\"b");
        let drawn = svg.finish("chart", 10.0, 10.0, "\"><img src=x>");
        assert!(!drawn.contains("<script") && !drawn.contains("<img"), "{drawn}");
        assert!(drawn.contains("&lt;script&gt;alert(&#39;x&#39;)"), "{drawn}");
    }
}
