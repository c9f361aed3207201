//! The program: reads the arguments and runs the window or the command line.

use std::process::ExitCode;

use likeness::cli;

fn main() -> ExitCode {
    cli::run(std::env::args_os())
}
