//! Walks: how long they take where each page takes its time, and how much memory a long one needs.

use std::process::Command;
use std::sync::Arc;
use std::time::{Duration, Instant};

use auth0_client_grants::Client;
use auth0_client_grants::models::ClientGrant;

use super::by_hand::{grant, page};
use super::service::{TOKEN, runtime, start};

fn client(address: &str) -> Client {
    let builder = Client::builder("tenant.example.com").token(TOKEN);
    let builder = builder
        .base_url(format!("http://{address}"))
        .allow_http_on_loopback();
    builder.build().unwrap()
}

const PAGES: usize = 50;
const PER_PAGE: usize = 50;

/// Returns the number that a query has for a name.
fn number(target: &str, name: &str) -> Option<usize> {
    let pairs = target.split(['?', '&']);
    let mut values = pairs.filter_map(|pair| pair.strip_prefix(name)?.strip_prefix('='));
    values.next()?.parse().ok()
}

/// Walks over fifty pages in several ways, and prints how long that takes.
pub(crate) fn latency() {
    println!(
        "{PAGES} pages; `work` is what the consumer does with each page, as long as the service takes for one"
    );
    println!(
        "{:>8}  {:<44} {:>9} {:>8}",
        "latency", "walk", "time", "speed-up"
    );
    for latency in [1, 10, 50, 200].map(Duration::from_millis) {
        let address = start(latency, Arc::new(answer)).to_string();
        let mut first = None;
        let mut line = |name: &str, time: Duration| {
            let first = *first.get_or_insert(time);
            let ratio = first.as_secs_f64() / time.as_secs_f64();
            println!(
                "{latency:>8?}  {name:<44} {:>6.0} ms {ratio:>8.2}",
                time.as_secs_f64() * 1000.0
            );
        };
        let client = client(&address);
        for concurrency in [0, 1, 2, 4, 8, 16] {
            let time = offset(&client, concurrency);
            line(&format!("numbered pages, concurrency {concurrency}"), time);
        }
        let mut first = None;
        for ahead in [0, 1] {
            let time = cursor(&client, ahead, latency);
            let base = *first.get_or_insert(time);
            let ratio = base.as_secs_f64() / time.as_secs_f64();
            let name = format!("by cursor with work, {ahead} ahead");
            println!(
                "{latency:>8?}  {name:<44} {:>6.0} ms {ratio:>8.2}",
                time.as_secs_f64() * 1000.0
            );
        }
    }
}

/// Numbered pages with totals, and pages by cursor.
fn answer(target: &str) -> bytes::Bytes {
    let total = PAGES * PER_PAGE;
    if let Some(number) = number(target, "page") {
        let start = number * PER_PAGE;
        let grants: Vec<String> = (start..start + PER_PAGE)
            .map(|number| grant(number, false))
            .collect();
        let grants = grants.join(",");
        return format!(
            r#"{{"start":{start},"limit":{PER_PAGE},"total":{total},"client_grants":[{grants}]}}"#
        )
        .into();
    }
    let start = number(target, "from").unwrap_or(0);
    let end = start + PER_PAGE;
    let next = (end < total).then(|| end.to_string());
    page(start..end, next.as_deref(), false).into()
}

fn offset(client: &Client, concurrency: usize) -> Duration {
    runtime().block_on(async {
        let began = Instant::now();
        let list = client.client_grants().list().per_page(50);
        let mut items = list.items().with_concurrency(concurrency);
        let mut count = 0;
        while items.try_next().await.unwrap().is_some() {
            count += 1;
        }
        assert_eq!(count, PAGES * PER_PAGE);
        began.elapsed()
    })
}

fn cursor(client: &Client, ahead: usize, work: Duration) -> Duration {
    runtime().block_on(async {
        let began = Instant::now();
        let mut pages = client
            .client_grants()
            .list()
            .pages()
            .with_concurrency(ahead);
        let mut count = 0;
        while let Some(page) = pages.try_next().await.unwrap() {
            count += page.len();
            tokio::time::sleep(work).await;
        }
        assert_eq!(count, PAGES * PER_PAGE);
        began.elapsed()
    })
}

/// Walks over lists of different lengths, each in a process of its own, and prints the most memory that each used.
pub(crate) fn memory() {
    const TAKE: usize = 100;
    println!("{:>9} {:>7} {:>9}", "grants", "pages", "peak KiB");
    for total in [0, TAKE, 2 * TAKE, 1_000, 10_000, 100_000, 1_000_000] {
        let answer = move |target: &str| -> bytes::Bytes {
            let start = number(target, "from").unwrap_or(0);
            let end = total.min(start + TAKE);
            let next = (end < total).then(|| end.to_string());
            page(start..end, next.as_deref(), false).into()
        };
        let address = start(Duration::ZERO, Arc::new(answer)).to_string();
        let mut walk = Command::new(std::env::current_exe().unwrap());
        let output = walk
            .args(["walk", &address, &total.to_string()])
            .output()
            .unwrap();
        assert!(
            output.status.success(),
            "{}",
            String::from_utf8_lossy(&output.stderr)
        );
        let peak = String::from_utf8_lossy(&output.stdout).trim().to_owned();
        println!("{total:>9} {:>7} {peak:>9}", total.div_ceil(TAKE).max(1));
    }
}

/// Walks over a whole list by cursor, and prints the most memory that this process has used, where the system tells.
pub(crate) fn walk(address: &str, expected: usize) {
    let client = client(address);
    let count = runtime().block_on(async {
        let mut items = client.client_grants().list().items();
        let (mut count, mut last) = (0, None::<ClientGrant>);
        while let Some(grant) = items.try_next().await.unwrap() {
            (count, last) = (count + 1, Some(grant));
        }
        drop(last);
        count
    });
    assert_eq!(count, expected);
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    println!("{}", line.unwrap_or("?").trim().trim_end_matches(" kB"));
}
