//! Words for the people who share a device: names, passphrases, leaving.

/// A person, also where nobody gave a name yet.
pub fn profile_name(name: &str) -> String {
    if name.is_empty() { "本机使用人".to_owned() } else { name.to_owned() }
}

pub fn wrong_passphrase() -> &'static str {
    "口令不对，没有打开。请检查大小写和输入法后重新输入；数据没有改动。"
}

pub fn short_passphrase(shortest: usize) -> String {
    format!("新口令不足 {shortest} 个字符，没有设置：请加长后再试。")
}

pub fn passphrases_differ() -> &'static str {
    "两次输入的新口令不一样，没有设置：请重新输入。"
}

/// A change of passphrase was refused by the browser; `reason` without a full stop.
pub fn lock_not_changed(reason: &str) -> String {
    format!("口令没有改动：{reason}。原有内容都在，可以再试。")
}

pub fn name_is_missing() -> &'static str {
    "请填写姓名。"
}

pub fn names_are_missing() -> &'static str {
    "请填写两个姓名：现有内容的使用人和新的使用人。"
}

pub fn name_is_taken(name: &str) -> String {
    format!("本机已有使用人“{name}”：请换一个写法，以免混淆。")
}

/// The register of people was not written; `reason` without a full stop.
pub fn register_not_written(reason: &str) -> String {
    format!("没有写入：{reason}。使用人没有改动。")
}

/// Other windows stand in the way of what concerns everything.
pub fn other_windows(count: usize) -> String {
    format!("还有 {count} 个窗口打开着同样的内容：请先关闭那些窗口，再试一次。")
}

/// Something is in this window alone.
pub fn not_all_is_kept() -> &'static str {
    "有内容还没有存到本机，现在不能继续：请先按上方红条的提示保存或导出。"
}

/// What would be lost is no longer what was shown.
pub fn uncopied_changed() -> &'static str {
    "内容刚有变化，没有清除：请重新看过上面的清单，再决定。"
}

pub fn keeper_did_not_answer() -> &'static str {
    "加密程序没有载入：请接通网络后再试，数据没有改动。"
}

pub fn no_randomness() -> &'static str {
    "此浏览器不提供安全随机数，不能加密：请换用较新的浏览器。"
}

/// Somebody left this device for good, and it was looked whether everything is gone.
pub fn person_is_gone(name: &str) -> String {
    let name = profile_name(name);
    format!(
        "“{name}”在本机的项目、草稿、改动记录和设置已全部清除，并已检查没有剩余。其他使用人的内容没有动。"
    )
}

/// It could not be; a reason follows.
pub fn left_behind_stays() -> &'static str {
    "有不再使用的内容还没有删完，下次打开时继续："
}
