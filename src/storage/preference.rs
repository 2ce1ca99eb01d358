//! 偏好: how this person likes the workbench on this device. A broken or unknown one is the default.

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use crate::domain::from_json::from_json;

/// Colours.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Theme {
    /// As the computer is set.
    #[default]
    System,
    Light,
    Dark,
    /// 高对比.
    Contrast,
}

/// 字号.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TypeSize {
    #[default]
    Normal,
    Large,
    Larger,
}

/// Whose desk stands in the left rail.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// 预算单位.
    Unit,
    /// 主管部门.
    Department,
    /// 评审专家.
    Expert,
    /// 第三方机构.
    ThirdParty,
    /// 财政部门.
    Bureau,
}

/// The name under which a backup keeps among preferences which rules were in force.
pub const RULES: &str = "rules";

/// The preference in this text, or its default.
pub fn read<T: Default + DeserializeOwned>(text: Option<&str>) -> T {
    text.and_then(|text| from_json(text).ok()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::{Role, Theme, TypeSize, read};

    #[test]
    fn a_broken_preference_is_the_default() {
        assert_eq!(read::<Theme>(Some("\"dark\"")), Theme::Dark);
        assert_eq!(read::<Theme>(Some("\"sepia\"")), Theme::System);
        assert_eq!(read::<TypeSize>(Some("{")), TypeSize::Normal);
        assert_eq!(read::<Option<i16>>(Some("1e9")), None);
        assert_eq!(read::<Option<Role>>(None), None);
    }
}
