//! What a locality pack says of a place: how it writes its codes. Judges no code itself.

use super::read::{Pack, own, section};
use crate::domain::code_pattern::CodePattern;
use crate::domain::finding::PackProblem;

/// The code patterns that the pack brings; none where it has no such section. Fails where that section does
/// not read.
pub fn code_patterns(pack: &Pack) -> Result<Vec<CodePattern>, PackProblem> {
    own(&pack.raw, "code_patterns").map_or(Ok(Vec::new()), |value| section(value, "code_patterns"))
}

#[cfg(test)]
mod tests {
    use super::code_patterns;
    use crate::domain::code_pattern::CodeOf;
    use crate::pack::shipped;

    #[test]
    fn the_city_writes_its_codes_by_its_patterns() {
        let pack = shipped().pack("huaibei").expect("the city's pack");
        let patterns = code_patterns(pack).expect("patterns");
        let fits = |of, code: &str| patterns.iter().any(|pattern| pattern.of == of && pattern.fits(code));
        assert!(fits(CodeOf::Project, "34060023T000000012345"));
        assert!(fits(CodeOf::Unit, "219001") && !fits(CodeOf::Unit, "21900"));
        assert_eq!(code_patterns(shipped().rules_pack().expect("rules")), Ok(Vec::new()));
    }
}
