//! The words of the chosen look in `data-theme` and `data-size`, which the styles go by.

use crate::storage::{Theme, TypeSize};

pub fn theme_word(theme: Theme) -> &'static str {
    match theme {
        Theme::System => "system",
        Theme::Light => "light",
        Theme::Dark => "dark",
        Theme::Contrast => "contrast",
    }
}

pub fn size_word(size: TypeSize) -> &'static str {
    match size {
        TypeSize::Normal => "normal",
        TypeSize::Large => "large",
        TypeSize::Larger => "larger",
    }
}
