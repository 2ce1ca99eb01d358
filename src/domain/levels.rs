//! 指标层级: the names of level 1 and 2 as forms write them, and where a name stands in the tree of the rules.
//! Knows no row and no points.

use super::normalise::compact;
use super::scoring::Rules;
use super::scoring::selection::Level;

/// One spelling for a level's name: `产出指标`, `产 出` and `产出` are one level.
pub fn level_key(name: &str) -> String {
    let name = compact(name);
    match name.strip_suffix("指标") {
        Some(stem) if !stem.is_empty() => stem.to_owned(),
        _ => name,
    }
}

impl Rules {
    /// The level 1 of that name, however it is written.
    pub fn level(&self, name: &str) -> Option<&Level> {
        let key = level_key(name);
        self.levels.iter().find(|level| level_key(&level.name) == key)
    }

    /// The level 1 below which a level-2 name stands.
    pub fn level_above(&self, level2: &str) -> Option<&Level> {
        self.levels.iter().find(|level| level.has(level2))
    }

    /// Whether the tree has a level-2 name, and below this level 1.
    pub fn have(&self, level1: &str, level2: &str) -> bool {
        self.level(level1).is_some_and(|level| level.has(level2))
    }
}

impl Level {
    /// Whether a level-2 name stands below it.
    pub fn has(&self, level2: &str) -> bool {
        self.level2(level2).is_some()
    }

    /// A level-2 name in the rules' spelling.
    pub fn level2(&self, name: &str) -> Option<&str> {
        let key = level_key(name);
        self.level2.iter().find(|own| level_key(own) == key).map(String::as_str)
    }
}

#[cfg(test)]
mod tests {
    use super::level_key;

    #[test]
    fn a_level_has_one_name_however_it_is_written() {
        for name in ["产出指标", " 产 出 指 标 ", "产出"] {
            assert_eq!(level_key(name), "产出");
        }
        assert_eq!(level_key("指标"), "指标");
        assert_ne!(level_key("经济效益指标"), level_key("效益指标"));
    }
}
