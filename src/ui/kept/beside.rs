//! What goes into a backup beside cases and evidence, and comes back from it: the versions of each case and the
//! libraries of this device, each as a file of its own. One at a time is in the page's memory.

use js_sys::{Array, Uint8Array};
use wasm_bindgen::JsValue;
use web_sys::Blob;

use crate::domain::case::Case;
use crate::domain::ids::CaseId;
use crate::library::head_of;
use crate::storage::history::{carried, uncarried};
use crate::storage::{
    FormerLibrary, Inventory, OWN_LIBRARY, Pauses, QuarantineReason, Quarantined, Refused, parts,
};
use crate::ui::said::{Said, quoted};
use crate::ui::session::{Made, Parted};

/// What goes along.
#[derive(Default)]
pub(super) struct Beside {
    pub(super) made: Vec<Made>,
    /// Versions in all.
    pub(super) count: usize,
    versions: Vec<String>,
    libraries: Vec<String>,
}

impl Beside {
    /// The libraries, and with `versions` those of these cases. What cannot be read is left where it is.
    pub(super) async fn gather(
        inventory: &Inventory,
        cases: &[Case],
        versions: bool,
        tell: &dyn Fn(String),
    ) -> Result<Self, Refused> {
        let (mut beside, mut pauses) = (Self::default(), Pauses::begin());
        for (at, case) in cases.iter().enumerate().filter(|_| versions) {
            tell(format!("正在收集历史版本（{} / {}）", at + 1, cases.len()));
            beside.add_versions(inventory, &case.id).await?;
            pauses.pause().await;
        }
        for (name, text) in inventory.library_texts().await? {
            let head = head_of(&text).filter(|_| name == OWN_LIBRARY);
            let title = head.map(|head| format!("{} {}", head.title, head.edition)).unwrap_or_default();
            let hex = beside.put(&text).await?;
            let [name, title] = [&name, &title].map(|text| quoted(text));
            let one = format!("{{\"name\":{name},\"title\":{title},\"part\":\"sha256:{hex}\"}}");
            beside.libraries.push(one);
        }
        Ok(beside)
    }

    async fn add_versions(&mut self, inventory: &Inventory, id: &CaseId) -> Result<(), Refused> {
        let versions = match inventory.versions(id).await {
            Ok(versions) if !versions.list().is_empty() => versions,
            // A list of a newer program is that one's to carry.
            Ok(_) | Err(Refused::Closed) => return Ok(()),
            Err(reason) => return Err(reason),
        };
        let contents = inventory.contents(id, &versions.digests()).await?;
        let hex = self.put(&carried(&versions, contents.into_iter().flatten())).await?;
        let count = versions.list().len();
        self.count += count;
        let case = quoted(id.as_str());
        self.versions.push(format!("{{\"case\":{case},\"count\":{count},\"part\":\"sha256:{hex}\"}}"));
        Ok(())
    }

    /// The 64 digits of a text that goes along.
    async fn put(&mut self, text: &str) -> Result<String, Refused> {
        let bytes = Uint8Array::from(text.as_bytes());
        let hex = parts::digest_of(&bytes).await;
        if !self.made.iter().any(|made| made.hex == hex) {
            let file = Blob::new_with_u8_array_sequence(&Array::of1(&bytes)).map_err(|_| Refused::Full)?;
            self.made.push(Made { hex: hex.clone(), file });
        }
        Ok(hex)
    }

    pub(super) fn versions(&self) -> String {
        format!("[{}]", self.versions.join(","))
    }

    pub(super) fn libraries(&self) -> String {
        format!("[{}]", self.libraries.join(","))
    }

    /// Its files with their sizes, as the keeper is told of what is at hand.
    pub(super) fn at_hand(&self) -> impl Iterator<Item = String> {
        // A browser counts bytes as a float; a file's size is a whole number far below 2^53.
        self.made.iter().map(|made| format!("{}:{}", quoted(&made.hex), made.file.size() as u64))
    }

    /// Whether this file is one of them.
    pub(super) fn has(&self, hex: &str) -> bool {
        self.made.iter().any(|made| made.hex == hex)
    }
}

/// The library that a backup has and this device has not; its title.
pub(super) async fn other_library(inventory: &Inventory, said: &Said) -> Option<String> {
    let library = said.get("libraries").list().into_iter().find(|one| one.text("name") == OWN_LIBRARY)?;
    if let Ok(Some(own)) = inventory.own_library().await {
        let hex = parts::digest_of(&Uint8Array::from(own.as_bytes())).await;
        if digits(&library.text("part")) == hex {
            return None;
        }
    }
    Some(library.text("title"))
}

/// What of it came back.
#[derive(Default)]
pub(super) struct Back {
    pub(super) versions: usize,
    /// The library in use is another now.
    pub(super) library: bool,
    /// Something was not taken.
    pub(super) refused: bool,
}

impl Back {
    /// For people; blank where nothing came.
    pub(super) fn told(&self) -> String {
        let versions = match self.versions {
            0 => String::new(),
            count => format!("历史版本 {count} 个已并入。"),
        };
        format!("{versions}{}", if self.library { "指标库在重新打开页面后启用。" } else { "" })
    }
}

/// Takes in what a restored backup has beside cases and evidence; with `library` its library comes in the place of the
/// one here.
pub(super) async fn bring_back(
    inventory: &Inventory,
    file: &JsValue,
    parted: &Parted,
    said: &Said,
    library: bool,
) -> Back {
    let mut back = Back::default();
    for one in said.get("versions").list() {
        let id = CaseId::new(one.text("case"));
        let versions = text_of(file, parted, &one).await.and_then(|text| uncarried(&text).ok());
        match versions {
            Some(versions) => match inventory.take_in_versions(&id, versions).await {
                Ok(count) => back.versions += count,
                Err(_) => back.refused = true,
            },
            None => back.refused = true,
        }
    }
    for one in said.get("libraries").list() {
        let name = one.text("name");
        if name == OWN_LIBRARY && !library {
            continue;
        }
        let taken = match text_of(file, parted, &one).await {
            Some(text) if name == OWN_LIBRARY => put_library(inventory, text).await,
            Some(text) => inventory.claim_device_text(&name, &text).await.map(drop),
            None => Err(Refused::Unreadable),
        };
        back.library |= name == OWN_LIBRARY && taken.is_ok();
        back.refused |= taken.is_err();
    }
    back
}

/// Puts a library in the place of the one here, which remains as a former one.
async fn put_library(inventory: &Inventory, text: String) -> Result<(), Refused> {
    let Some(stands) = inventory.own_library().await? else {
        return inventory.claim_device_text(OWN_LIBRARY, &text).await.map(drop);
    };
    if let Some(head) = head_of(&stands) {
        let former = FormerLibrary { id: head.id.to_string(), edition: head.edition, text: stands.clone() };
        return inventory.replace_library(Some(&stands), Some(text), former).await;
    }
    let reason = QuarantineReason::from_word("unreadable", "library");
    inventory.set_aside(Quarantined { key: OWN_LIBRARY.to_owned(), raw: stands, reason }).await?;
    inventory.set_device_text(OWN_LIBRARY, &text).await
}

async fn text_of(file: &JsValue, parted: &Parted, one: &Said) -> Option<String> {
    let part = one.text("part");
    let bytes = parted.take_out(file, digits(&part)).await.ok()??;
    String::from_utf8(bytes.to_vec()).ok()
}

fn digits(part: &str) -> &str {
    part.trim_start_matches("sha256:")
}
