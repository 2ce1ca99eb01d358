//! Reads the published annexes of a city's evaluations from CSV, by the words of their headers:
//! 附件, 序号, 名称, 实施单位, 财政资金（万元）, 评价等级. Owns the reading; `domain::annex` owns the figures.

use csv::StringRecord;

use crate::domain::annex::{Annex, AnnexRow};
use crate::domain::normalise::compact;
use crate::domain::typed::Typed;

/// Why a row cannot be read; `line` counts from 1, the header being 1.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AnnexFault {
    #[error("表头缺少“{0}”一列：请保留原表表头")]
    NoColumn(&'static str),
    #[error("第 {line} 行的附件号“{text}”不是 1 或 2：请改正")]
    Annex { line: usize, text: String },
    #[error("第 {line} 行的序号“{text}”不是数字：请改正")]
    Number { line: usize, text: String },
    #[error("第 {line} 行的财政资金“{text}”不是金额：请只填数字，没有金额的填“-”")]
    Money { line: usize, text: String },
    #[error("文件不是规范的 CSV：{0}")]
    Csv(String),
}

/// All rows in the order of the file.
pub fn read(text: &str) -> Result<Vec<AnnexRow>, AnnexFault> {
    let mut reader =
        csv::ReaderBuilder::new().trim(csv::Trim::All).flexible(true).from_reader(text.as_bytes());
    let columns = Columns::of(reader.headers().map_err(csv_fault)?)?;
    let records = reader.records().enumerate();
    records.map(|(index, record)| columns.row(index + 2, &record.map_err(csv_fault)?)).collect()
}

fn csv_fault(error: csv::Error) -> AnnexFault {
    AnnexFault::Csv(error.to_string())
}

struct Columns {
    annex: usize,
    number: usize,
    name: usize,
    unit: usize,
    money: usize,
    grade: usize,
}

impl Columns {
    fn of(header: &StringRecord) -> Result<Self, AnnexFault> {
        let header: Vec<String> = header.iter().map(compact).collect();
        let at = |word: &'static str| {
            header.iter().position(|cell| cell.starts_with(word)).ok_or(AnnexFault::NoColumn(word))
        };
        Ok(Self {
            annex: at("附件")?,
            number: at("序号")?,
            name: at("名称")?,
            unit: at("实施单位")?,
            money: at("财政资金")?,
            grade: at("评价等级")?,
        })
    }

    fn row(&self, line: usize, record: &StringRecord) -> Result<AnnexRow, AnnexFault> {
        let cell = |column: usize| record.get(column).unwrap_or_default();
        let annex = match compact(cell(self.annex)).as_str() {
            "1" => Annex::Projects,
            "2" => Annex::Departments,
            text => return Err(AnnexFault::Annex { line, text: text.to_owned() }),
        };
        let number = compact(cell(self.number));
        let money = Typed::from(cell(self.money));
        let amount = match (money.is_blank(), money.wan()) {
            (true, _) => None,
            (false, Some(wan)) => Some(wan),
            (false, None) => return Err(AnnexFault::Money { line, text: money.text().to_owned() }),
        };
        Ok(AnnexRow {
            annex,
            number: number.parse().map_err(|_| AnnexFault::Number { line, text: number })?,
            name: cell(self.name).to_owned(),
            unit: cell(self.unit).to_owned(),
            money: amount,
            grade: cell(self.grade).to_owned(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::{AnnexFault, read};

    const HEADER: &str = "附件,序号,名称,实施单位,财政资金（万元）,评价等级\n";

    #[test]
    fn a_dash_is_null_and_0_is_0() {
        let rows = read(&format!("{HEADER}1,17,财政运行,开发区,-,良\n1,18,项目,单位,0,中\n")).expect("rows");
        assert_eq!(rows[0].money, None);
        assert_eq!(rows[1].money, "0".parse().ok());
    }

    #[test]
    fn faults_name_the_line() {
        let line = |row: &str| read(&format!("{HEADER}1,1,甲,乙,100,优\n{row}\n"));
        let text = |text: &str| text.to_owned();
        assert_eq!(line("3,2,甲,乙,1,优"), Err(AnnexFault::Annex { line: 3, text: text("3") }));
        assert_eq!(line("1,二,甲,乙,1,优"), Err(AnnexFault::Number { line: 3, text: text("二") }));
        assert_eq!(line("1,2,甲,乙,若干,优"), Err(AnnexFault::Money { line: 3, text: text("若干") }));
        assert_eq!(read("序号,名称\n"), Err(AnnexFault::NoColumn("附件")));
    }
}
