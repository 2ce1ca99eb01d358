//! The versions of a case as one text that goes into a backup and comes out of it: the list on the first line, then a
//! content a line. A content is known by its digest alone, so one that broke on the way takes no other along.

use std::collections::HashMap;

use super::{ListFault, Version, Versions};
use crate::storage::record;

/// The text. Contents are JSON on one line each, in any order.
pub fn carried(versions: &Versions, contents: impl IntoIterator<Item = String>) -> String {
    let mut text = versions.text();
    for content in contents {
        text.push('\n');
        text.push_str(&content);
    }
    text
}

/// The versions of such a text whose contents are in it, the oldest first. `Err`: its list cannot be used.
pub fn uncarried(text: &str) -> Result<Vec<(Version, String)>, ListFault> {
    let mut lines = text.lines();
    let versions = Versions::read(Some(lines.next().unwrap_or_default()))?;
    let contents: HashMap<String, &str> = lines.map(|line| (record::digest_of_content(line), line)).collect();
    let whole = |version: &Version| Some((version.clone(), (*contents.get(&version.digest)?).to_owned()));
    Ok(versions.list().iter().filter_map(whole).collect())
}

#[cfg(test)]
mod tests {
    use super::{carried, uncarried};
    use crate::storage::history::{Arrival, ListFault, Versions, Why};
    use crate::storage::record::digest_of_content;

    fn versions(contents: &[&str]) -> Versions {
        let mut versions = Versions::default();
        for (at, content) in (1..).zip(contents) {
            let (who, name) = (String::new(), String::new());
            versions.add(Arrival { at, who, why: Why::Edited, name, digest: digest_of_content(content) });
        }
        versions
    }

    #[test]
    fn what_is_carried_comes_out_and_a_broken_content_takes_no_other_along() {
        let contents = [r#"{"a":1}"#, r#"{"a":2}"#, r#"{"a":1}"#];
        let versions = versions(&contents);
        let text = carried(&versions, [contents[0], contents[1]].map(str::to_owned));
        let out = uncarried(&text).expect("a list");
        assert_eq!(out.iter().map(|(_, content)| content.as_str()).collect::<Vec<_>>(), contents);
        assert_eq!(out.iter().map(|(version, _)| version.clone()).collect::<Vec<_>>(), versions.list());
        let broken = uncarried(&text.replace(r#"{"a":1}"#, r#"{"a":7}"#)).expect("a list");
        assert_eq!(broken.len(), 1);
        assert_eq!(broken[0].1, contents[1]);
    }

    #[test]
    fn a_list_that_cannot_be_used_is_said() {
        assert!(matches!(uncarried(""), Err(ListFault::Unreadable(_))));
        assert_eq!(uncarried(r#"{"version":9}"#).err(), Some(ListFault::Newer));
    }
}
