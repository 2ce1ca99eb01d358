//! Who, what and which year, out of the labels above the tables.

use hengping::domain::form::FormHead;
use hengping::forms::{self, FormDocument};

fn head(text: &str) -> FormHead {
    let table =
        "一级指标,二级指标,三级指标,年度指标值,实际完成值,分值,得分\n产出指标,数量指标,甲,1,1,90,90\n";
    match forms::read_csv(format!("{text}\n{table}").as_bytes()).document {
        Some(FormDocument::SelfEvaluation(form)) => form.head,
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_code_printed_before_a_name_that_holds_it_leaves_the_name() {
    let code = "51000021R000000019951";
    for text in [
        format!("项目代码,{code}\n项目名称,{code}-工资性支出"),
        format!("项目代码,{code},项目名称,工资性支出（{code}）"),
        format!("项目名称,{code}-工资性支出"),
    ] {
        let head = head(&text);
        assert_eq!((head.project.as_str(), head.code.as_str()), ("工资性支出", code), "{text}");
    }
    // Another code than the one printed stays where it stands.
    let other = head(&format!("项目代码,34060021T000000019951\n项目名称,{code}-工资性支出"));
    assert_eq!(other.project, format!("{code}-工资性支出"));
}

#[test]
fn a_form_reads_the_years_that_every_other_place_takes() {
    for (text, year) in [("（1985年度）", 1985), ("（2150年度）", 2150), ("年度,1952", 1952)] {
        assert_eq!(head(&format!("项目支出绩效自评表\n{text}")).year, Some(year), "{text}");
    }
    assert_eq!(head("项目支出绩效自评表\n（1023年度）").year, None);
}
