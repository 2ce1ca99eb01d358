//! 打不开时: what to keep at hand for the day the app does not open.

use leptos::prelude::*;

use super::sheet;
use crate::ui::dom;
use crate::ui::parts::node::{node, said, words};

pub(super) fn section() -> AnyView {
    // In the one file the same page is reached by its address, in a window of its own.
    let rescue = if dom::is_file() { "#rescue" } else { "rescue.html" };
    let rescue = [("href", rescue), ("target", "_blank"), ("rel", "noopener")];
    let mut body = vec![way(
        node("a", &rescue, vec![words("不打开衡评，直接取出本机数据")]),
        "衡评打不开时使用：列出并原样导出每条记录。请把这个地址记下来。",
    )];
    if !dom::is_file() {
        let file = [("href", "hengping.html"), ("download", "hengping.html")];
        body.push(way(
            node("a", &file, vec![words("下载单文件版 hengping.html")]),
            "一个文件就是整个衡评，存到电脑或 U 盘，没有网络、没有服务器时打开使用；备份文件可以在其中恢复。",
        ));
    }
    sheet("kept-exits", "打不开时", vec![node("div", &[("class", "sheet-body exits")], body)])
}

fn way(link: AnyView, about: &'static str) -> AnyView {
    node("p", &[], vec![link, said("small", "", about)])
}
