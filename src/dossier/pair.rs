//! Which reports are two years of one body.

use super::{Body, Digest, LeftOut, Member};

/// The reports of one body on two years, the earlier first.
#[derive(Debug, Clone, Copy)]
pub struct Pair<'a> {
    /// The earlier report.
    pub before: Member<'a>,
    /// The later report.
    pub after: Member<'a>,
}

/// Pairs, by index, and what is in none.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Pairing {
    /// Earlier and later, in the order of the earlier.
    pub pairs: Vec<(usize, usize)>,
    /// Reports in no pair.
    pub unpaired: Vec<LeftOut>,
}

impl<'a> Pair<'a> {
    /// The pair with these indices, the earlier report first if the years say which is.
    pub fn new(digests: &'a [Digest], one: usize, other: usize) -> Option<Self> {
        let member = |at: usize| Some(Member { at, digest: digests.get(at)? });
        let (one, other) = (member(one)?, member(other)?);
        let turned = one.digest.year.zip(other.digest.year).is_some_and(|(one, other)| one > other);
        let (before, after) = if turned { (other, one) } else { (one, other) };
        (one.at != other.at).then_some(Self { before, after })
    }
}

/// Pairs reports of the same body on years that follow each other.
pub fn pairs(digests: &[Digest]) -> Pairing {
    let keys: Vec<Option<(Body, u16)>> = digests
        .iter()
        .map(|digest| Some((digest.body.as_deref().and_then(Body::of)?, digest.year?)))
        .collect();
    let mut pairing = Pairing::default();
    for (at, key) in keys.iter().enumerate() {
        let Some((body, year)) = key else { continue };
        let next = |other: &Option<(Body, u16)>| {
            other.as_ref().is_some_and(|(of, on)| of == body && *on == year.saturating_add(1))
        };
        if let Some(after) = keys.iter().position(next) {
            pairing.pairs.push((at, after));
        }
    }
    let paired = |at: usize| pairing.pairs.iter().any(|&(before, after)| before == at || after == at);
    pairing.unpaired = (0..digests.len())
        .filter(|&at| !paired(at))
        .map(|report| LeftOut { report, why: why(digests.get(report)).to_owned() })
        .collect();
    pairing
}

fn why(digest: Option<&Digest>) -> &'static str {
    match digest {
        Some(digest) if digest.body.is_none() => "没有读到机关名称",
        Some(digest) if digest.year.is_none() => "没有读到年份",
        _ => "没有同一机关相邻年度的报告",
    }
}
