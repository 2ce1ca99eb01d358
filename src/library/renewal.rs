//! 改用新版: what of a linked row becomes what the library says now, and only that: members that the library did not
//! change stay as the unit has them, and so does its target. Pure; decides nothing by itself.

use super::catalogue::Library;
use super::indicator::LibraryIndicator;
use super::picking::fill;
use super::staging::changes;
use crate::domain::indicator::Indicator;
use crate::domain::library::{LibraryField as F, LibraryLink, LibraryMember as M};
use crate::domain::scoring::selection::Level;

/// Brings the row to `entry` of the library in use. `then`: the entry that it was picked from; where nobody knows it,
/// the row becomes all that picking makes of it.
pub fn renew(
    row: &mut Indicator,
    then: Option<&LibraryIndicator>,
    entry: &LibraryIndicator,
    library: &Library,
    levels: &[Level],
) {
    let mut picked = row.clone();
    fill(&mut picked, entry, library, levels);
    let Some(then) = then else {
        *row = picked;
        return;
    };
    for change in changes(then, entry) {
        match change.member {
            M::Field(F::Level1 | F::Level2) => {
                row.level1.clone_from(&picked.level1);
                row.level2.clone_from(&picked.level2);
            }
            M::Field(F::Name) => row.name.clone_from(&picked.name),
            M::Field(F::Unit) => row.unit.clone_from(&picked.unit),
            M::Field(F::Sign) => row.sign.clone_from(&picked.sign),
            M::Field(F::Meaning) => row.grounds.meaning.clone_from(&picked.grounds.meaning),
            M::Field(F::Standard) => row.grounds.standard.clone_from(&picked.grounds.standard),
            M::Field(F::ValueBasis) => row.grounds.value_basis.clone_from(&picked.grounds.value_basis),
            M::Field(F::Source) => row.grounds.source.clone_from(&picked.grounds.source),
            M::Rule => row.grounds.rule.clone_from(&picked.grounds.rule),
            _ => {}
        }
    }
    row.grounds.link = Some(LibraryLink {
        library: library.id.clone(),
        edition: library.edition.clone(),
        code: entry.code.clone(),
    });
}

#[cfg(test)]
mod tests {
    use super::renew;
    use crate::domain::ids::RowId;
    use crate::domain::indicator::Indicator;
    use crate::library::picking::fill;
    use crate::library::{Library, read};

    fn library(edition: &str, entry: &str) -> Library {
        let pack = format!(
            r#"{{"format":"hengping.pack","version":1,"id":"t","edition":"{edition}","title":"库","kind":"library","indicators":[{entry}]}}"#
        );
        read(pack.as_bytes()).expect("a library").library
    }

    #[test]
    fn only_what_the_library_changed_is_taken_over() {
        let old = library(
            "1",
            r#"{"id":"A","name":"亮灯率","unit":"%","meaning":"旧","source":"台账","target":"95"}"#,
        );
        let new = library(
            "2",
            r#"{"id":"A","name":"亮灯率","unit":"%","meaning":"新","source":"台账","target":"98"}"#,
        );
        let (then, now) = (old.by_code("A").expect("old"), new.by_code("A").expect("new"));
        let mut row = Indicator::new(RowId::new("r"));
        fill(&mut row, then, &old, &[]);
        row.unit = "盏".into();
        row.points = "10".into();
        let mut whole = row.clone();
        renew(&mut row, Some(then), now, &new, &[]);
        assert_eq!((row.grounds.meaning.as_str(), row.unit.text(), row.target.text()), ("新", "盏", "95"));
        assert_eq!(row.grounds.link.as_ref().map(|link| link.edition.as_str()), Some("2"));
        renew(&mut whole, None, now, &new, &[]);
        assert_eq!((whole.unit.text(), whole.target.text(), whole.points.text()), ("%", "95", "10"));
    }
}
