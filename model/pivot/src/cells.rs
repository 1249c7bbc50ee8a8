//! The cells of a cube, as columns.

use model::observation::ObsStatus;
use std::collections::HashMap;

/// The cells of a cube: a row of the long format each.
#[derive(Debug, Clone, Default)]
pub struct Cells {
    /// Codes by field: `territory` as `level/code`, `period`, dimensions.
    pub fields: Vec<Codes>,
    /// Values; NaN where there is none, as in the other two.
    pub value: Vec<f64>,
    /// Numerators.
    pub numerator: Vec<f64>,
    /// Denominators.
    pub denominator: Vec<f64>,
    /// Why each is as it is.
    pub status: Vec<ObsStatus>,
}

impl Cells {
    /// How many there are.
    pub fn len(&self) -> usize {
        self.status.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.status.is_empty()
    }

    /// Codes of a field.
    pub fn field(&self, id: &str) -> Option<&Codes> {
        self.fields.iter().find(|field| field.id == id)
    }
}

/// Codes of a field, one for each row: which of the different ones.
#[derive(Debug, Clone, Default)]
pub struct Codes {
    /// The field.
    pub id: String,
    /// The different codes, in the order they come.
    pub codes: Vec<String>,
    /// Which one each row has.
    pub at: Vec<u32>,
    known: HashMap<String, u32>,
}

impl Codes {
    /// No rows yet.
    pub fn new(id: &str) -> Self {
        Self { id: id.into(), ..Self::default() }
    }

    /// Adds the code of a row.
    pub fn push(&mut self, code: &str) {
        let at = self.intern(code);
        self.at.push(at);
    }

    /// Where a code stands among the different ones.
    pub fn intern(&mut self, code: &str) -> u32 {
        // Rows are sorted: mostly it is the code of the row before.
        if let Some(last) = self.at.last().filter(|last| self.codes.get(**last as usize).is_some_and(|own| own == code))
        {
            return *last;
        }
        if let Some(at) = self.known.get(code) {
            return *at;
        }
        let at = self.codes.len() as u32;
        self.codes.push(code.to_owned());
        self.known.insert(code.to_owned(), at);
        at
    }
}
