# Hengping in two commands: `make run` and `make test`. Both install what is missing (tools/install.sh).
.DEFAULT_GOAL := run
.PHONY: run dev test app clean tools test-tools

export PATH := $(CURDIR)/node_modules/.bin:$(CURDIR)/.tools/bin:$(or $(CARGO_HOME),$(HOME)/.cargo)/bin:$(PATH)

LISTEN ?= 127.0.0.1:8317

# What the browser's side is made of; native code and tests do not make it stale.
APP_SOURCES := index.html Trunk.toml Cargo.toml Cargo.lock .cargo/config.toml build.rs package-lock.json \
	$(addprefix tools/,finish.mjs split.mjs optimize.mjs offline.mjs one-file.mjs compress.mjs size.mjs) \
	$(shell find src public style tools/one-file -type f -not -path 'src/cli/*' -not -path 'src/inbox/*' -not -name main.rs)

## run: build everything and serve it; the last line printed is the address
run: app
	cargo build --release --features app --bin hengping
	@exec cargo run --quiet --release --features app --bin hengping -- serve --listen $(LISTEN)

## dev: serve the app at http://127.0.0.1:8318/ and build it again at every change
dev: tools
	trunk serve

## test: every check there is, stopping at the first stage that fails
test: test-tools
	@node tools/test.mjs

## app: the browser's side, into dist/
app: dist/index.html

dist/index.html: $(APP_SOURCES) | tools
	@rm -rf dist/.stage # of a build that was broken off: trunk would take it up
	@# Trunk asks for one program after the other, and to link one keeps a single core busy.
	cargo build --profile web --target wasm32-unknown-unknown $(addprefix --bin ,workbench reader office keeper)
	trunk build --release

## clean: remove what was built, keep what was installed
clean:
	rm -rf dist
	cargo clean

tools:
	@tools/install.sh build

test-tools:
	@tools/install.sh test
