# Shared set-up for `./play`, `./test` and `.ci/run`: sourced, never run. Works with bash 3.2 (macOS) and later.
# Finds what is missing, says what it is about to install, installs it. Everything said goes to stderr.
# Not here: what is built or tested (`play`, `test`).

say() { printf '%s\n' "$*" >&2; }

# Stops with status 2, "could not run".
give_up() {
    say "$@"
    exit 2
}

# The repository is one folder up from here.
repo=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)

# Where builds go: outside the repository, shared by all scripts. Relative paths are meant from the caller's folder.
choose_target_folder() {
    local target=${CARGO_TARGET_DIR:-}
    if [ -z "$target" ]; then
        if [ -n "${HOME:-}" ]; then target=$HOME/.cache/casus/target; else target=$repo/target; fi
    fi
    case $target in /*) ;; *) target=$PWD/$target ;; esac
    export CARGO_TARGET_DIR=$target
    # A foreign default target would move the program to another folder.
    unset CARGO_BUILD_TARGET
}

package_tool() {
    if [ "$(uname -s)" = Darwin ]; then echo macos
    elif command -v apt-get >/dev/null 2>&1; then echo apt
    elif command -v dnf >/dev/null 2>&1; then echo dnf
    elif command -v pacman >/dev/null 2>&1; then echo pacman
    else echo none
    fi
}

# as_root COMMAND…: directly for root, else with sudo (which may ask for a password, but never in CI).
as_root() {
    if [ "$(id -u)" -eq 0 ]; then "$@" </dev/null
    elif [ "${CI:-}" = true ]; then sudo -n "$@" </dev/null
    else sudo "$@" </dev/null
    fi
}

# install_packages WHY APT DNF PACMAN: each of the three is a list of package names in one word.
install_packages() {
    local why=$1 packages
    case $(package_tool) in
        apt) packages=$2 ;;
        dnf) packages=$3 ;;
        pacman) packages=$4 ;;
        *) give_up "Missing: $why. Please install it with your system's package tool, then run this again." ;;
    esac
    if [ "$(id -u)" -ne 0 ] && ! command -v sudo >/dev/null 2>&1; then
        give_up "Missing: $why. There is no sudo here: as root, install $packages with $(package_tool), then run this again."
    fi
    say "Missing: $why. Installing now with $(package_tool): $packages"
    # The lists are meant to split into words.
    # shellcheck disable=SC2086
    case $(package_tool) in
        apt)
            # Lists may be old or partly unreachable; the install itself decides.
            as_root env DEBIAN_FRONTEND=noninteractive apt-get update -q 1>&2 || true
            as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends $packages 1>&2
            ;;
        dnf) as_root dnf install -y -q $packages 1>&2 ;;
        pacman) as_root pacman -Sy --noconfirm --needed $packages 1>&2 ;;
    esac || give_up "Installing $packages did not work (see above). Install it by hand, then run this again."
}

# A compiler that is there but cannot link (no C library headers) is as good as none: try it.
can_link() {
    if [ "$(uname -s)" = Darwin ]; then xcode-select -p >/dev/null 2>&1 || return 1; fi
    command -v cc >/dev/null 2>&1 || return 1
    local folder status=0
    folder=$(mktemp -d) || return 1
    printf 'int main(void) { return 0; }\n' >"$folder/try.c"
    cc "$folder/try.c" -o "$folder/try" >/dev/null 2>&1 || status=1
    rm -rf "$folder"
    return $status
}

need_linker() {
    can_link && return 0
    if [ "$(package_tool)" = macos ]; then
        give_up "Missing: a C linker. Run: xcode-select --install (Apple's command line tools), then run this again."
    fi
    install_packages "a C linker (cc)" "gcc libc6-dev" "gcc glibc-devel" "gcc"
    can_link || give_up "There is still no working C linker: \`cc\` cannot link an empty program."
}

# True when version $1 is at least version $2 (numbers with dots).
at_least() {
    local have=$1 want=$2 h w
    while [ -n "$want" ]; do
        h=${have%%.*} w=${want%%.*}
        [ "${h:-0}" -gt "$w" ] && return 0
        [ "${h:-0}" -lt "$w" ] && return 1
        case $have in *.*) have=${have#*.} ;; *) have= ;; esac
        case $want in *.*) want=${want#*.} ;; *) want= ;; esac
    done
    return 0
}

need_rust() {
    if ! command -v cargo >/dev/null 2>&1 && [ -x "${CARGO_HOME:-${HOME:-}/.cargo}/bin/cargo" ]; then
        PATH=${CARGO_HOME:-${HOME:-}/.cargo}/bin:$PATH
        export PATH
    fi
    local want have
    want=$(sed -n 's/^rust-version = "\(.*\)"$/\1/p' "$repo/Cargo.toml")
    command -v cargo >/dev/null 2>&1 ||
        give_up "There is no Rust on this machine. Get it from https://rustup.rs (version $want or later), open a new terminal, then run this again."
    # rustup without a toolchain has a cargo that cannot run; its own message says more.
    have=$(cd "$repo" && rustc --version 2>/dev/null | sed -n 's/^rustc \([0-9.]*\).*/\1/p') || true
    [ -n "$have" ] ||
        give_up "cargo is here but rustc does not run. With rustup: rustup default stable. Otherwise see https://rustup.rs."
    at_least "$have" "$want" ||
        give_up "This needs Rust $want or later and found $have. With rustup: rustup update stable. Otherwise see https://rustup.rs."
}

# need_component NAME COMMAND…: a part of Rust only tests need. Status 1 when it is absent and cannot be had;
# in CI (CI=true) that stops everything.
need_component() {
    local name=$1
    shift
    (cd "$repo" && "$@") >/dev/null 2>&1 && return 0
    if command -v rustup >/dev/null 2>&1; then
        say "Missing: $name. Installing now with rustup: rustup component add $name"
        (cd "$repo" && rustup component add "$name" </dev/null 1>&2) && (cd "$repo" && "$@") >/dev/null 2>&1 && return 0
    fi
    local how="rustup component add $name"
    case $(package_tool):$name in
        apt:clippy) how="$how, or apt-get install rust-clippy" ;;
        apt:*) how="$how, or apt-get install $name" ;;
        dnf:*) how="$how, or dnf install $name" ;;
    esac
    [ "${CI:-}" = true ] && give_up "Missing: $name, and CI needs it. To install: $how"
    say "Missing: $name. To install: $how. Going on without it."
    return 1
}
