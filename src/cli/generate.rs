//! `hengping generate`: a city that does not exist, from a seed: units, projects and their
//! self-evaluation forms, with the faults real forms have. For trials of load and for teaching.

use std::path::PathBuf;

use fastrand::Rng;
use serde::Deserialize;

use super::{Failure, Outcome, output};
use crate::domain::form::FormHead;
use crate::domain::funds::{FundRow, FundSource, Funds};
use crate::domain::ids::RowId;
use crate::domain::indicator::Indicator;
use crate::domain::numbers::Points;
use crate::domain::scoring::total::split;
use crate::domain::scoring::{Rules, score};
use crate::domain::selfeval::{SelfEvaluation, SelfRow};
use crate::domain::typed::Typed;
use crate::forms;
use crate::pack::shipped;

/// 生成模拟数据：一座虚构城市各单位的自评表，同一种子结果相同
#[derive(clap::Args)]
#[command(next_help_heading = "选项", override_usage = "hengping generate [选项] <文件夹>")]
pub(super) struct Generate {
    /// 写入的文件夹；没有时新建
    #[arg(value_name = "文件夹")]
    folder: PathBuf,
    /// 生成多少份自评表
    #[arg(long, value_name = "份数", default_value_t = 100, hide_default_value = true)]
    count: u32,
    /// 种子：相同的种子生成相同的数据
    #[arg(long, value_name = "整数", default_value_t = 2023, hide_default_value = true)]
    seed: u64,
}

impl Generate {
    pub(super) fn run(self) -> Result<Outcome, Failure> {
        let refused = |what: &std::path::Path, error: std::io::Error| {
            Failure(format!("{} 写不进去：{error}。请换一个文件夹，或检查磁盘空间和权限。", what.display()))
        };
        std::fs::create_dir_all(&self.folder).map_err(|error| refused(&self.folder, error))?;
        let city = City::new()?;
        let rules = shipped().rules();
        let mut rng = Rng::with_seed(self.seed);
        for number in 1..=self.count {
            let document = city.self_evaluation(&mut rng, number, rules);
            let path = self.folder.join(format!("{number:05}.csv"));
            let text = forms::write_csv(&document, &score(&document, rules));
            std::fs::write(&path, text).map_err(|error| refused(&path, error))?;
        }
        let folder = self.folder.display();
        output::say(&format!("已在 {folder} 生成 {} 份自评表（种子 {}）。\n", self.count, self.seed))?;
        Ok(Outcome::Good)
    }
}

/// What is drawn from: the shipped indicator library, by sector.
struct City {
    sectors: Vec<(String, Vec<Entry>)>,
}

/// An indicator of the library as far as a form needs it.
#[derive(Clone, Deserialize)]
struct Entry {
    sector: String,
    level1: String,
    level2: String,
    name: String,
    unit: String,
    sign: String,
    target: String,
}

impl City {
    fn new() -> Result<Self, Failure> {
        let library = shipped().pack("indicators").and_then(|pack| pack.raw.get("indicators"));
        let entries: Vec<Entry> = library
            .and_then(|entries| Vec::<Entry>::deserialize(entries).ok())
            .ok_or_else(|| Failure("程序没有带上指标库，不能生成数据。".to_owned()))?;
        let mut sectors: Vec<(String, Vec<Entry>)> = Vec::new();
        for entry in entries {
            match sectors.iter_mut().find(|(name, _)| *name == entry.sector) {
                Some((_, entries)) => entries.push(entry),
                None => sectors.push((entry.sector.clone(), vec![entry])),
            }
        }
        Ok(Self { sectors })
    }

    fn self_evaluation(&self, rng: &mut Rng, number: u32, rules: &Rules) -> SelfEvaluation {
        let at = rng.usize(..self.sectors.len());
        let Some((sector, entries)) = self.sectors.get(at) else { return SelfEvaluation::default() };
        let unit = 101 + u32::try_from(at).unwrap_or_default();
        let mut document = SelfEvaluation {
            head: FormHead {
                title: "项目支出绩效自评表".to_owned(),
                year: Some(2023),
                project: format!("{sector}专项{number}"),
                code: format!("34060023T{number:012}"),
                department: format!("{unit}-模拟市{sector}主管部门"),
                unit: format!("{unit}{:03}-模拟市{sector}中心", rng.u32(1..40)),
            },
            funds: funds(rng),
            expected: format!("完成{sector}年度各项任务。"),
            achieved: format!("{sector}年度任务已实施。"),
            rows: rows(rng, entries, rules),
            ..SelfEvaluation::default()
        };
        let total = score(&document, rules).total;
        document.claimed_total = Typed::new(total.fixed2());
        document
    }
}

/// 财政拨款 and 其他资金; in one form of twenty the total is typed wrong.
fn funds(rng: &mut Rng) -> Funds {
    let cents = rng.i64(10_000..9_000_000);
    let spent = cents * rng.i64(55..=100) / 100;
    let other = if rng.u8(..4) == 0 { rng.i64(100..5_000) } else { 0 };
    let row = |id: &str, source, label: &str, amount: Option<(i64, i64)>| {
        let mut row = FundRow::new(RowId::new(id), source, label);
        if let Some((budget, spent)) = amount {
            row.opening = Typed::new(money(budget));
            row.budget = Typed::new(money(budget));
            row.spent = Typed::new(money(spent));
        }
        row
    };
    let total = if rng.u8(..20) == 0 { (0, 0) } else { (cents + other, spent + other) };
    let mut first = row("f1", FundSource::Total, "年度资金总额", Some(total));
    first.points = Typed::new("10");
    let fiscal = row("f2", FundSource::Fiscal, "其中：当年财政拨款", Some((cents, spent)));
    let carried = row("f3", FundSource::CarriedOver, "上年结转资金", None);
    let other = row("f4", FundSource::Other, "其他资金", (other > 0).then_some((other, other)));
    Funds { rows: vec![first, fiscal, carried, other] }
}

fn money(cents: i64) -> String {
    format!("{}.{:02}", cents / 100, cents % 100)
}

/// Up to twelve indicators, the points of each level-1 name split over its rows.
fn rows(rng: &mut Rng, entries: &[Entry], rules: &Rules) -> Vec<SelfRow> {
    let mut rows = Vec::new();
    let Some(profile) = rules.profiles.first() else { return rows };
    for level in &profile.points {
        let mut pool: Vec<&Entry> =
            entries.iter().filter(|entry| entry.sign != "range" && level1(entry) == level.level).collect();
        rng.shuffle(&mut pool);
        pool.truncate(rng.usize(2..=5));
        let points = split(level.points, pool.len()).unwrap_or_default();
        rows.extend(pool.into_iter().zip(points).map(|(entry, points)| {
            let id = RowId::new(format!("r{}", rng.u64(..)));
            row(rng, id, entry, points)
        }));
    }
    rows
}

/// The 2020 tree counts cost among the output.
fn level1(entry: &Entry) -> &str {
    if entry.level1 == "成本指标" { "产出指标" } else { &entry.level1 }
}

fn row(rng: &mut Rng, id: RowId, entry: &Entry, points: Points) -> SelfRow {
    let sign = match entry.sign.as_str() {
        "ge" => "≥",
        "le" => "≤",
        "eq" => "=",
        _ => "",
    };
    let reached = rng.i64(70..=110);
    let actual = match entry.target.parse::<i64>() {
        _ if rng.u8(..30) == 0 => String::new(),
        Ok(target) => (target * reached / 100).to_string(),
        Err(_) if sign.is_empty() => "达成年度指标".to_owned(),
        Err(_) => entry.target.clone(),
    };
    let claimed = if sign.is_empty() { points.fixed2() } else { String::new() };
    SelfRow {
        actual: Typed::new(actual),
        claimed: Typed::new(claimed),
        reason: if reached < 100 {
            "受施工进度影响，已调整计划。".to_owned()
        } else {
            String::new()
        },
        ..SelfRow::from(Indicator {
            level1: level1(entry).to_owned(),
            level2: entry.level2.clone(),
            name: entry.name.clone(),
            target: Typed::new(format!("{sign}{}{}", entry.target, entry.unit)),
            points: Typed::new(points.to_string()),
            ..Indicator::new(id)
        })
    }
}
