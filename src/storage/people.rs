//! Who shares this device, and whose space this window opens. Changes of a space's lock are made in a
//! copy: the register names the new space only once everything is in it, in one write, and what it names
//! no more is deleted after, at the next start if need be. At no moment is there less than one whole.

use super::backend::{BrowserLocal, Cipher, Local, Space};
use super::keys;
use super::profile::{Cover, Profile, Register};
use super::state::Refused;
use super::store::Store;

/// The register, read afresh.
pub struct People {
    local: Result<BrowserLocal, Refused>,
    register: Register,
    /// The register can be read and may be written.
    ours: bool,
}

/// What a start has deleted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Swept {
    pub spaces: usize,
    /// Who had left this device.
    pub left: Option<String>,
}

/// How long a copy that is being made is left alone, in milliseconds. It is taken in only if nobody has
/// given it up meanwhile.
const COPYING: u64 = 120_000;

/// What stands between the start and the work.
#[derive(Clone)]
pub enum Entrance {
    Open(Space),
    /// Somebody has to say who they are.
    Choose,
    /// The passphrase is asked for.
    Locked(Profile),
}

/// What a text that shows the right key says, once opened.
const RIGHT: &str = "衡评";

impl People {
    pub fn here() -> Self {
        let local = BrowserLocal::probe();
        let (register, ours) = register_of(&local);
        Self { local, register, ours }
    }

    pub fn profiles(&self) -> &[Profile] {
        &self.register.profiles
    }

    /// Who has chosen in this window; else who was here last.
    pub fn current(&self) -> &Profile {
        let chosen = session().and_then(|session| session.get_item(keys::CHOSEN).ok().flatten());
        let known = |id: &String| self.register.get(id);
        let current = chosen.as_ref().and_then(known).or_else(|| self.register.get(&self.register.last));
        current.or_else(|| self.register.profiles.first()).unwrap_or(&NOBODY)
    }

    /// Where the start leads. Of several people one has to say who they are, once a window.
    pub fn entrance(&self) -> Entrance {
        let chosen =
            session().is_some_and(|session| session.get_item(keys::CHOSEN).is_ok_and(|id| id.is_some()));
        if self.register.profiles.len() > 1 && !chosen {
            return Entrance::Choose;
        }
        self.entrance_of(&self.current().id)
    }

    /// Where it leads once somebody has said who they are.
    pub fn entrance_of(&self, id: &str) -> Entrance {
        match self.register.get(id) {
            Some(profile) if profile.cover.is_some() => Entrance::Locked(profile.clone()),
            Some(profile) => Entrance::Open(Space::new(&profile.space, None)),
            None => Entrance::Choose,
        }
    }

    /// From now on this window is this person's; it has to be loaded again.
    pub fn choose(&mut self, id: &str) {
        if let Some(session) = session() {
            // Without it the last one counts, which is this one.
            drop(session.set_item(keys::CHOSEN, id));
        }
        drop(self.change(|register| id.clone_into(&mut register.last)));
    }

    /// The window is nobody's again: the next start asks.
    pub fn part(&self) {
        if let Some(session) = session() {
            drop(session.remove_item(keys::CHOSEN));
        }
    }

    /// A new person's space, empty and not locked. `id` was never there before.
    pub fn add(&mut self, id: &str, name: &str) -> Result<(), Refused> {
        let profile = Profile { id: id.to_owned(), name: name.to_owned(), space: id.to_owned(), cover: None };
        self.change(|register| register.profiles.push(profile))
    }

    /// Minutes until the space of a person is locked again.
    pub fn set_idle(&mut self, id: &str, minutes: u64) -> Result<(), Refused> {
        self.change(|register| {
            let covers = register.profiles.iter_mut().filter(|profile| profile.id == id);
            covers.filter_map(|profile| profile.cover.as_mut()).for_each(|cover| cover.idle = minutes);
        })
    }

    pub fn rename(&mut self, id: &str, name: &str) -> Result<(), Refused> {
        self.change(|register| {
            for profile in register.profiles.iter_mut().filter(|profile| profile.id == id) {
                name.clone_into(&mut profile.name);
            }
        })
    }

    /// The space of a locked profile, if this is its key.
    pub fn unlock(profile: &Profile, cipher: Cipher) -> Option<Space> {
        let cover = profile.cover.as_ref()?;
        (cipher.open(&cover.check, &profile.id)? == RIGHT).then(|| Space::new(&profile.space, Some(cipher)))
    }

    /// Moves the current space into a new one, named `space`, with this lock or none, and makes it the
    /// person's. The window has to be loaded again. On an error everything is as before; so it is where
    /// another window came in meanwhile.
    pub async fn move_into(
        &mut self,
        store: &Store,
        space: &str,
        lock: Option<(Cipher, [u64; 3], [u8; 16], u64)>,
    ) -> Result<(), Refused> {
        let (id, old) = (self.current().id.clone(), self.current().space.clone());
        let cover = match &lock {
            Some((cipher, cost, salt, idle)) => {
                let check = cipher.lock(RIGHT, &id)?;
                Some(Cover { cost: *cost, salt: *salt, check, idle: *idle })
            }
            None => None,
        };
        let running = self.read_again().begun.as_ref().is_some_and(|(_, at)| now().abs_diff(*at) < COPYING);
        if running {
            return Err(Refused::Elsewhere);
        }
        // If the window dies on the way, a later start deletes what it began.
        self.change(|register| register.begun = Some((space.to_owned(), now())))?;
        let other = Space::new(space, lock.map(|(cipher, ..)| cipher));
        let copied = store.space().copy_into(&other).await;
        let alone = store.others().await == 0;
        let stands = self.read_again().begun.as_ref().is_some_and(|(begun, _)| begun == space);
        if copied.is_err() || !alone || !stands {
            self.change(|register| give_up(register, space))?;
            return Err(copied.err().unwrap_or(Refused::Elsewhere));
        }
        self.change(|register| {
            register.begun = None;
            register.doomed.push(old);
            for profile in register.profiles.iter_mut().filter(|profile| profile.id == id) {
                space.clone_into(&mut profile.space);
                profile.cover.clone_from(&cover);
            }
        })
    }

    /// Takes the current person off the register, with all that is theirs: it is deleted when the window
    /// is loaded again, before anything else is done. Where nobody is left, the next one finds an empty
    /// space, named `fresh`.
    pub fn leave(&mut self, fresh: &str) -> Result<(), Refused> {
        let Profile { id, space, name, .. } = self.current().clone();
        self.change(|register| {
            register.doomed.push(space);
            register.left = Some(name);
            register.profiles.retain(|profile| profile.id != id);
            if register.profiles.is_empty() {
                register.profiles.push(Profile { space: fresh.to_owned(), ..Profile::default() });
            }
            register.last.clear();
        })?;
        self.part();
        Ok(())
    }

    /// Deletes what nobody uses any more, and copies that were never finished. Before any space is opened.
    pub async fn sweep(&mut self) -> Result<Swept, Refused> {
        if let Some((space, at)) = self.register.begun.clone()
            && now().abs_diff(at) >= COPYING
        {
            self.change(|register| give_up(register, &space))?;
        }
        let doomed = self.register.doomed.clone();
        for space in &doomed {
            Space::wipe(space).await?;
            self.change(|register| register.doomed.retain(|doomed| doomed != space))?;
        }
        let left = self.register.left.clone();
        if left.is_some() {
            self.change(|register| register.left = None)?;
        }
        Ok(Swept { spaces: doomed.len(), left })
    }

    /// The register as it is now: other windows write it too.
    fn read_again(&mut self) -> &Register {
        let (register, ours) = register_of(&self.local);
        (self.register, self.ours) = (register, ours);
        &self.register
    }

    fn change(&mut self, change: impl FnOnce(&mut Register)) -> Result<(), Refused> {
        let mut register = self.read_again().clone();
        change(&mut register);
        let before = std::mem::replace(&mut self.register, register);
        let written = self.write();
        if written.is_err() {
            self.register = before;
        }
        written
    }

    fn write(&self) -> Result<(), Refused> {
        if !self.ours {
            return Err(Refused::Unreadable);
        }
        let local = self.local.as_ref().map_err(Clone::clone)?;
        local.set(keys::REGISTER, &self.register.to_text())
    }
}

fn register_of(local: &Result<BrowserLocal, Refused>) -> (Register, bool) {
    let text = local.as_ref().ok().and_then(|local| local.get(keys::REGISTER).ok().flatten());
    let read = text.as_deref().map(Register::read);
    let ours = !matches!(&read, Some(None)) && !matches!(&read, Some(Some(register)) if register.newer);
    (read.flatten().unwrap_or_default(), ours)
}

/// A copy that is not taken in is to be deleted.
fn give_up(register: &mut Register, space: &str) {
    if register.begun.as_ref().is_some_and(|(begun, _)| begun == space) {
        register.begun = None;
    }
    if !register.doomed.iter().any(|doomed| doomed == space) {
        register.doomed.push(space.to_owned());
    }
}

/// Milliseconds since 1970.
fn now() -> u64 {
    js_sys::Date::now() as u64
}

static NOBODY: Profile =
    Profile { id: String::new(), name: String::new(), space: String::new(), cover: None };

fn session() -> Option<web_sys::Storage> {
    web_sys::window()?.session_storage().ok()?
}
