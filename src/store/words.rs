//! Writes a hash as a few Dutch words that fit on a printed order and can be read over a telephone.
//!
//! It never decides whether two checkpoints match a file: that is [`Report::matches`](super::Report::matches).

use super::Hash;

/// The number of words of a checkpoint; each stands for one byte of the hash.
///
/// Six words are 48 bits. That exposes a changed, shortened or swapped file, and stops somebody who
/// edits by hand. It does not stop a patient attacker with graphics cards, who can search a matching
/// hash in hours or days: against those, keep the whole hash (the QR code) as well.
pub const WORD_COUNT: usize = 6;

/// Returns the checkpoint words of a hash, separated by one space.
pub fn words(hash: &Hash) -> String {
    let chosen: Vec<&str> = hash.as_bytes()[..WORD_COUNT]
        .iter()
        .map(|byte| WORDS[usize::from(*byte)])
        .collect();
    chosen.join(" ")
}

/// Returns the bytes that typed words stand for, or `None` when they are not a checkpoint.
///
/// Upper case, hyphens, commas and line ends are taken kindly: the words come from paper.
pub(super) fn bytes_of(typed: &str) -> Option<[u8; WORD_COUNT]> {
    let lower = typed.to_lowercase();
    let mut bytes = Vec::new();
    for word in lower.split(|letter: char| !letter.is_alphabetic()) {
        if !word.is_empty() {
            bytes.push(u8::try_from(WORDS.binary_search(&word).ok()?).ok()?);
        }
    }
    bytes.try_into().ok()
}

/// The word for each byte value, in alphabetical order.
///
/// No word starts another and no two differ by one letter, so a slip of the pen is not another
/// word. Spellings that sound alike (ei/ij, au/ou, c/k) and words of alarm are left out.
/// Replacing a word breaks every checkpoint already printed: the list is part of the format.
#[rustfmt::skip]
const WORDS: [&str; 256] = [
    "aap", "adelaar", "agenda", "akker", "album", "amandel", "ananas", "appel", "arend", "armband",
    "atlas", "avond", "baard", "badmuts", "balkon", "bamboe", "banaan", "bank", "beer", "berg",
    "beuk", "bezem", "biet", "bizon", "bloem", "bodem", "boek", "boom", "borstel", "bos", "boter",
    "braam", "brief", "brood", "brug", "buffel", "buidel", "dadel", "dak", "deken", "deur",
    "diamant", "donder", "doos", "dorp", "draad", "druif", "duim", "eend", "egel", "ekster",
    "eland", "emmer", "esdoorn", "fabriek", "fagot", "fakkel", "fazant", "fiets", "filter", "fles",
    "fluit", "forel", "foto", "framboos", "galop", "garage", "garnaal", "gazon", "gember",
    "gieter", "gitaar", "glas", "graan", "haak", "hagel", "hamer", "hamster", "haring", "harp",
    "helm", "hengel", "herfst", "hert", "heuvel", "hond", "honing", "hooi", "hoorn", "hotel",
    "hut", "iglo", "indigo", "inkt", "iris", "juweel", "kaars", "kabel", "kameel", "kano",
    "kasteel", "kelder", "ketel", "kikker", "klarinet", "klaver", "klok", "knoop", "koffer",
    "kompas", "koren", "kraai", "krant", "kreeft", "kristal", "kroon", "kruik", "kruimel",
    "kwartel", "kwast", "ladder", "lade", "lamp", "lantaarn", "leeuw", "lente", "lepel", "libel",
    "limoen", "linde", "lint", "lotus", "luik", "maan", "magneet", "mantel", "markt", "marmer",
    "mast", "melk", "merel", "meubel", "mier", "molen", "mosterd", "munt", "muur", "muziek",
    "naald", "navel", "neef", "nest", "oase", "oester", "oever", "olifant", "onweer", "oorbel",
    "orgel", "orkest", "otter", "oven", "pagina", "palm", "panda", "papier", "paprika", "parel",
    "park", "pelikaan", "pen", "peper", "piano", "plank", "poes", "polder", "pomp", "poort",
    "potlood", "pruim", "puzzel", "radar", "regen", "ridder", "ring", "rivier", "rogge", "rots",
    "salade", "sandaal", "schaap", "schelp", "schilder", "schip", "schommel", "schuur", "sjaal",
    "sla", "sleutel", "slinger", "sloot", "sneeuw", "snoek", "sofa", "specht", "spiegel",
    "spreeuw", "stal", "station", "ster", "stoel", "strik", "suiker", "tafel", "tarwe", "tent",
    "thee", "toets", "tomaat", "trap", "trommel", "trompet", "truffel", "tuin", "tulp", "tunnel",
    "varken", "veld", "venster", "verf", "veter", "vinger", "viool", "vis", "vlag", "vlinder",
    "vloer", "voet", "vogel", "vork", "vulkaan", "wagen", "walnoot", "walvis", "water", "web",
    "wesp", "wilg", "wind", "winter", "wortel", "zand", "zeep", "zilver", "zomer", "zwaan",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_sorted_and_hard_to_confuse() {
        for pair in WORDS.windows(2) {
            assert!(pair[0] < pair[1], "{pair:?}");
        }
        for (index, word) in WORDS.iter().enumerate() {
            assert!((3..=8).contains(&word.len()), "{word}");
            assert!(word.bytes().all(|letter| letter.is_ascii_lowercase()));
            for other in &WORDS[index + 1..] {
                assert!(!other.starts_with(word), "{word} starts {other}");
                let different = word
                    .bytes()
                    .zip(other.bytes())
                    .filter(|(a, b)| a != b)
                    .count();
                assert!(word.len() != other.len() || different > 1, "{word} {other}");
            }
        }
    }

    #[test]
    fn paper_is_read_kindly_and_other_text_is_refused() {
        let hash = Hash::of(b"checkpoint");
        let words = words(&hash);
        assert_eq!(words.split(' ').count(), WORD_COUNT);
        let typed = format!("  {}\n", words.to_uppercase().replace(' ', " - "));
        assert_eq!(
            bytes_of(&typed).as_ref().map(|b| &b[..]),
            Some(&hash.as_bytes()[..6])
        );
        for wrong in [
            "",
            "aap",
            "aap aap aap aap aap",
            "aap aap aap aap aap dreiging",
        ] {
            assert_eq!(bytes_of(wrong), None, "{wrong}");
        }
    }
}
