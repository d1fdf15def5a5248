//! The `casus` binary.

use std::process::ExitCode;

fn main() -> ExitCode {
    casus_foederis::cli::main()
}
