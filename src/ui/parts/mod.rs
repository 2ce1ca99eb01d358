//! Parts that more than one page is built from.

mod dialog;
mod figures;
mod head;
mod life;
pub(crate) mod live;
pub(crate) mod node;
mod press;

pub use dialog::{Dialog, DialogHandle};
pub use figures::{FindingLights, Grade, Money, mark};
pub use head::{PageHead, PlaceStep};
pub use life::{LifeDots, LifeStrip};
pub use press::press;
