//! Numbers that stand for texts, the same in every run and on every machine.

use super::Description;

/// FNV-1a, of texts that are told from each other.
pub(super) fn of<'b>(texts: impl IntoIterator<Item = &'b [u8]>) -> u64 {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    let mut add = |byte: u8| hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    for text in texts {
        text.iter().copied().for_each(&mut add);
        text.len().to_le_bytes().into_iter().for_each(&mut add);
    }
    hash
}

/// Draws some descriptions, which keep their order. Which ones depends on the seed and the paths
/// alone: where others come and go, the same are drawn as far as there is room for them.
pub(super) fn drawn(all: Vec<Description>, count: usize, seed: u64) -> Vec<Description> {
    let lot = |one: &Description| mixed(of([&seed.to_le_bytes()[..], one.path.as_bytes()]));
    let mut lots: Vec<(u64, usize)> = all.iter().map(lot).zip(0..).collect();
    lots.sort_unstable();
    lots.truncate(count);
    lots.sort_unstable_by_key(|(_, index)| *index);
    let mut all: Vec<Option<Description>> = all.into_iter().map(Some).collect();
    let drawn = lots.into_iter().filter_map(|(_, index)| all[index].take());
    drawn.collect()
}

/// FNV leaves what texts begin with in the upper bits of texts that end alike; SplitMix64 spreads it.
fn mixed(number: u64) -> u64 {
    let number = (number ^ (number >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let number = (number ^ (number >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    number ^ (number >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::Expect;

    fn all(count: usize) -> Vec<Description> {
        let one = |number| Description {
            path: format!("{number:04}.yaml"),
            expect: Expect::Either,
        };
        (0..count).map(one).collect()
    }

    #[test]
    fn a_draw_is_the_same_every_time_and_fair() {
        let first = drawn(all(1_000), 100, 1);
        assert_eq!(first.len(), 100);
        assert_eq!(first, drawn(all(1_000), 100, 1));
        assert!(first.is_sorted_by(|one, other| one.path < other.path));
        let second = drawn(all(1_000), 100, 2);
        let both = second.iter().filter(|one| first.contains(one)).count();
        assert!(both < 30, "{both}");
        let of_the_first_half = first.iter().filter(|one| *one.path < *"0500").count();
        assert!((30..70).contains(&of_the_first_half), "{of_the_first_half}");
        // More than there are.
        assert_eq!(drawn(all(3), 10, 1), all(3));
        // Where one goes, one comes.
        let mut fewer = all(1_000);
        fewer.retain(|one| *one != first[7]);
        let third = drawn(fewer, 100, 1);
        assert_eq!(third.iter().filter(|one| first.contains(one)).count(), 99);
    }

    #[test]
    fn texts_are_told_from_each_other() {
        let of = |texts: &[&str]| super::of(texts.iter().map(|text| text.as_bytes()));
        assert_eq!(of(&["a", "b"]), of(&["a", "b"]));
        for other in [&["ab", ""][..], &["ab"], &["b", "a"], &["a", "b", ""]] {
            assert_ne!(of(&["a", "b"]), of(other), "{other:?}");
        }
    }
}
