//! The indicator library of this device: the one in use, where it is not the shipped one, and the editions that were
//! in use before, as documents name them. Texts only; knows no library.

use super::overview::Inventory;
use crate::storage::backend::Changes;
use crate::storage::state::Refused;

/// How the names of all texts about libraries begin.
pub const LIBRARIES: &str = "library/";
/// The library in use instead of the shipped one.
pub const OWN_LIBRARY: &str = "library/own";
/// Before the id and the edition of one that was in use.
const EDITIONS: &str = "library/edition/";

/// A library that was in use.
pub struct FormerLibrary {
    pub id: String,
    pub edition: String,
    pub text: String,
}

fn place_of(id: &str, edition: &str) -> String {
    format!("{EDITIONS}{id}/{edition}")
}

impl Inventory {
    /// The library in use instead of the shipped one.
    pub async fn own_library(&self) -> Result<Option<String>, Refused> {
        self.device_text(OWN_LIBRARY).await
    }

    /// Puts a library, or the shipped one where there is none, in the place of `stands`, which remains as a former
    /// one: all of it or nothing. `Elsewhere`: another window has put another there meanwhile.
    pub async fn replace_library(
        &self,
        stands: Option<&str>,
        library: Option<String>,
        former: FormerLibrary,
    ) -> Result<(), Refused> {
        let changes: Changes = vec![
            (OWN_LIBRARY.to_owned(), library),
            (place_of(&former.id, &former.edition), Some(former.text)),
        ];
        let replace = |standing: Option<String>| {
            if standing.as_deref() == stands { Ok(changes) } else { Err(Refused::Elsewhere) }
        };
        self.holdings()?.change_device_texts(OWN_LIBRARY, Box::new(replace)).await
    }

    /// A library as it was in an edition that was in use here.
    pub async fn former_library(&self, id: &str, edition: &str) -> Result<Option<String>, Refused> {
        self.device_text(&place_of(id, edition)).await
    }

    /// The editions that were in use here, of whatever library.
    pub async fn former_editions(&self) -> Result<Vec<String>, Refused> {
        let names = self.holdings()?.device_names().await?;
        let edition = |name: &String| Some(name.strip_prefix(EDITIONS)?.split_once('/')?.1.to_owned());
        Ok(names.iter().filter_map(edition).collect())
    }

    /// Every text about libraries by its name: the one in use, former ones, and what this person notes of them.
    pub async fn library_texts(&self) -> Result<Vec<(String, String)>, Refused> {
        let holdings = self.holdings()?;
        let names = holdings.device_names().await?;
        let names: Vec<String> = names.into_iter().filter(|name| name.starts_with(LIBRARIES)).collect();
        let texts = holdings.device_texts(&names).await?;
        Ok(names.into_iter().zip(texts).filter_map(|(name, text)| Some((name, text?))).collect())
    }
}
