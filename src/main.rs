//! The program: reads the arguments and runs the window or the command line.

use std::{alloc::System, process::ExitCode};

use likeness::cli;
use zeroizing_alloc::ZeroAlloc;

/// Memory is wiped when it is freed: not even a library's copy of the key outlives its use.
#[global_allocator]
static MEMORY: ZeroAlloc<System> = ZeroAlloc(System);

fn main() -> ExitCode {
    cli::run(std::env::args_os())
}
