//! 使用人: the people who share a device, each with a space of their own, as the register of them lies
//! in localStorage. Knows where a space is by name only, and neither passphrase nor key.

use serde_json::{Map, Value, json};

/// The shape this program writes. A newer one is used as far as it can be read, and never written.
pub const VERSION: u64 = 1;

/// Minutes without a key or a pointer after which a locked profile is locked again.
pub const IDLE: [u64; 4] = [5, 15, 30, 60];

/// Everyone who has a space on this device. The first is there from the start, and has no name until
/// there is a second.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Register {
    pub profiles: Vec<Profile>,
    /// Whose space was opened last.
    pub last: String,
    /// Spaces that nobody uses any more: what is in them is to be deleted.
    pub doomed: Vec<String>,
    /// The space that somebody's content is being copied into, and when that began, in milliseconds.
    pub begun: Option<(String, u64)>,
    /// Who left this device for good; until it was said that nothing of theirs is here any more.
    pub left: Option<String>,
    /// A newer workbench wrote it.
    pub newer: bool,
}

/// One person's space.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Profile {
    pub id: String,
    pub name: String,
    /// Names the database and the keys; empty: those that were there before there were profiles.
    pub space: String,
    pub cover: Option<Cover>,
}

/// How a space is locked: what its key is derived by, and how a key shows that it is the right one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cover {
    /// Argon2id: KiB of memory, passes, lanes.
    pub cost: [u64; 3],
    pub salt: [u8; 16],
    /// A text that only the right key opens.
    pub check: String,
    /// Minutes until it is locked again.
    pub idle: u64,
}

impl Default for Register {
    fn default() -> Self {
        let profiles = vec![Profile::default()];
        Self { profiles, last: String::new(), doomed: Vec::new(), begun: None, left: None, newer: false }
    }
}

impl Register {
    /// Reads a register; `None` where the text is none.
    pub fn read(text: &str) -> Option<Self> {
        let value: Value = serde_json::from_str(text).ok()?;
        let listed = value.get("profiles")?.as_array()?;
        let profiles = listed.iter().map(profile).collect::<Option<Vec<Profile>>>()?;
        let doomed = value.get("doomed").and_then(Value::as_array);
        Some(Self {
            profiles,
            last: text_of(&value, "last").unwrap_or_default(),
            doomed: doomed.into_iter().flatten().filter_map(Value::as_str).map(str::to_owned).collect(),
            begun: value
                .get("begun")
                .and_then(|begun| Some((text_of(begun, "space")?, begun.get("at")?.as_u64()?))),
            left: text_of(&value, "left"),
            newer: value.get("version")?.as_u64()? > VERSION,
        })
    }

    pub fn to_text(&self) -> String {
        let profiles: Vec<Value> = self.profiles.iter().map(Profile::written).collect();
        let begun = self.begun.as_ref().map(|(space, at)| json!({ "space": space, "at": at }));
        json!({
            "version": VERSION, "profiles": profiles, "last": self.last, "doomed": self.doomed,
            "begun": begun, "left": self.left,
        })
        .to_string()
    }

    pub fn get(&self, id: &str) -> Option<&Profile> {
        self.profiles.iter().find(|profile| profile.id == id)
    }
}

impl Profile {
    fn written(&self) -> Value {
        let mut value = Map::new();
        for (name, text) in [("id", &self.id), ("name", &self.name), ("space", &self.space)] {
            value.insert(name.to_owned(), text.as_str().into());
        }
        if let Some(Cover { cost: [m, t, p], salt, check, idle }) = &self.cover {
            let cover = json!({ "m": m, "t": t, "p": p, "salt": salt, "check": check, "idle": idle });
            value.insert("cover".to_owned(), cover);
        }
        value.into()
    }
}

fn profile(value: &Value) -> Option<Profile> {
    let cover = match value.get("cover") {
        Some(value) => Some(cover(value)?),
        None => None,
    };
    let text = |name| text_of(value, name);
    Some(Profile { id: text("id")?, name: text("name")?, space: text("space")?, cover })
}

fn cover(value: &Value) -> Option<Cover> {
    let number = |name: &str| value.get(name).and_then(Value::as_u64);
    let mut salt = [0; 16];
    let listed = value.get("salt")?.as_array().filter(|listed| listed.len() == salt.len())?;
    for (slot, byte) in salt.iter_mut().zip(listed) {
        *slot = u8::try_from(byte.as_u64()?).ok()?;
    }
    let cost = [number("m")?, number("t")?, number("p")?];
    Some(Cover { cost, salt, check: text_of(value, "check")?, idle: number("idle")? })
}

fn text_of(value: &Value, name: &str) -> Option<String> {
    value.get(name)?.as_str().map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::{Cover, Profile, Register};

    fn register() -> Register {
        let cover = Cover { cost: [19_456, 2, 1], salt: [7; 16], check: "hpx1:AA".into(), idle: 15 };
        let li = Profile {
            id: "p2".into(), name: "李“会计”".into(), space: "s9".into(), cover: Some(cover)
        };
        let profiles = vec![Profile::default(), li];
        let begun = Some(("s4".into(), 1_700_000_000_000));
        let doomed = vec!["s3".into()];
        Register { profiles, last: "p2".into(), doomed, begun, left: Some("王".into()), newer: false }
    }

    #[test]
    fn a_register_comes_back_as_it_went_in() {
        assert_eq!(Register::read(&register().to_text()), Some(register()));
        assert_eq!(Register::read(&Register::default().to_text()), Some(Register::default()));
    }

    #[test]
    fn what_is_no_register_is_not_taken_for_one() {
        let text = register().to_text();
        for broken in [
            "",
            "null",
            "{}",
            &text[..text.len() / 2],
            &text.replace("[7,7", "[7,700"),
            &text.replace("salt", "s"),
        ] {
            assert_eq!(Register::read(broken), None, "{broken}");
        }
    }

    #[test]
    fn a_newer_register_can_be_read_and_says_so() {
        let newer = register().to_text().replace("\"version\":1", "\"version\":2,\"mood\":1");
        assert_eq!(Register::read(&newer), Some(Register { newer: true, ..register() }));
    }
}
