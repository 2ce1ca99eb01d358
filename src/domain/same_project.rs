//! 同一项目: which case is meant by year, unit and code, or, where one of the two has no code, by year, unit and
//! name. Knows neither list nor device.

use std::collections::BTreeMap;

use super::ids::CaseId;
use super::normalise::compact;
use super::party::name_and_code;

/// What a project is known by. Its unit is a department's where it names no other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Known<'t> {
    pub year: i16,
    pub unit: &'t str,
    pub department: &'t str,
    pub code: &'t str,
    pub name: &'t str,
}

type Key = (i16, String, String);

/// Cases to be found again.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct KnownCases {
    by_code: BTreeMap<Key, CaseId>,
    /// With whether the case has a code.
    by_name: BTreeMap<Key, Vec<(CaseId, bool)>>,
}

impl KnownCases {
    pub fn add(&mut self, id: &CaseId, known: &Known<'_>) {
        let (code, name) = keys(known);
        let coded = !code.2.is_empty();
        if coded {
            self.by_code.entry(code).or_insert_with(|| id.clone());
        }
        self.by_name.entry(name).or_default().push((id.clone(), coded));
    }

    /// The case that is the same project.
    pub fn find(&self, known: &Known<'_>) -> Option<&CaseId> {
        let (code, name) = keys(known);
        let coded = !code.2.is_empty();
        let by_code = self.by_code.get(&code).filter(|_| coded);
        by_code.or_else(|| {
            let named = self.by_name.get(&name).filter(|_| !name.2.is_empty())?;
            named.iter().find(|(_, other)| !coded || !other).map(|(id, _)| id)
        })
    }
}

fn keys(known: &Known<'_>) -> (Key, Key) {
    let plain = |text| compact(name_and_code(text).0);
    let unit = plain(known.unit);
    let party = if unit.is_empty() { plain(known.department) } else { unit };
    ((known.year, party.clone(), compact(known.code)), (known.year, party, compact(known.name)))
}

#[cfg(test)]
mod tests {
    use super::{CaseId, Known, KnownCases};

    fn known<'t>(year: i16, unit: &'t str, code: &'t str, name: &'t str) -> Known<'t> {
        Known { year, unit, department: "市教育局", code, name }
    }

    #[test]
    fn a_project_is_known_by_its_code_or_where_one_has_none_by_its_name() {
        let mut cases = KnownCases::default();
        cases.add(&CaseId::new("a"), &known(2024, "一中[219001]", "００1", "路灯"));
        cases.add(&CaseId::new("b"), &known(2024, "一中", "", "操场"));
        let found = |known: Known<'_>| cases.find(&known).map(CaseId::as_str);
        assert_eq!(found(known(2024, "一中", "001", "别的名称")), Some("a"));
        assert_eq!(found(known(2024, "一中（219001）", "", " 路灯 ")), Some("a"));
        assert_eq!(found(known(2024, "一中", "002", "操场")), Some("b"));
        assert_eq!(found(known(2024, "一中", "002", "路灯")), None, "two codes are two projects");
        assert_eq!(found(known(2023, "一中", "001", "路灯")), None);
        assert_eq!(found(known(2024, "二中", "001", "路灯")), None);
        assert_eq!(found(known(2024, "一中", "", "")), None);
    }

    #[test]
    fn a_department_stands_for_a_unit_that_is_not_named() {
        let mut cases = KnownCases::default();
        cases.add(&CaseId::new("a"), &known(2024, "", "001", "路灯"));
        assert_eq!(cases.find(&known(2024, "市教育局[219]", "001", "")).map(CaseId::as_str), Some("a"));
        assert_eq!(cases.find(&known(2024, "一中", "001", "")), None);
    }
}
