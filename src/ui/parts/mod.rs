//! Parts that more than one page is built from.

pub(crate) mod cell;
mod dialog;
mod figures;
mod head;
mod life;
pub(crate) mod live;
pub(crate) mod node;
mod press;
mod sheet;
pub mod single;

pub use dialog::{Dialog, DialogHandle};
pub use figures::{FindingLights, Grade, Money, mark};
pub use head::{PageHead, PlaceStep};
pub use life::{LifeDots, LifeStrip};
pub use press::press;
pub use sheet::{Note, Sheet};
