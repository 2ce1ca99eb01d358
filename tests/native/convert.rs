//! `hengping convert`: forms to XLSX, CSV and files of cases, and back.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use hengping::domain::case_file;
use hengping::domain::goal::Goal;
use hengping::forms::{self, FormDocument};
use tempfile::TempDir;

use crate::forms::cases;

fn run(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_hengping")).arg("convert").args(arguments).output().expect("it runs")
}

#[track_caller]
fn good(arguments: &[&str]) {
    let output = run(arguments);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

#[track_caller]
fn refused(arguments: &[&str], why: &str) {
    let output = run(arguments);
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(2), "{said}");
    assert!(said.contains(why), "{said}");
}

fn text(path: &Path) -> &str {
    path.to_str().expect("a path")
}

fn goal(path: &Path) -> Goal {
    match forms::read("表", &std::fs::read(path).expect("a file")).document {
        Some(FormDocument::Goal(goal)) => goal,
        other => panic!("{other:?}"),
    }
}

fn folder() -> (TempDir, impl Fn(&str) -> PathBuf) {
    let folder = TempDir::new().expect("a folder");
    let path = folder.path().to_owned();
    (folder, move |name: &str| path.join(name))
}

#[test]
fn a_form_goes_through_every_format_and_stays_the_same() {
    let (_folder, at) = folder();
    let case = cases().join("goal-jinzhai-2021.csv");
    let (xlsx, json, csv, again) = (at("目标.xlsx"), at("目标.json"), at("目标.csv"), at("再.xlsx"));
    good(&[text(&case), "-o", text(&xlsx)]);
    good(&[text(&xlsx), "-o", text(&json)]);
    good(&[text(&json), "-o", text(&again)]);
    good(&[text(&again), "-o", text(&csv)]);
    let first = goal(&case);
    assert_eq!(goal(&xlsx), first);
    assert_eq!(goal(&again), first);
    let kept = case_file::read(&std::fs::read(&json).expect("a file")).expect("cases");
    assert_eq!(kept[0].goal.as_ref(), Some(&first));
    let shown = goal(&csv);
    assert_eq!((&shown.head, &shown.indicators), (&first.head, &first.indicators));
    assert!(!at("目标.xlsx.part").exists());
}

#[test]
fn many_documents_go_into_a_folder_or_one_list() {
    let (_folder, at) = folder();
    let forms = ["selfeval-tangxi-2022", "selfeval-qingshen-2023", "goal-jinzhai-2021"];
    let forms = forms.map(|name| cases().join(format!("{name}.csv")));
    let inputs: Vec<&str> = forms.iter().map(|path| text(path)).collect();
    let all = at("全部.json");
    good(&[&inputs[..], &["-o", text(&all)]].concat());
    refused(&[text(&all), "-o", text(&at("一.xlsx"))], "共有 3 份表");
    let out = format!("{}/", text(&at("表")));
    good(&[text(&all), "-o", &out]);
    let mut names: Vec<String> = std::fs::read_dir(at("表"))
        .expect("the folder")
        .map(|entry| entry.expect("an entry").file_name().into_string().expect("a name"))
        .collect();
    names.sort();
    let expected = [
        "委托业务项目-2022-绩效自评表.xlsx",
        "工资性支出-2023-绩效自评表.xlsx",
        "物业管理-2021-绩效目标申报表.xlsx",
    ];
    assert_eq!(names, expected);
    good(&[text(&all), "--summary", "-o", text(&at("汇总.xlsx"))]);
    assert!(std::fs::metadata(at("汇总.xlsx")).expect("the list").len() > 1000);
}

#[test]
fn what_cannot_be_done_is_said() {
    let (_folder, at) = folder();
    let case = cases().join("goal-jinzhai-2021.csv");
    refused(&[text(&case), "-o", text(&at("表.docx"))], "以 .xlsx、.csv 或 .json 结尾");
    refused(&[text(&at("没有.csv")), "-o", text(&at("表.xlsx"))], "没有这个文件");
    std::fs::write(at("空.csv"), "甲,乙\n").expect("a file");
    refused(&[text(&at("空.csv")), "-o", text(&at("表.xlsx"))], "没有读到");
    refused(&[text(&case), "-o", text(&at("没有的夹/表.xlsx"))], "写不进去");
    std::fs::write(
        at("无年.csv"),
        "项目支出绩效目标申报表\n一级指标,二级指标,三级指标,指标值\n产出指标,数量指标,甲,1\n",
    )
    .expect("a file");
    refused(&[text(&at("无年.csv")), "-o", text(&at("表.xlsx"))], "--year");
    good(&[text(&at("无年.csv")), "--year", "2024", "-o", text(&at("表.xlsx"))]);
    assert_eq!(goal(&at("表.xlsx")).head.year, None);
}
