//! The one integration-test binary: each module looks at the program from outside.

mod samples;
