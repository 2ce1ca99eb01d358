//! What the device tells: its clock, the browser's name, something that was never there before.

use leptos::prelude::window;
use wasm_bindgen::JsValue;

/// A moment of the browser's clock, in milliseconds since 1970, as local time `14:03:22`.
pub fn clock_at(millis: i64) -> String {
    // Milliseconds of this millennium are far below 2^53.
    let at = js_sys::Date::new(&JsValue::from_f64(millis as f64));
    format!("{:02}:{:02}:{:02}", at.get_hours(), at.get_minutes(), at.get_seconds())
}

/// A moment of the browser's clock as local day and time `2024-01-31 14:03`.
pub fn day_and_clock_at(millis: i64) -> String {
    let at = js_sys::Date::new(&JsValue::from_f64(millis as f64));
    let day = (at.get_full_year(), at.get_month() + 1, at.get_date());
    format!("{}-{:02}-{:02} {:02}:{:02}", day.0, day.1, day.2, at.get_hours(), at.get_minutes())
}

/// Now, as `2024-01-31T06:03:22.000Z`.
pub fn now_in_utc() -> String {
    js_sys::Date::new_0().to_iso_string().into()
}

/// The day as `20240131`, for file names.
pub fn day() -> String {
    let now = js_sys::Date::new_0();
    format!("{}{:02}{:02}", now.get_full_year(), now.get_month() + 1, now.get_date())
}

/// The day as `2024-01-31`, for documents.
pub fn today() -> String {
    let now = js_sys::Date::new_0();
    format!("{}-{:02}-{:02}", now.get_full_year(), now.get_month() + 1, now.get_date())
}

/// Whether the page is a file opened from a folder rather than a server's.
pub fn is_file() -> bool {
    window().location().protocol().is_ok_and(|protocol| protocol == "file:")
}

/// How the page was opened, in words.
pub fn way_in() -> &'static str {
    match window().location().protocol().unwrap_or_default().as_str() {
        "file:" => "单个文件（hengping.html）",
        "https:" => "网址，已加密（https）",
        _ => "网址，未加密（http）",
    }
}

/// The browser by name and core version, as people know it: `Chromium 126`.
pub fn browser() -> String {
    let agent = window().navigator().user_agent().unwrap_or_default();
    let known = [("Edg/", "Edge"), ("Firefox/", "Firefox"), ("Chrome/", "Chromium"), ("Version/", "Safari")];
    let version = |mark: &str| {
        let after = agent.split(mark).nth(1)?;
        Some(after.chars().take_while(char::is_ascii_digit).collect::<String>())
    };
    let found = known.iter().find_map(|(mark, name)| Some(format!("{name} {}", version(mark)?)));
    found.unwrap_or_else(|| "当前浏览器".to_owned())
}

/// Loads the page again, with nothing left in its memory.
pub fn load_again() {
    // Refused only while the page goes away.
    drop(window().location().reload());
}

/// The same, on the first page.
pub fn load_first_page() {
    drop(window().location().set_hash("#/"));
    load_again();
}

/// Bytes that nobody can foretell; `None` where the browser has none.
pub fn random<const N: usize>() -> Option<[u8; N]> {
    let mut bytes = [0; N];
    let crypto = window().crypto().ok()?;
    crypto.get_random_values_with_u8_array(&mut bytes).ok().map(|_| bytes)
}

/// Makes ids that sort as they were made, however fast.
pub fn ids_in_order() -> impl FnMut() -> String {
    let (stem, mut count) = (new_id(), 0_u32);
    move || {
        count += 1;
        let (moment, random) = stem.split_at_checked(12).unwrap_or((&stem, ""));
        format!("{moment}{count:06x}{}", random.get(6..).unwrap_or_default())
    }
}

/// A new id: the time in milliseconds, then random bytes, in hex. Sorts by age.
pub fn new_id() -> String {
    // Without a source of randomness the time still tells ids of one device apart.
    let random: [u8; 10] = random().unwrap_or_else(|| {
        let mut tick = [0; 10];
        tick[..8].copy_from_slice(&js_sys::Math::random().to_bits().to_le_bytes());
        tick
    });
    let tail: String = random.iter().map(|byte| format!("{byte:02x}")).collect();
    format!("{:012x}{tail}", js_sys::Date::now() as u64)
}
