//! Bundles: the bytes that are signed, the seal, what travels, and what is taken over from it.

mod canonical;
