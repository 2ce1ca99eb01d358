//! 首页: what this is, the way in, and how this device stands.

use leptos::prelude::*;

use super::dom;
use super::intake::FilePicker;
use super::session::{SaveState, session};
use super::shell::{Choices, NoticeBar, RedBar};
use crate::route::Route;
use crate::ui::parts::live::live;

#[component]
pub fn FirstPage() -> impl IntoView {
    let session = session();
    let count = move || session.cases.with(Vec::len);
    let demo = move |_| {
        session.load_demo();
        dom::go(&Route::Projects);
    };
    view! {
        <RedBar />
        <main class="first" id="main" tabindex="-1">
            <div class="first-choices"><Choices /></div>
            <div class="first-brand">
                <i aria-hidden="true">"衡"</i>
                <div>
                    <h1 id="page-title" tabindex="-1">"衡评"</h1>
                    <p>"预算绩效管理工作台 · 在本机运行，断网可用，无需安装"</p>
                </div>
            </div>
            <NoticeBar />
            <div class="cards">
                <a class="card" href=Route::Projects.to_string()>
                    <span class="glyph" aria-hidden="true">"评"</span>
                    <h2>"我是预算单位"</h2>
                    <p>
                        "导入或新建项目支出绩效自评表，完成值只填一遍；每一分怎么算出来的、哪里填得不对，边填边看。"
                    </p>
                    <span class="card-go">
                        {live(move || match count() {
                            0 => "进入部门工作台 →".to_owned(),
                            n => format!("进入部门工作台，本机有 {n} 个项目 →"),
                        })}
                    </span>
                </a>
                <section class="card drop-card">
                    <span class="glyph" aria-hidden="true">"表"</span>
                    <h2>"打开已有的表"</h2>
                    <p>
                        "把自评表、目标申报表直接拖到这一页，可以一次拖多个。支持 CSV、XLSX、XLS，也能读回从本工作台导出的项目文件。"
                    </p>
                    <FilePicker label="打开文件…" primary=true />
                </section>
                <section class="card">
                    <span class="glyph" aria-hidden="true">"例"</span>
                    <h2>"先看一看"</h2>
                    <p>
                        "淮北市 2023 年公开的评价项目，加上三份真实表格，全部标“演示”，看完可以删除。"
                    </p>
                    <button type="button" on:click=demo>"看演示数据"</button>
                </section>
            </div>
            <Standing />
        </main>
    }
}

/// How this device stands: storage, browser, version, rules.
#[component]
fn Standing() -> impl IntoView {
    let session = session();
    let stored = move || match session.save_state.get() {
        SaveState::Saved { .. } | SaveState::Saving => {
            ("●", crate::wording::where_kept(dom::is_file()).to_owned())
        }
        SaveState::Failed { reason } | SaveState::MemoryOnly { reason } => {
            ("✕", format!("不能保存：{reason}"))
        }
        SaveState::Conflict { .. } => ("✕", "另一个窗口也改过同一个项目".to_owned()),
    };
    view! {
        <div class="standing">
            <span class:bad=move || stored().0 == "✕">
                <i aria-hidden="true">{live(move || stored().0)}</i>
                <a href=Route::Storage.to_string()>{live(move || stored().1)}</a>
            </span>
            <span>
                <i aria-hidden="true">"●"</i>
                {format!("浏览器符合要求（{}）", dom::browser())}
            </span>
            <span class="standing-end">
                {format!("版本 {} · {}", env!("CARGO_PKG_VERSION"), session.rules_title())}
            </span>
        </div>
    }
}
