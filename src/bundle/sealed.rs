//! 数据包: a sealed set of documents that travels. Reads its JSON strictly and without loss, gives
//! its digest, writes it again. Knows nothing of archives, and nothing of what documents hold.

use serde_json::{Map, Value};

use super::canonical::{self, Sink};
use super::digest::Digest;
use super::document::Document;
use super::header::Header;
use super::json::{self, JsonFault};
use super::key::{PublicKey, SigningKey};
use super::limits::{MAX_BYTES, MAX_DOCUMENTS};
use super::member::malformed;
use super::seal;
use crate::domain::finding::BundleProblem;

const FORMAT: &str = "hengping.bundle";
const DOCUMENTS: &str = "documents";
/// The version this program writes and takes over.
pub const VERSION: i64 = 1;

/// A bundle as read or as made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bundle {
    pub version: i64,
    pub header: Header,
    pub documents: Vec<Document>,
    /// What it is known by: the digest of everything but the seal.
    pub digest: Digest,
    seal: Option<Value>,
    /// Every other member at the top, known or not; the list of documents stands in it empty.
    rest: Map<String, Value>,
}

impl Bundle {
    /// Reads the JSON of a bundle. A document that does not read is kept with its problem; so is a
    /// seal that does not hold, see [`Self::signer`].
    pub fn read(bytes: &[u8]) -> Result<Self, BundleProblem> {
        let size = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
        if size > MAX_BYTES {
            return Err(BundleProblem::TooLarge { size, limit: MAX_BYTES });
        }
        let mut documents = Vec::new();
        let mut take = |value: Value| {
            if documents.len() == MAX_DOCUMENTS {
                return Err(String::new());
            }
            documents.push(Document::of(&value, documents.len()));
            Ok(())
        };
        match json::read_items(bytes, DOCUMENTS, &mut take) {
            Err(_) if documents.len() == MAX_DOCUMENTS => {
                Err(BundleProblem::TooManyDocuments { limit: MAX_DOCUMENTS })
            }
            Err(JsonFault { path, detail }) => Err(BundleProblem::NotJson { path, detail }),
            Ok(Value::Object(rest)) => Self::assemble(rest, documents),
            Ok(_) => Err(BundleProblem::NotABundle { format: String::new() }),
        }
    }

    fn assemble(mut rest: Map<String, Value>, documents: Vec<Document>) -> Result<Self, BundleProblem> {
        let format = rest.get("format").and_then(Value::as_str).unwrap_or_default();
        if format != FORMAT {
            return Err(BundleProblem::NotABundle { format: format.to_owned() });
        }
        let version = rest.get("version").and_then(Value::as_i64).filter(|version| *version >= 1);
        let version = version.ok_or_else(|| malformed("version".to_owned(), "应为不小于 1 的整数"))?;
        let newer = version > VERSION;
        if !newer && !rest.get(DOCUMENTS).is_some_and(Value::is_array) {
            return Err(malformed(DOCUMENTS.to_owned(), "应为列表"));
        }
        let seal = rest.remove("seal");
        let header = Header::read(rest.get("header"), newer)?;
        Ok(Self { version, header, documents, digest: Digest::of_bytes(b""), seal, rest }.with_digest())
    }

    /// A bundle of these documents, not sealed yet.
    pub fn new(header: Header, documents: Vec<Document>) -> Self {
        let mut rest = Map::new();
        rest.insert("format".to_owned(), FORMAT.into());
        rest.insert("version".to_owned(), VERSION.into());
        rest.insert("header".to_owned(), header.json());
        rest.insert(DOCUMENTS.to_owned(), Value::Array(Vec::new()));
        let digest = Digest::of_bytes(b"");
        Self { version: VERSION, header, documents, digest, seal: None, rest }.with_digest()
    }

    /// The same bundle sealed with this key, in place of any seal it had. `None` as in
    /// [`SigningKey`]'s signing.
    pub fn sealed(mut self, key: &SigningKey) -> Option<Self> {
        self.seal = Some(seal::make(&self.digest, key)?);
        Some(self)
    }

    /// Whether the seal holds, and the key that made it.
    pub fn signer(&self) -> Result<PublicKey, BundleProblem> {
        seal::verify(self.seal.as_ref(), &self.digest)
    }

    /// Written by a newer program: it can be looked at and carried on, not taken over.
    pub fn is_read_only(&self) -> bool {
        self.version > VERSION
    }

    /// The file's bytes: canonical, with the seal.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = Vec::new();
        self.write(self.seal.as_ref(), &mut |piece| bytes.extend_from_slice(piece));
        bytes
    }

    fn with_digest(mut self) -> Self {
        self.digest = Digest::of_pieces(|out| self.write(None, out));
        self
    }

    fn write(&self, seal: Option<&Value>, out: &mut Sink) {
        let texts = self.documents.iter().map(Document::text);
        canonical::write_apart(&self.rest, seal.map(|seal| ("seal", seal)), DOCUMENTS, texts, out);
    }
}
