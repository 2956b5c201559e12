//! Times: the ways of a case take turns, and each turn gives a ratio.

use std::hint::black_box;
use std::time::{Duration, Instant};

use super::{Case, Work};

const ROUNDS: usize = 101;
const TURN: Duration = Duration::from_millis(5);

pub(crate) fn print(cases: &[Case]) {
    println!(
        "{:<34} {:<26} {:>12} {:>8}",
        "case", "way", "median", "ratio"
    );
    for case in cases {
        let mut works: Vec<Work> = case.ways.iter().map(|way| (way.prepare)()).collect();
        let count = works.iter_mut().map(calibrate).max().unwrap_or(1);
        let mut rounds: Vec<Vec<f64>> = vec![Vec::new(); works.len()];
        for _ in 0..ROUNDS {
            for (work, times) in works.iter_mut().zip(&mut rounds) {
                times.push(time(work, count).as_secs_f64() / count as f64);
            }
        }
        for (way, times) in case.ways.iter().zip(&rounds) {
            let ratios = times
                .iter()
                .zip(&rounds[0])
                .map(|(time, first)| time / first);
            let (name, ratio) = (&case.name, median(ratios.collect()));
            let time = median(times.clone()) * 1e6;
            println!("{name:<34} {:<26} {time:>9.2} µs {ratio:>8.3}", way.name);
        }
    }
}

/// Returns how often a work has to be done for a turn to be long enough. It is warm afterwards.
fn calibrate(work: &mut Work) -> u64 {
    let mut count = 1;
    loop {
        let time = (0..3).map(|_| time(work, count)).min().unwrap_or_default();
        if time >= TURN {
            return count;
        }
        let wanted = TURN.as_secs_f64() / time.as_secs_f64().max(1e-9);
        count = (count as f64 * wanted.clamp(1.1, 10.0)).ceil() as u64;
    }
}

fn time(work: &mut Work, count: u64) -> Duration {
    let start = Instant::now();
    work(black_box(count));
    start.elapsed()
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}
