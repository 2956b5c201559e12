//! Instructions, counted by callgrind, which counts the same on a busy machine as on an idle one.
//!
//! Each way runs in processes of its own, twice with different counts, so that the difference is what the repeated
//! part takes and preparation drops out. Only the main thread is counted: what the service does in its own is left out,
//! and so is the kernel.

use std::path::Path;
use std::process::{Command, Stdio};

use super::Case;

pub(crate) fn print(cases: &[Case]) {
    println!(
        "{:<34} {:<26} {:>12} {:>8}",
        "case", "way", "instructions", "ratio"
    );
    let folder = std::env::temp_dir().join(format!("instructions-{}", std::process::id()));
    std::fs::create_dir(&folder).unwrap();
    for case in cases.iter().filter(|case| !case.name.starts_with("tasks")) {
        let mut first = None;
        for way in &case.ways {
            let count = |times| count(&folder, &case.name, way.name, times);
            let [few, more] = case.counts;
            let each = (count(more) - count(few)) as f64 / (more - few) as f64;
            let ratio = each / *first.get_or_insert(each);
            println!(
                "{:<34} {:<26} {each:>12.0} {ratio:>8.3}",
                case.name, way.name
            );
        }
    }
    std::fs::remove_dir_all(&folder).unwrap();
}

fn count(folder: &Path, case: &str, way: &str, times: u64) -> u64 {
    let profile = folder.join("profile");
    let status = Command::new("valgrind")
        .args(["--quiet", "--tool=callgrind", "--separate-threads=yes"])
        .arg(format!("--callgrind-out-file={}", profile.display()))
        .arg(std::env::current_exe().unwrap())
        .args(["repeat", case, way, &times.to_string()])
        .stdout(Stdio::null())
        .status();
    assert!(status.unwrap().success(), "valgrind failed");
    let profile = std::fs::read_to_string(folder.join("profile-01")).unwrap();
    let total = profile
        .lines()
        .find_map(|line| line.strip_prefix("totals: "));
    total.unwrap().trim().parse().unwrap()
}

/// Does what is counted.
pub(crate) fn repeat(cases: &[Case], case: &str, way: &str, times: u64) {
    let case = cases.iter().find(|known| known.name == case).unwrap();
    let way = case.ways.iter().find(|known| known.name == way).unwrap();
    (way.prepare)()(times);
}
