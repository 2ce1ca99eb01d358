//! Whatever a form says that is no label is in the document or among the problems, wherever in the
//! form it stands.

use hengping::domain::finding::FileProblem;
use hengping::forms::{self, FormDocument, Reading};

use super::whole;

fn left_over(reading: &Reading) -> Vec<&str> {
    let texts = reading.problems().iter().filter_map(|problem| match problem {
        FileProblem::LeftOver { text, .. } => Some(text.as_str()),
        _ => None,
    });
    texts.collect()
}

const ROW: &str = "产出指标,数量指标,甲,1,1,90,90\n";

#[test]
fn what_stands_left_of_a_table_is_left_over_unless_it_names_the_block() {
    let header = "一级指标,二级指标,三级指标,年度指标值,实际完成值,分值,得分\n";
    let phone = "联系电话13800000000及说明文字";
    let reading = forms::read_csv(format!("{phone},{header}绩效指标,{ROW}").as_bytes());
    whole(&reading);
    assert_eq!(left_over(&reading), [phone]);
    let problem = "资金使用存在的问题是年底集中支付12万元";
    let money = ",资金来源,年初预算数,全年预算数,全年执行数\n项目资金,财政拨款,1,1,1\n";
    let reading = forms::read_csv(format!("{problem}{money}{header}{ROW}").as_bytes());
    whole(&reading);
    assert_eq!(left_over(&reading), [problem]);
    let reading = forms::read_csv(format!("{problem},预算数,16,执行数,16\n{header}{ROW}").as_bytes());
    whole(&reading);
    assert_eq!(left_over(&reading), [problem]);
}

#[test]
fn a_goal_keeps_why_an_indicator_does_not_apply() {
    let reading = forms::read_csv(
        "项目支出绩效目标申报表\n一级指标,二级指标,三级指标,指标值,不适用理由\n产出指标,数量指标,甲,1,项目取消\n".as_bytes(),
    );
    whole(&reading);
    let Some(FormDocument::Goal(goal)) = &reading.document else { panic!("no goal") };
    assert_eq!(goal.indicators[0].note, "不适用理由：项目取消");
}

#[test]
fn the_points_of_the_total_are_kept_where_they_are_not_those_of_the_rows() {
    let header = "一级指标,二级指标,三级指标,年度指标值,实际完成值,分值,得分\n";
    for (points, remarks) in [("95", &[("总分分值", "95")][..]), ("90", &[]), ("100", &[])] {
        let reading = forms::read_csv(format!("{header}{ROW}总分,,,,,{points},90\n").as_bytes());
        whole(&reading);
        let Some(FormDocument::SelfEvaluation(form)) = &reading.document else { panic!("no form") };
        assert_eq!(left_over(&reading), [""; 0]);
        let kept: Vec<_> = form.remarks.iter().map(|r| (r.label.as_str(), r.text.as_str())).collect();
        assert_eq!(kept, remarks, "{points}");
    }
}
