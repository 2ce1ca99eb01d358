#!/bin/sh
# Installs what building (`install.sh build`) or testing (`install.sh test`) needs and is not there yet, and
# says exactly what is missing where it cannot. Quick when nothing is.
set -eu
cd "$(dirname "$0")/.."

TRUNK=0.21.14
SPLIT=0.2.4
BINDGEN=$(awk '/^name = "wasm-bindgen"$/ { getline; gsub(/"/, "", $3); print $3; exit }' Cargo.lock)

# The programs share what they are built of, and are built in half the time that their own profiles take.
programs() {
    CARGO_TARGET_DIR="${CARGO_TARGET_DIR:-target}/tools" CARGO_PROFILE_RELEASE_OPT_LEVEL=1 CARGO_PROFILE_RELEASE_LTO=off \
        CARGO_PROFILE_RELEASE_CODEGEN_UNITS=16 CARGO_PROFILE_RELEASE_DEBUG=0 cargo install "$@"
}

lacking() {
    printf '缺少 %s。\n%s\n' "$1" "$2" >&2
    exit 1
}

has() { command -v "$1" >/dev/null 2>&1; }

# The version a program reports, "" without the program.
version() { has "$1" && "$1" --version 2>/dev/null | awk '{ print $2; exit }' || :; }

# A cargo program of one very version. Another version already installed stays as it is: ours goes to .tools.
cargo_program() { # program crate version flags
    [ "$(version "$1")" = "$3" ] && return
    echo "安装 $2 $3 ……"
    if has "$1"; then root="--root .tools"; else root=""; fi
    if [ -z "$root" ] && has cargo-binstall && cargo binstall --no-confirm "$2@$3"; then return; fi
    # shellcheck disable=SC2086 # flags are words
    programs "$2" --version "$3" $4 $root ||
        lacking "$2 $3" "请确认能访问 crates 源，然后再试：cargo install $2 --version $3 $4"
}

# Cuts the workbench. It does not say its version, and a program of another project has its name: ours is always in .tools.
splitter() {
    cargo install --list --root .tools 2>/dev/null | grep -qx "wasm_split_cli_support v$SPLIT:" && return
    echo "安装 wasm_split_cli_support $SPLIT ……"
    programs wasm_split_cli_support --version "$SPLIT" --features build-binary --locked --root .tools ||
        lacking "wasm-split-cli $SPLIT" "请确认能访问 crates 源，然后再试：cargo install wasm_split_cli_support --version $SPLIT --features build-binary --locked --root .tools"
}

for_building() {
    has cargo || lacking "Rust 工具链（cargo）" "请从 https://rustup.rs 安装 rustup，然后再试。"
    has cc || lacking "C 链接器（cc）" "Debian、Ubuntu：apt-get install gcc libc6-dev；其他系统请安装其 C 编译器。"
    has node || lacking "Node.js 20 以上" "请从 https://nodejs.org 或系统软件源安装 nodejs 和 npm，然后再试。"
    [ "$(node -p 'process.versions.node.split(".")[0] >= 20')" = true ] ||
        lacking "Node.js 20 以上（现有 $(node --version)）" "请从 https://nodejs.org 安装较新的版本。"
    has npm || lacking npm "请安装 npm（多随 Node.js 提供），然后再试。"

    if ! [ -d "$(rustc --print target-libdir --target wasm32-unknown-unknown 2>/dev/null)" ]; then
        has rustup || lacking "Rust 的 wasm32-unknown-unknown 目标" "请用 rustup 安装工具链，或装上系统的该目标包。"
        rustup target add wasm32-unknown-unknown ||
            lacking "Rust 的 wasm32-unknown-unknown 目标" "请再试：rustup target add wasm32-unknown-unknown"
    fi
    cargo_program trunk trunk "$TRUNK" --locked
    # Without --locked: its lock file names a crate that is not served everywhere.
    cargo_program wasm-bindgen wasm-bindgen-cli "$BINDGEN" ""
    splitter
    if ! cmp -s package-lock.json node_modules/.installed-lock; then
        npm ci --no-audit --no-fund --ignore-scripts --loglevel=error ||
            lacking "npm 软件包" "请确认能访问 npm 源，然后再试：npm ci"
        cp package-lock.json node_modules/.installed-lock
    fi
}

chromium() { has chromium || has chromium-browser || has google-chrome || [ -x "${CHROMIUM:-}" ]; }
chinese_font() { ! has fc-list || [ -n "$(fc-list :lang=zh-cn family)" ]; }

for_testing() {
    cargo fmt --version >/dev/null 2>&1 && cargo clippy --version >/dev/null 2>&1 ||
        rustup component add rustfmt clippy ||
        lacking "rustfmt 和 clippy" "请再试：rustup component add rustfmt clippy"
    # Checks bundles with its standard library alone.
    has python3 || lacking "Python 3.9 以上（python3）" "Debian（以 root）：apt-get install python3-minimal；其他系统请安装 Python 3。"
    has wasm-bindgen-test-runner || lacking wasm-bindgen-test-runner "请再试：cargo install wasm-bindgen-cli --version $BINDGEN"
    if chromium && has chromedriver && chinese_font; then return; fi
    if [ "$(id -u)" = 0 ] && has apt-get; then
        echo "安装 Chromium 和中文字体 ……"
        apt-get update -qq &&
            DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
                chromium chromium-driver fonts-noto-cjk >/dev/null || :
    fi
    chromium && has chromedriver ||
        lacking "Chromium 和 chromedriver" "Debian（以 root）：apt-get install chromium chromium-driver；其他系统请安装两者，再用环境变量 CHROMIUM 指明浏览器。"
    chinese_font || lacking "中文字体" "Debian（以 root）：apt-get install fonts-noto-cjk"
}

for_building
[ "${1:-build}" != test ] || for_testing
