//! 草稿: what is being typed into a field before it is an edit. Kept on every `input`, one slot a
//! field, gone when the edit lands. The draft is the edit that the field would make now.

use serde::Serialize;

use crate::domain::command::Command;
use crate::domain::ids::CaseId;

use super::members::Members;
use super::state::QuarantineReason;

/// The shape this program writes. The first had no version; 1 knew no edits of goals.
pub const VERSION: u32 = 2;

/// The text in one field that was not yet an edit when the page went away.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Draft {
    pub version: u32,
    pub case: CaseId,
    pub command: Command,
}

/// Reads a stored draft of any version up to [`VERSION`].
pub fn read(raw: &str) -> Result<Draft, QuarantineReason> {
    let members = Members::of(raw, VERSION)?;
    Ok(Draft {
        version: members.version()?,
        case: CaseId::new(members.text("case")?),
        command: members.value("command")?,
    })
}

/// The field that an edit is about: two edits of one field share it. `None` where the edit is of a
/// whole row and so is never a draft.
pub fn field_of(command: &Command) -> Option<String> {
    command.field()
}

#[cfg(test)]
mod tests {
    use super::field_of;
    use crate::domain::command::Command;
    use crate::domain::ids::RowId;
    use crate::domain::place::RowField;

    #[test]
    fn edits_of_one_field_share_its_slot_and_no_other() {
        let set =
            |row: &str, field, text: &str| Command::SetRow { row: RowId::new(row), field, text: text.into() };
        assert_eq!(field_of(&set("r1", RowField::Actual, "4")), field_of(&set("r1", RowField::Actual, "45")));
        assert_ne!(field_of(&set("r1", RowField::Actual, "4")), field_of(&set("r2", RowField::Actual, "4")));
        assert_ne!(field_of(&set("r1", RowField::Actual, "4")), field_of(&set("r1", RowField::Reason, "4")));
        assert_eq!(field_of(&Command::RemoveRow { row: RowId::new("r1") }), None);
    }
}
