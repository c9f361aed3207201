//! The copies of the ledger: when they are made, which are kept, and that they are whole.

use super::*;
use crate::services::library::{Library, file, tests::task};

fn filled(folder: &Path, tasks: std::ops::RangeInclusive<u128>) {
    let (mut ledger, _) = file::open(folder).expect("opens");
    tasks.for_each(|number| ledger.enroll(&task(number)).expect("enrolls"));
}

fn unfinished(folder: &Path) -> usize {
    let names = fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").file_name());
    names.filter(|name| name.to_string_lossy().starts_with(".unfinished")).count()
}

fn grow_old(path: &Path, age: Duration) {
    let file = File::options().read(true).write(path.is_file()).open(path).expect("a copy");
    file.set_modified(SystemTime::now() - age).expect("aged");
}

#[test]
fn a_copy_is_made_once_a_day_and_is_whole() {
    let folder = tempfile::tempdir().expect("a folder");
    let copy = folder.path().join(DAILY);
    filled(folder.path(), 1..=3);
    Library::back_up_daily(folder.path()).expect("copies");
    assert_eq!(count(&copy), Ok(3));
    // Also while the ledger is open, with its newest rows in the log alone.
    let (mut ledger, _) = file::open(folder.path()).expect("opens");
    ledger.enroll(&task(4)).expect("enrolls");
    Library::back_up_daily(folder.path()).expect("is young");
    assert_eq!(count(&copy), Ok(3), "not twice a day");
    grow_old(&copy, DAY);
    Library::back_up_daily(folder.path()).expect("copies");
    assert_eq!(count(&copy), Ok(4));
    assert_eq!(unfinished(folder.path()), 0);
    drop(ledger);

    let other = tempfile::tempdir().expect("a folder");
    fs::copy(&copy, other.path().join(NAME)).expect("copies");
    let (mut ledger, warnings) = file::open(other.path()).expect("opens");
    assert_eq!((warnings, ledger.all().expect("reads").tasks.len()), (vec![], 4), "a whole library");
}

#[test]
fn a_copy_with_more_tasks_is_not_replaced() {
    let folder = tempfile::tempdir().expect("a folder");
    let copy = folder.path().join(DAILY);
    filled(folder.path(), 1..=3);
    Library::back_up_daily(folder.path()).expect("copies");
    fs::remove_file(folder.path().join(NAME)).expect("removed by a person");
    filled(folder.path(), 1..=1);
    grow_old(&copy, DAY);
    Library::back_up_daily(folder.path()).expect("copies");
    assert_eq!(count(&copy), Ok(1));
    let older = folder.path().join("likeness.backup-1.db");
    assert_eq!(count(&older), Ok(3));
    assert_eq!(all(folder.path()), [copy, older]);
}

#[test]
fn a_copy_that_cannot_be_made_leaves_the_last_one() {
    let folder = tempfile::tempdir().expect("a folder");
    let copy = folder.path().join(DAILY);
    filled(folder.path(), 1..=3);
    Library::back_up_daily(folder.path()).expect("copies");
    grow_old(&copy, DAY);
    let path = folder.path().join(NAME);
    let bytes = fs::read(&path).expect("bytes");
    fs::write(&path, &bytes[..5000]).expect("damages");
    assert!(matches!(Library::back_up_daily(folder.path()), Err(LibraryFault::Damaged(_))));
    assert_eq!((count(&copy), unfinished(folder.path())), (Ok(3), 0));
    fs::write(&path, bytes).expect("mends");
    let nowhere = folder.path().join("nowhere/likeness.db");
    let fault = before_migration(&read_only(&path).expect("opens"), &nowhere, 1);
    assert!(matches!(fault, Err(LibraryFault::Unwritable(_))), "{fault:?}");
    // In its place something that no copy can replace, not even for the superuser.
    fs::remove_file(&copy).expect("removes");
    fs::create_dir_all(copy.join("in the way")).expect("a folder");
    grow_old(&copy, DAY);
    assert!(Library::back_up_daily(folder.path()).is_err());
    assert_eq!(unfinished(folder.path()), 0);
}

#[test]
fn of_the_copies_before_a_change_of_form_the_last_three_are_kept() {
    let folder = tempfile::tempdir().expect("a folder");
    filled(folder.path(), 1..=2);
    let path = folder.path().join(NAME);
    let ours: Vec<_> = (1..=5)
        .map(|age: u32| {
            let version = i64::from(age);
            let connection = read_only(&path).expect("opens");
            before_migration(&connection, &path, version).expect("copies");
            let copy = folder.path().join(format!("likeness.before-{}-1.db", version + 1));
            assert_eq!(count(&copy), Ok(2));
            grow_old(&copy, DAY / age);
            copy
        })
        .collect();
    let there: Vec<bool> = ours.iter().map(|copy| copy.exists()).collect();
    assert_eq!(there, [false, false, true, true, true]);
    assert_eq!(all(folder.path()), [ours[4].clone(), ours[3].clone(), ours[2].clone()]);
}
