#!/usr/bin/env bash
# One script for everything: ./build.sh run | test | build | bench NAME | coverage | fmt | lint | audit | release | reproduce
# What is missing is set up on the way: Rust parts through rustup, wasm-bindgen through cargo, the rest through
# npm. Tools go to a cache folder of the user, named by version, so that every clone shares them.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

readonly ROOT=$PWD
readonly CACHE=${GOUJI_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/gouji}
readonly WASM_TARGET=wasm32-unknown-unknown
readonly BINDGEN_VERSION=0.2.130
readonly BINDGEN_ROOT=$CACHE/wasm-bindgen-$BINDGEN_VERSION
readonly DENY_VERSION=0.20.2
readonly CYCLONEDX_VERSION=0.5.9
readonly COVERAGE_VERSION=0.9.1
readonly MUTANTS_VERSION=27.1.0
readonly TARGET_DIR=${CARGO_TARGET_DIR:-$ROOT/target}
readonly GENERATED=www/generated
readonly EXAMPLE=src/example.txt
export GOUJI_CACHE=$CACHE

say() { printf '» %s\n' "$*"; }

stop() {
  printf '✗ %s\n' "$*" >&2
  exit 1
}

have() { command -v "$1" >/dev/null 2>&1; }

# ---- what must be there -----------------------------------------------------------------------------------

need_rust() {
  have cargo || stop '缺少 Rust：请先安装 rustup（https://rustup.rs），再运行一次。'
  have cc || have gcc || have clang || stop '缺少 C 编译器：请先安装 gcc 或 clang（Debian/Ubuntu：apt-get install gcc libc6-dev），再运行一次。'
}

need_node() {
  have node || stop '缺少 Node.js：请先安装 20 或更新的版本（https://nodejs.org），再运行一次。'
  local major
  major=$(node -p 'process.versions.node.split(".")[0]')
  ((major >= 20)) || stop "Node.js 版本太旧（现为 $(node --version)）：需要 20 或更新的版本。"
  have npm || stop '缺少 npm：请随 Node.js 一起安装 npm，再运行一次。'
}

# The standard library is built from source for old browser engines; rust-src holds it.
need_wasm_target() {
  need_rust
  local sysroot
  sysroot=$(rustc --print sysroot)
  if [[ ! -d $sysroot/lib/rustlib/$WASM_TARGET || ! -d $sysroot/lib/rustlib/src/rust/library ]]; then
    have rustup || stop "缺少 rustup：当前的 Rust 没有 $WASM_TARGET 目标和 rust-src，请改用 rustup（https://rustup.rs）安装。"
    say "安装 Rust 的 $WASM_TARGET 目标和标准库源码 …"
    rustup target add "$WASM_TARGET"
    rustup component add rust-src
  fi
}

# Without --locked: the lock file inside the package names versions that were withdrawn since.
need_bindgen() {
  [[ -x $BINDGEN_ROOT/bin/wasm-bindgen ]] && return
  need_rust
  say "安装 wasm-bindgen $BINDGEN_VERSION（约 3 分钟，只需一次，放在 $BINDGEN_ROOT）…"
  CARGO_TARGET_DIR=$CACHE/build-wasm-bindgen RUSTFLAGS='' \
    cargo install wasm-bindgen-cli --version "$BINDGEN_VERSION" --root "$BINDGEN_ROOT" --quiet
  rm -rf "$CACHE/build-wasm-bindgen"
}

# $1: a command of cargo's from crates.io, $2: its version; then it is $CACHE/NAME-VERSION/bin/NAME.
need_cargo_tool() {
  local root=$CACHE/$1-$2
  [[ -x $root/bin/$1 ]] && return
  need_rust
  say "安装 $1 $2（几分钟，只需一次，放在 $root）…"
  CARGO_TARGET_DIR=$CACHE/build-$1 RUSTFLAGS='' cargo install "$1" --version "$2" --root "$root" --quiet
  rm -rf "$CACHE/build-$1"
}

# node_modules lives in the cache under the hash of the lock file; www/node_modules links to it.
need_packages() {
  need_node
  local key store
  key=$(node -p 'require("crypto").createHash("sha256").update(require("fs").readFileSync("www/package-lock.json")).digest("hex").slice(0, 16)')
  store=$CACHE/npm-$key
  [[ -e $store/done ]] || install_packages "$store"
  if [[ ! www/node_modules -ef $store/node_modules ]]; then
    rm -rf www/node_modules
    ln -s "$store/node_modules" www/node_modules
  fi
}

install_packages() {
  say "安装构建与测试用的 npm 包（约 10 秒，放在 $1）…"
  rm -rf "$1"
  mkdir -p "$1"
  cp www/package.json www/package-lock.json www/.npmrc "$1/"
  (cd "$1" && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error) ||
    stop 'npm 包没有装上：请检查能否访问 npm 软件源（npm config get registry），再运行一次。'
  touch "$1/done"
}

# ---- build ------------------------------------------------------------------------------------------------

# target-cpu=mvp with a rebuilt standard library: browsers from Chromium 64 on can load the modules.
# Every flag is there because a module is smaller after brotli with it. No source places or derived Debug texts (panic
# messages stay); loops keep their plain counters; a few small functions more than usual are inlined. wasm-opt moves only
# small functions into their one caller and shares no sums: moving all saves bytes, but brotli then makes less of them.
# $1: name of the module; the rest: cargo features of it (none for the core).
build_module() {
  local name=$1 flags='-Ctarget-cpu=mvp -Zlocation-detail=none -Zfmt-debug=none'
  shift
  flags+=" -Cllvm-args=-disable-lsr -Cllvm-args=-inline-threshold=30 --remap-path-prefix=$ROOT=/gouji"
  flags+=" --remap-path-prefix=${CARGO_HOME:-$HOME/.cargo}=/cargo --remap-path-prefix=$(rustc --print sysroot)=/rust"
  RUSTC_BOOTSTRAP=1 RUSTFLAGS=$flags CARGO_TARGET_DIR=$TARGET_DIR \
    cargo build --profile wasm --lib --no-default-features "$@" \
    -Zbuild-std=std,panic_abort -Zbuild-std-features=optimize_for_size --target "$WASM_TARGET"
  "$BINDGEN_ROOT/bin/wasm-bindgen" --target web --no-typescript --out-dir "$GENERATED" --out-name "$name" \
    "$TARGET_DIR/$WASM_TARGET/wasm/gouji.wasm"
  www/node_modules/.bin/wasm-opt -Oz --converge --mvp-features --one-caller-inline-max-function-size=30 --skip-pass=local-cse \
    --strip-debug --strip-producers --strip-target-features "$GENERATED/${name}_bg.wasm" -o "$GENERATED/$name.wasm"
}

build_wasm() {
  need_wasm_target
  need_bindgen
  need_packages
  say '编译 WebAssembly 模块（首次连同标准库，约 2–4 分钟）…'
  build_module gouji
  build_module full --features prose,dossier
  build_module office --features office
  build_module page --features page
}

build() {
  build_wasm
  say '打包网页 …'
  node www/build.mjs
}

# ---- run --------------------------------------------------------------------------------------------------

run() {
  need_rust
  need_node
  build
  say "用命令行版核对示例年报：gouji check $EXAMPLE"
  # The example has mistakes on purpose, so that finding them (exit code 1) is what should happen here.
  cargo run --quiet --release --bin gouji -- check "$EXAMPLE" || (($? == 1)) || stop '命令行版没有跑通，请看上面的提示。'
  exec node www/serve.mjs dist "${1:-8080}"
}

# ---- test -------------------------------------------------------------------------------------------------

passed=0 failed=0 skipped=0

count() {
  passed=$((passed + $1)) failed=$((failed + $2)) skipped=$((skipped + $3))
}

test_rust() {
  local log=$1/cargo.log status=0
  say '测试：Rust …'
  GOUJI_SKIPPED=$1/skipped cargo test --no-fail-fast 2>&1 | tee "$log" || status=$?
  count $(sed -nE 's/^test result: .* ([0-9]+) passed; ([0-9]+) failed; ([0-9]+) ignored.*/\1 \2 \3/p' "$log" |
    awk '{ p += $1; f += $2; s += $3 } END { print p + 0, f + 0, s + 0 }')
  count_skipped "$1/skipped"
  # A crate that does not compile closes with no count at all.
  ((status == 0 || failed > 0)) || count 0 1 0
}

# Tests that had nothing to read say so in this file; Rust counts them as passed.
count_skipped() {
  [[ -s $1 ]] || return 0
  say '跳过的测试：'
  sort -u "$1"
  local number
  number=$(sort -u "$1" | wc -l)
  count "-$number" 0 "$number"
}

test_types() {
  say '测试：TypeScript 类型 …'
  if check_types; then count 1 0 0; else count 0 1 0; fi
}

test_browsers() {
  local tap=$1/browser.tap status=0 number
  say '测试：浏览器 …'
  node --test --test-concurrency=1 --test-reporter=spec --test-reporter-destination=stdout \
    --test-reporter=tap --test-reporter-destination="$tap" tests/browser/*.test.mjs || status=$?
  number() { sed -nE "s/^# $1 ([0-9]+)$/\1/p" "$tap" | tail -1; }
  local fail=$(($(number fail) + $(number cancelled)))
  count "$(number pass)" "$fail" "$(number skipped)"
  ((status == 0 || fail > 0)) || count 0 1 0
}

run_tests() {
  local logs
  need_rust
  need_packages
  logs=$(mktemp -d)
  trap "rm -rf '$logs'" EXIT
  test_rust "$logs"
  test_types
  if build; then test_browsers "$logs"; else count 0 1 0; fi
  printf '%d passed, %d failed, %d skipped\n' "$passed" "$failed" "$skipped"
  ((failed == 0))
}

# ---- release ----------------------------------------------------------------------------------------------

# Licences, duplicates and sources of what is depended on; known vulnerabilities where their lists can be had.
audit() {
  need_packages
  need_cargo_tool cargo-deny "$DENY_VERSION"
  local checks=(licenses bans sources) status=0
  local deny=("$CACHE/cargo-deny-$DENY_VERSION/bin/cargo-deny" --locked --config .ci/deny.toml)
  if "${deny[@]}" fetch db >/dev/null 2>&1; then
    checks+=(advisories)
  else
    say '没有取到 RustSec 漏洞公告：这一项没有核对。'
  fi
  "${deny[@]}" check --hide-inclusion-graph "${checks[@]}" || status=1
  node www/build/audit.mjs || status=1
  return $status
}

release() {
  need_rust
  need_cargo_tool cargo-cyclonedx "$CYCLONEDX_VERSION"
  build
  say '制作发布文件 …'
  CARGO_CYCLONEDX=$CACHE/cargo-cyclonedx-$CYCLONEDX_VERSION/bin/cargo-cyclonedx node www/build/release.mjs
}

# The same sources in a folder of another name, with nothing built before, must give the same files.
reproduce() {
  local copy status=0
  build
  copy=$(mktemp -d)/another-folder
  trap "rm -rf '${copy%/*}'" EXIT
  say "在 $copy 中再构建一次 …"
  mkdir -p "$copy"
  git ls-files -z --cached --others --exclude-standard | xargs -0 cp --parents -t "$copy"
  (cd "$copy" && CARGO_TARGET_DIR=$copy/target ./build.sh build >/dev/null)
  diff -rq --exclude=release dist "$copy/dist" || status=1
  ((status == 0)) && say "两次构建的 $(find "$copy/dist" -type f | wc -l) 个文件逐字节相同。"
  return $status
}

# ---- the small ones ---------------------------------------------------------------------------------------

check_types() { www/node_modules/.bin/tsc --noEmit -p www; }

lint() {
  need_rust
  need_packages
  say '检查：格式、clippy、类型 …'
  cargo fmt --check
  cargo clippy --all-targets -- -D warnings
  check_types
}

bench() {
  local name=${1:?用法：./build.sh bench 名称（见 benches/）}
  shift
  if [[ -e benches/$name.mjs ]]; then
    need_packages
    node "benches/$name.mjs" "$@"
  else
    need_rust
    cargo bench --bench "$name" -- "$@"
  fi
}

# Modules whose lines must be run by the tests, and the least share of them, in percent.
readonly COVERED='rules/|number.rs|localize/'
readonly COVERED_SHARE=95

# Every test but those that run for minutes and look for crashes rather than for what is said.
cover_tests() {
  local file name
  for file in tests/*.rs; do
    name=$(basename "$file" .rs)
    [[ $name == fuzz || $name == hostile ]] || printf -- '--test\n%s\n' "$name"
  done
}

# Of those modules, file by file: the share of lines that the tests run, and the lines that they do not.
coverage() {
  need_cargo_tool cargo-llvm-cov "$COVERAGE_VERSION"
  have rustup && rustup component add llvm-tools
  local tests lines=$TARGET_DIR/coverage.lcov
  mapfile -t tests < <(cover_tests)
  "$CACHE/cargo-llvm-cov-$COVERAGE_VERSION/bin/cargo-llvm-cov" llvm-cov --lib "${tests[@]}" --lcov --output-path "$lines" "$@"
  # DA:LINE,TIMES once for each line of a file, after SF:FILE.
  awk -F '[:,]' -v root="$ROOT/src/" -v files="^($COVERED)" -v least="$COVERED_SHARE" '
    $1 == "SF" { file = index($2, root) == 1 ? substr($2, length(root) + 1) : ""; run = all = 0; missed = "" }
    $1 == "DA" { all++; if ($3 > 0) run++; else missed = missed " " $2 }
    /^end_of_record/ && file ~ files { printf "%6.2f %%  %4d 行  %s%s\n", 100 * run / all, all, file, missed ? "  未运行：" missed : ""; runs += run; alls += all }
    END { share = alls ? 100 * runs / alls : 0; printf "%6.2f %%  %4d 行  合计\n", share, alls; exit share < least }' "$lines"
}

usage() {
  cat <<'TEXT'
用法：./build.sh 命令
  run [端口]   备齐所需，构建，核对示例年报，并在本机打开网页服务（默认 8080）
  test         备齐所需，运行全部测试（设 GOUJI_REPORTS=文件夹 可加测真实年报）
  build        构建网页到 dist/ 并列出各文件大小
  bench 名称   运行 benches/ 中的一项测量；all 为全部，并写进 README
  coverage     列出规则、数字、差错定位各文件没有被测试运行到的行（运行到的少于 95 % 时失败）
  fmt          整理 Rust 代码格式
  lint         检查格式、clippy 和类型
  audit        检查依赖的许可、来源、重复，能联网时还有已知漏洞
  release      制作发布文件到 dist/release/
  reproduce    在另一个文件夹里再构建一次，逐字节比较
TEXT
}

case ${1:-} in
  run) shift && run "$@" ;;
  test) run_tests ;;
  build) build ;;
  bench) shift && bench "$@" ;;
  coverage) shift && coverage "$@" ;;
  fmt) need_rust && cargo fmt ;;
  lint) lint ;;
  audit) audit ;;
  release) release ;;
  reproduce) reproduce ;;
  *) usage && exit 2 ;;
esac
