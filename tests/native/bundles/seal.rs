//! What a seal proves, and each way in which it can fail to.

use base64ct::{Base64UrlUnpadded, Encoding};
use hengping::bundle::key::{NotAKey, PublicKey, SigningKey};
use hengping::bundle::{Bundle, digest::Digest, seal};
use hengping::domain::finding::BundleProblem;
use serde_json::{Value, json};

use super::{key, sealed, value};

/// The bundle with one member replaced, read again.
fn altered(pointer: &str, by: Value) -> Bundle {
    let mut json = value(&String::from_utf8(sealed().to_bytes()).expect("text"));
    *json.pointer_mut(pointer).unwrap_or_else(|| panic!("no {pointer}")) = by;
    Bundle::read(json.to_string().as_bytes()).unwrap_or_else(|problem| panic!("{pointer}: {problem:?}"))
}

fn code(bundle: &Bundle) -> &'static str {
    bundle.signer().expect_err("does not hold").code()
}

fn bytes(hex: &str) -> Vec<u8> {
    let pair = |pair: &[u8]| u8::from_str_radix(std::str::from_utf8(pair).expect("hex"), 16).expect("hex");
    hex.as_bytes().chunks(2).map(pair).collect()
}

/// RFC 6979, A.2.5: P-256, SHA-256, message `sample`.
#[test]
fn a_signature_is_the_one_of_the_standard() {
    let secret = bytes("C9AFA9D845BA75166B5C215767B1D6934E50C3DB36E89B127B8A622B120F6721");
    let key = SigningKey::of_random(&secret.try_into().expect("32 bytes")).expect("a key");
    let sealed = seal::make(&Digest::of_bytes(b"sample"), &key).expect("sealed");
    let member = |of: &Value| Base64UrlUnpadded::decode_vec(of.as_str().expect("text")).expect("base64url");
    let (r, s) = (
        "EFD48B2AACB6A8FD1140DD9CD45E81D69D2C877B56AAF991C34D0EA84EAF3716",
        "F7CB1C942D657C41D436C7A1B6E29F65F3E900DBB9AFF4064DC4AB2F843ACDA8",
    );
    assert_eq!(member(&sealed["signature"]), bytes(&format!("{r}{s}")));
    let x = "60FED4BA255A9D31C961EB74C6356D68C049B8923B61FA6CE669622E60F29FB6";
    assert_eq!(member(&sealed["key"]["x"]), bytes(x));
}

#[test]
fn a_bundle_tells_who_sealed_it() {
    assert_eq!(sealed().signer(), Ok(key(7).public()));
    let read = Bundle::read(&sealed().to_bytes()).expect("a bundle");
    assert_eq!((read.signer(), &read), (Ok(key(7).public()), &sealed()));
}

#[test]
fn any_change_after_the_seal_is_told() {
    let changed = altered("/documents/0/body/head/project", "农田水利。".into());
    let Err(BundleProblem::DigestDiffers { stated, computed }) = changed.signer() else { panic!("holds") };
    assert_eq!((stated, computed), (sealed().digest.to_string(), changed.digest.to_string()));
    for pointer in ["/documents/0/case/name", "/documents/0/parent", "/header/year", "/documents/0/id"] {
        let new = if pointer == "/header/year" { json!(2024) } else { json!(changed.digest.as_str()) };
        assert_eq!(code(&altered(pointer, new)), "digest-differs", "{pointer}");
    }
}

#[test]
fn every_bit_of_every_byte_counts() {
    let bytes = sealed().to_bytes();
    for at in 0..bytes.len() {
        let mut broken = bytes.clone();
        broken[at] ^= 1;
        let holds = Bundle::read(&broken).is_ok_and(|bundle| bundle.signer().is_ok());
        assert!(!holds, "unnoticed at byte {at}");
    }
}

#[test]
fn each_fault_of_a_seal_has_its_own_name() {
    let other = json!(key(8).public().jwk());
    for (pointer, by, code_wanted) in [
        ("/seal", Value::Null, "not-sealed"),
        ("/seal/alg", json!("SM2"), "algorithm-unknown"),
        ("/seal/alg", json!(5), "bundle-malformed"),
        ("/seal/digest", json!(format!("sha256:{}", "0".repeat(64))), "digest-differs"),
        ("/seal/key", other, "signature-wrong"),
        ("/seal/key", Value::Null, "key-invalid"),
        ("/seal/key/crv", json!("P-384"), "key-invalid"),
        ("/seal/key/x", json!("AAAA"), "key-invalid"),
        // Not on the curve; zero; and larger than the field.
        ("/seal/key/x", json!("YP7UuiVwnZUAMLjlhjpsm95buklpi9T5bUyVL7FPsLY"), "key-invalid"),
        ("/seal/key/y", json!("A".repeat(43)), "key-invalid"),
        ("/seal/key/x", json!(format!("{}8", "_".repeat(42))), "key-invalid"),
        ("/seal/signature", json!("A".repeat(86)), "signature-wrong"),
        ("/seal/signature", json!("AAAA"), "signature-wrong"),
        ("/seal/signature", json!(format!("{}==", "A".repeat(86))), "signature-wrong"),
    ] {
        assert_eq!(code(&altered(pointer, by.clone())), code_wanted, "{pointer} {by}");
    }
}

/// s and n − s sign the same; programs differ in which they write.
#[test]
fn both_values_of_s_hold() {
    let signature = seal::make(&sealed().digest, &key(7)).expect("sealed")["signature"].clone();
    let high = p256_other_s(signature.as_str().expect("text"));
    assert_ne!(signature, high.as_str());
    assert_eq!(altered("/seal/signature", high.into()).signer(), Ok(key(7).public()));
}

fn p256_other_s(signature: &str) -> String {
    let bytes = Base64UrlUnpadded::decode_vec(signature).expect("base64url");
    let signature = p256::ecdsa::Signature::from_slice(&bytes).expect("a signature");
    let other = p256::ecdsa::Signature::from_scalars(signature.r(), -signature.s()).expect("a signature");
    Base64UrlUnpadded::encode_string(&other.to_bytes())
}

#[test]
fn another_key_over_the_same_content_is_another_signer_with_the_same_digest() {
    let again = sealed().sealed(&key(8)).expect("sealed");
    assert_eq!(again.digest, sealed().digest);
    assert_eq!(again.signer(), Ok(key(8).public()));
    assert_ne!(key(8).public().code(), key(7).public().code());
}

#[test]
fn keys_are_written_and_read() {
    assert_eq!(SigningKey::of_secret(&key(7).secret()).map(|key| key.public()), Some(key(7).public()));
    assert_eq!(PublicKey::of_jwk(&key(7).public().jwk()), Ok(key(7).public()));
    assert_eq!(PublicKey::of_jwk(&json!({})), Err(NotAKey));
    assert!(SigningKey::of_random(&[0; 32]).is_none() && SigningKey::of_random(&[255; 32]).is_none());
    assert!(SigningKey::of_secret("").is_none());
    assert!(!format!("{:?}", key(7)).contains(&key(7).secret()));
}
