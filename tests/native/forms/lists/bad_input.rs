//! Lists too large, too odd or made to harm: each cell still taken or counted, in bounded time.

use std::time::{Duration, Instant};

use hengping::domain::finding::{FileProblem, ListProblem};
use hengping::forms;
use hengping::forms::project_list::{EntryState, Given, Mapping, rows};
use proptest::prelude::*;

use super::{adds_up, lists, only, proposed};

const HEADER: &str = "序号,预算年度,项目代码,项目名称,主管部门,实施单位,资金总额（元）,财政拨款（元）,上年结转（元）,其他资金（元）,年度目标\n";

fn line(number: usize) -> String {
    format!(
        "{number},2024,34060024T{number:012},项目{number},教育局,第{}中学,300,200,50,50,完成{number}项\n",
        number % 40
    )
}

#[test]
fn ten_thousand_projects_are_read_and_mapped() {
    let text = HEADER.to_owned()
        + &(0..10_000).map(line).collect::<String>()
        + "合计,,,,,,3000000,2000000,500000,500000,\n";
    let reading = forms::read_csv(text.as_bytes());
    let report = proposed(only(&reading));
    assert_eq!((report.tally().ready, report.sums, report.left_out), (10_000, 1, 0));
    assert_eq!(report.problems, []);
    assert!(report.entries.iter().all(|entry| entry.money.is_empty() && entry.problems.is_empty()));
}

#[test]
fn more_rows_than_are_read_are_said() {
    let text = HEADER.to_owned() + &(0..25_000).map(line).collect::<String>();
    let reading = forms::read_csv(text.as_bytes());
    let told = reading.problems().iter().any(|p| matches!(p, FileProblem::TooManyRows { .. }));
    assert!(told && only(&reading).entries() > 10_000, "{:?}", reading.problems());
}

#[test]
fn a_name_of_a_hundred_thousand_characters_is_refused_and_not_lost() {
    let name = "长".repeat(100_000);
    let text = format!("项目名称,实施单位,预算年度\n{name},教育局,2024\n学生资助,教育局,2024\n");
    let reading = forms::read_csv(text.as_bytes());
    assert!(
        reading.problems().iter().any(|p| matches!(p, FileProblem::CellTooLong { characters: 100_000, .. }))
    );
    let report = proposed(only(&reading));
    assert_eq!(report.entries[0].state, EntryState::Refused);
    assert!(matches!(report.entries[0].problems[..], [ListProblem::NameTooLong { .. }]));
    assert_eq!(report.entries[1].state, EntryState::Ready);
}

#[test]
fn asides_are_named_up_to_a_bound_and_then_counted() {
    let notes = "说明：见附件,,,\n".repeat(500);
    let text = format!("项目名称,实施单位,预算年度,项目代码\n学生资助,教育局,2024,1\n{notes}");
    let report = proposed(only(&forms::read_csv(text.as_bytes())));
    assert_eq!((report.entries.len(), report.others, report.left_out), (1, 500, 500));
    assert!(
        report.problems.len() < 300 && report.problems.contains(&ListProblem::MoreLeftOut { cells: 300 })
    );
}

#[test]
fn a_table_without_a_header_is_no_list() {
    for text in [
        "学生资助,教育局,349.8\n操场翻新,第一中学,45\n",
        "项目名称,实施单位,预算年度\n",
        "项目名称\n学生资助\n",
    ] {
        let reading = forms::read_csv(text.as_bytes());
        assert!(reading.lists.is_empty() && reading.problems().contains(&FileProblem::NoHeader), "{text}");
    }
}

#[test]
fn headers_without_end_do_not_make_lists_without_end() {
    let text: String =
        (0..2_000).map(|i| format!("项目名称,实施单位,预算年度,其他{i}\n甲{i},乙,2024,丙\n")).collect();
    let reading = forms::read_csv(text.as_bytes());
    assert!(lists(&reading).len() <= 50);
    let cells: usize = reading.lists.iter().map(forms::project_list::ListReading::cells).sum();
    assert_eq!(cells, reading.further, "every cell is in one of them");
    reading.lists.iter().for_each(|list| drop(proposed(list)));
}

/// A sum may be named where codes stand.
#[test]
fn a_sum_in_the_column_of_codes_is_no_project() {
    let text = "项目代码,项目名称,主管部门,资金总额（元）\n\
        34060025T000000000001,路灯维护,市城管局,10000\n合计,,,10000\n";
    let reading = forms::read_csv(text.as_bytes());
    let list = &lists(&reading)[0];
    let report = proposed(list);
    assert_eq!((report.entries.len(), report.sums), (1, 1));
}

/// Against a plain list of the same length, on the same machine under the same load.
#[test]
fn no_list_takes_longer_than_its_length() {
    let time = |text: &str| {
        let start = Instant::now();
        let reading = forms::read_csv(text.as_bytes());
        reading.lists.iter().for_each(|list| drop(proposed(list)));
        start.elapsed()
    };
    let plain =
        time(&(HEADER.to_owned() + &(0..1_000).map(line).collect::<String>())).max(Duration::from_millis(50));
    for odd in [
        "项目名称,项目名称,项目名称\n",
        "合计,小计,,1\n",
        "名称,项,目\n",
        "项目,名称,,项目\n",
        "=A1,(((((,：：：\n",
        ",,教育局,\n",
    ] {
        let took = time(&(HEADER.to_owned() + &line(1) + &odd.repeat(2_000)));
        assert!(took < plain * 40, "{odd}: {took:?}, where plain rows take {plain:?}");
    }
}

fn cell() -> impl Strategy<Value = String> {
    let known = prop::sample::select(vec![
        "项目名称",
        "实施单位",
        "合计",
        "小计",
        "2024",
        "学生资助",
        "教育局",
        "12.5",
        "3E+20",
        "=A1",
        "注：",
        "项目",
        "名称",
        "单位：元",
        "财政拨款（万元）",
        "其中：",
        "序号",
        "一、教育",
        "-",
        "#REF!",
        "\u{200b}",
        "１２",
    ]);
    prop_oneof![5 => known.prop_map(str::to_owned), 3 => Just(String::new()), 1 => "[^\\x00-\\x1f]{0,6}"]
}

proptest! {
    #[test]
    fn every_cell_of_any_list_is_taken_or_counted(
        table in prop::collection::vec(prop::collection::vec(cell(), 1..7), 1..14),
        headed: bool,
        pick in prop::collection::vec(0_usize..28, 7),
    ) {
        let mut writer = csv::WriterBuilder::new().flexible(true).from_writer(Vec::new());
        if headed {
            writer.write_record(["项目名称", "实施单位", "主管部门", "财政拨款", "项目代码"]).expect("a header");
        }
        for row in &table {
            writer.write_record(row).expect("a row");
        }
        let reading = forms::read_csv(&writer.into_inner().expect("the text"));
        super::super::whole(&reading);
        let cells: usize = reading.lists.iter().map(forms::project_list::ListReading::cells).sum();
        prop_assert!(reading.lists.is_empty() || cells == reading.further);
        for list in &reading.lists {
            proposed(list);
            let mut mapping = Mapping::default();
            for (column, pick) in list.columns.iter().zip(&pick) {
                mapping.set(&column.header, hengping::domain::project_list::ListColumn::ALL[*pick]);
            }
            adds_up(list, &rows(list, &mapping, &Given::default()));
        }
    }
}
