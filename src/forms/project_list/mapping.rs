//! Which column means what, by the texts of the headers, so that a later file with the same headers needs no
//! mapping by hand: the same set of headers gets its mapping back, another set the parts that fit.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::ListReading;
use crate::domain::project_list::ListColumn;

/// Header to meaning. In JSON one object: `{"项目名称":"name","备注":"ignore"}`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Mapping {
    columns: BTreeMap<String, ListColumn>,
}

impl Mapping {
    /// What is proposed for a list.
    pub fn proposed(list: &ListReading) -> Self {
        let columns = list.columns.iter().map(|column| (column.header.clone(), column.proposed));
        Self { columns: columns.collect() }
    }

    /// A header that it does not know is ignored.
    pub fn of(&self, header: &str) -> ListColumn {
        self.columns.get(header).copied().unwrap_or(ListColumn::Ignore)
    }

    pub fn set(&mut self, header: &str, column: ListColumn) {
        self.columns.insert(header.to_owned(), column);
    }

    fn headers(&self) -> BTreeSet<&str> {
        self.columns.keys().map(String::as_str).collect()
    }
}

/// How much of a list's mapping was remembered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Recalled {
    /// A list of the very same headers was mapped before.
    Whole,
    /// So many of its columns were, in other lists; the rest are proposals.
    Columns(usize),
}

/// The mappings that were made on this device, the latest first. In JSON a list of them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Mappings(Vec<Mapping>);

/// Kinds of lists that one office meets; older ones are forgotten.
const MOST: usize = 50;

impl Mappings {
    /// Remembers a mapping in place of an older one of the same headers.
    pub fn remember(&mut self, mapping: Mapping) {
        self.0.retain(|known| known.headers() != mapping.headers());
        self.0.insert(0, mapping);
        self.0.truncate(MOST);
    }

    /// The mapping to begin with, and how much of it was remembered. What a person chose goes before what is
    /// proposed; a proposal that would make a meaning stand twice is dropped.
    pub fn recall(&self, list: &ListReading) -> (Mapping, Recalled) {
        let headers: BTreeSet<&str> = list.columns.iter().map(|column| column.header.as_str()).collect();
        if let Some(known) = self.0.iter().find(|known| known.headers() == headers) {
            return (known.clone(), Recalled::Whole);
        }
        let chosen = |header: &str| self.0.iter().find_map(|known| known.columns.get(header).copied());
        let mut mapping = Mapping::default();
        let mut taken = BTreeSet::new();
        let mut count = 0;
        for column in &list.columns {
            if let Some(known) = chosen(&column.header) {
                count += 1;
                let free = known.may_repeat() || taken.insert(known);
                mapping.set(&column.header, if free { known } else { ListColumn::Ignore });
            }
        }
        for column in list.columns.iter().filter(|column| chosen(&column.header).is_none()) {
            let free = column.proposed.may_repeat() || taken.insert(column.proposed);
            mapping.set(&column.header, if free { column.proposed } else { ListColumn::Ignore });
        }
        (mapping, Recalled::Columns(count))
    }
}

#[cfg(test)]
mod tests {
    use super::super::{HeadedColumn, ListReading};
    use super::{MOST, Mapping, Mappings, Recalled};
    use crate::domain::project_list::ListColumn;

    fn list(columns: &[(&str, ListColumn)]) -> ListReading {
        let column = |(header, proposed): &(&str, ListColumn)| HeadedColumn {
            letters: "A".to_owned(),
            header: (*header).to_owned(),
            money_unit: None,
            proposed: *proposed,
            samples: Vec::new(),
            filled: 1,
        };
        ListReading { columns: columns.iter().map(column).collect(), ..ListReading::default() }
    }

    fn known() -> (ListReading, Mappings) {
        let list = list(&[
            ("项目名称", ListColumn::Name),
            ("使用单位全称", ListColumn::Ignore),
            ("备注", ListColumn::Ignore),
        ]);
        let mut mapping = Mapping::proposed(&list);
        mapping.set("使用单位全称", ListColumn::Unit);
        let mut mappings = Mappings::default();
        mappings.remember(mapping);
        (list, mappings)
    }

    #[test]
    fn the_same_headers_get_their_mapping_back_in_any_order() {
        let (first, mappings) = known();
        let mut other = first.clone();
        other.columns.reverse();
        let (mapping, recalled) = mappings.recall(&other);
        assert_eq!((mapping.of("使用单位全称"), recalled), (ListColumn::Unit, Recalled::Whole));
        let json = serde_json::to_string(&mappings).expect("JSON");
        assert_eq!(json, r#"[{"使用单位全称":"unit","备注":"ignore","项目名称":"name"}]"#);
        assert_eq!(serde_json::from_str::<Mappings>(&json).expect("mappings"), mappings);
    }

    #[test]
    fn of_other_headers_the_parts_that_fit_are_taken() {
        let (_, mappings) = known();
        let other = list(&[
            ("项目名称", ListColumn::Name),
            ("填报单位", ListColumn::Unit),
            ("使用单位全称", ListColumn::Ignore),
            ("项目代码", ListColumn::Code),
        ]);
        let (mapping, recalled) = mappings.recall(&other);
        assert_eq!(recalled, Recalled::Columns(2));
        assert_eq!(mapping.of("使用单位全称"), ListColumn::Unit);
        assert_eq!(mapping.of("填报单位"), ListColumn::Ignore, "the unit was chosen elsewhere");
        assert_eq!(mapping.of("项目代码"), ListColumn::Code);
    }

    #[test]
    fn a_mapping_of_a_newer_program_still_opens_and_old_ones_are_forgotten() {
        let json = r#"[{"项目名称":"name","碳排放":"carbon"}]"#;
        let mappings: Mappings = serde_json::from_str(json).expect("mappings");
        assert_eq!(mappings.0[0].of("碳排放"), ListColumn::Ignore);
        let mut mappings = Mappings::default();
        for number in 0..2 * MOST {
            let mut mapping = Mapping::default();
            mapping.set(&number.to_string(), ListColumn::Name);
            mappings.remember(mapping);
        }
        assert_eq!(mappings.0.len(), MOST);
        assert_eq!(mappings.0[0].of("99"), ListColumn::Name);
    }
}
