//! `hengping pack pinyin`: puts the pinyin of names into library packs, so that a browser without the tables
//! of pinyin can search by it.

use std::fs;
use std::path::{Path, PathBuf};

use super::{Failure, Outcome, input, output};
use crate::bundle::digest::Digest;
use crate::bundle::{json, limits};
use crate::library::pinyin::{Keyed, key_pack};
use crate::library::{self, ReadFault, pack_text};
use crate::wording;

#[derive(clap::Args)]
pub(super) struct Pinyin {
    /// 指标库文件（JSON）；不指定输出文件时改写原文件
    #[arg(required = true, value_name = "文件")]
    files: Vec<PathBuf>,
    /// 写入的文件；只能与一个指标库同用
    #[arg(short, long, value_name = "输出文件")]
    out: Option<PathBuf>,
}

impl Pinyin {
    pub(super) fn run(self) -> Result<Outcome, Failure> {
        if self.out.is_some() && self.files.len() > 1 {
            return Err(Failure("“-o”只能与一个指标库文件同用。".to_owned()));
        }
        for path in &self.files {
            let out = self.out.as_deref().unwrap_or(path);
            let (text, Keyed { entries, changed }) = keyed(path)?;
            write(out, &text)?;
            let (file, out) = (path.display(), out.display());
            output::say(&format!("{file}：共 {entries} 个指标，{changed} 个的拼音有变化，已写入 {out}。\n"))?;
        }
        Ok(Outcome::Good)
    }
}

/// The text of the pack with keys, and how many of its entries have got another key.
fn keyed(path: &Path) -> Result<(String, Keyed), Failure> {
    let bytes = input::read_within(path, limits::MAX_BYTES).map_err(|fault| Failure(fault.to_string()))?;
    let said = |sentence: String| Failure(format!("{}：{sentence}", path.display()));
    match library::read(&bytes) {
        Ok(_) => {}
        Err(ReadFault::Pack(problem)) => return Err(said(wording::sentence(&problem.into()))),
        Err(ReadFault::Library(problem)) => return Err(said(wording::library_problem(&problem))),
    }
    let mut pack = json::read(&bytes).map_err(|fault| said(fault.to_string()))?;
    let stated = pack.get("digest").is_some_and(|digest| !digest.is_null());
    let keyed = key_pack(&mut pack);
    if stated {
        let digest = Digest::of(&pack, &["digest"]);
        if let Some(members) = pack.as_object_mut() {
            members.insert("digest".to_owned(), digest.as_str().into());
        }
    }
    Ok((pack_text(&pack), keyed))
}

/// The whole file or none of it: what stands there is replaced in one step.
fn write(path: &Path, text: &str) -> Result<(), Failure> {
    let refused = |error: std::io::Error| {
        Failure(format!("{} 写不进去：{error}。请检查磁盘空间和权限。", path.display()))
    };
    let mut beside = path.as_os_str().to_owned();
    beside.push(".new");
    fs::write(&beside, text).map_err(refused)?;
    fs::rename(&beside, path).map_err(|error| {
        // What could not be put in place is of no use to anybody.
        let _ = fs::remove_file(&beside);
        refused(error)
    })
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::PathBuf;

    use super::Pinyin;
    use crate::bundle::digest::Digest;
    use crate::cli::Outcome;
    use crate::library;

    const PACK: &str = r#"{"format":"hengping.pack","version":1,"id":"t","edition":"1","title":"试验库",
        "kind":"library","indicators":[{"id":"A","name":"亮灯率","weather":"晴"},{"name":"无编码"}],"cases":[]}"#;

    #[test]
    fn keys_are_put_in_and_all_else_stays() {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("library.json");
        let stated = Digest::of(&serde_json::from_str(PACK).expect("JSON"), &[]);
        fs::write(&file, PACK.replacen('{', &format!(r#"{{"digest":"{stated}","#), 1)).expect("written");
        let run = |files: &[PathBuf], out| Pinyin { files: files.to_vec(), out }.run();
        let out = folder.path().join("out.json");
        assert_eq!(run(std::slice::from_ref(&file), Some(out.clone())), Ok(Outcome::Good));
        let written = fs::read(&out).expect("the file");
        let keyed = library::read(&written).expect("a library whose digest holds").library;
        assert_eq!(keyed.entries().first().map(|entry| entry.keys.as_str()), Some("liang deng lv"));
        let text = String::from_utf8(written).expect("text");
        assert!(text.contains(r#""weather": "晴""#) && text.contains("无编码"), "{text}");
        assert_eq!(run(std::slice::from_ref(&file), None), Ok(Outcome::Good));
        assert_eq!(fs::read_to_string(&file).expect("the file"), text);
        assert_eq!(fs::read_dir(folder.path()).expect("the folder").count(), 2);
    }

    #[test]
    fn what_is_no_library_stays_as_it_is() {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("rules.json");
        let rules = PACK.replace("\"library\"", "\"rules\"");
        fs::write(&file, &rules).expect("written");
        let run = |files: Vec<PathBuf>, out| Pinyin { files, out }.run().map_err(|failure| failure.0);
        assert!(run(vec![file.clone()], None).is_err_and(|said| said.contains("不是指标库")));
        assert_eq!(fs::read_to_string(&file).expect("the file"), rules);
        assert!(run(vec![file.clone(), file.clone()], Some(file.clone())).is_err());
        assert!(run(vec![folder.path().join("none.json")], None).is_err());
    }
}
