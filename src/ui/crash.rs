//! When the program stops: plain words over the page, put there without the program's own means.
//! Every edit was on the device before the screen showed it, so a reload goes on from there.

use leptos::prelude::document;
use std::panic::PanicHookInfo;

/// Says so on the page and in the console, whatever stops.
pub(super) fn watch() {
    std::panic::set_hook(Box::new(|info| {
        console_error_panic_hook::hook(info);
        // A page that cannot show it has at least the console's words.
        if show(info).is_none() {
            leptos::logging::error!("the note of the crash could not be shown");
        }
    }));
}

fn show(info: &PanicHookInfo<'_>) -> Option<()> {
    let document = document();
    let note = document.create_element("div").ok()?;
    note.set_attribute("role", "alert").ok()?;
    note.set_class_name("crash");
    let place = info.location().map(|at| format!("{}:{}", at.file(), at.line())).unwrap_or_default();
    for (tag, text) in [
        ("h2", "程序停止了，您的工作已保存在本机".to_owned()),
        (
            "p",
            "请按 F5 刷新此页，从停下的地方继续。顶部若有红色“未保存”字样，请先记下最后填写的内容。"
                .to_owned(),
        ),
        ("p", format!("再次出现时，请把这一行告诉管理员：{place}")),
    ] {
        let line = document.create_element(tag).ok()?;
        line.set_text_content(Some(&text));
        note.append_child(&line).ok()?;
    }
    document.body()?.append_child(&note).ok()?;
    Some(())
}
