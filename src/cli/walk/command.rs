//! The short words that the walk understands at any moment.

/// What a person wants.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Command {
    /// Attach a file.
    Attach(String),
    /// Someone takes a task.
    Claim(String),
    /// Close the incident.
    Close,
    /// Correct a line.
    Correct(u64),
    /// Take a decision.
    Decide,
    /// Make a document.
    Document,
    /// A task is done.
    Finish {
        /// What came of it.
        result: String,
        /// The task, by number or id.
        task: String,
    },
    /// Show the commands.
    Help,
    /// Say what was done with a document.
    Issue,
    /// Leave.
    Leave,
    /// Show the last lines.
    Log(usize),
    /// Type lines until an empty one.
    LogMode,
    /// A line for the log.
    Note(String),
    /// Choose a question.
    Questions,
    /// Show the telephone numbers.
    Phones,
    /// Give a task to another role.
    Reassign {
        /// The role, as typed; empty to choose.
        role: String,
        /// The task, by number or id.
        task: String,
    },
    /// Who is in which role.
    Role,
    /// Show the whole board.
    Status,
    /// Fire a trigger.
    Step,
    /// Show all tasks.
    Tasks,
    /// Show the time.
    Time,
    /// Change who is at the keyboard.
    Who,
    /// Which answers open the way.
    Why,
}

/// The word, its letter, what follows it, and what it does.
const WORDS: &[(&str, &str, &str, &str)] = &[
    (
        "+",
        "",
        "[tijd] f tekst",
        "logboekregel: f feit, b besluit, a actie, v vraag",
    ),
    (
        "",
        "l",
        "",
        "loghouden: alleen regels, tot een lege regel of `terug`",
    ),
    ("stand", "s", "", "alles op een rij"),
    ("taken", "t", "", "alle taken"),
    ("pak", "p", "N", "taak N wordt opgepakt"),
    ("klaar", "k", "N [tekst]", "taak N is klaar"),
    ("geef", "g", "N rol", "taak N gaat naar een andere rol"),
    ("besluit", "b", "", "een besluit vastleggen"),
    ("stap", "z", "", "een stap in het draaiboek zetten"),
    ("waarom", "w", "", "waarom we niet verder kunnen"),
    (
        "vragen",
        "v",
        "",
        "een vraag kiezen, ook om opnieuw te beantwoorden",
    ),
    ("log", "h", "[N]", "de laatste regels van het logboek"),
    ("verbeter", "c", "N", "regel N verbeteren of intrekken"),
    ("bewijs", "e", "PAD", "een bestand als bewijs bewaren"),
    ("stuk", "d", "", "een stuk maken"),
    (
        "uitgifte",
        "o",
        "",
        "een stuk is ondertekend, uitgereikt of ingetrokken",
    ),
    ("rol", "r", "", "wie welke rol heeft, afwezig of terug"),
    ("nummers", "m", "", "wie u kunt bellen"),
    ("wie", "i", "", "een ander achter het toetsenbord"),
    ("tijd", "u", "", "hoe laat het is"),
    ("afsluiten", "a", "", "het incident afsluiten"),
    ("weg", "q", "", "stoppen; er gaat niets verloren"),
];

/// How many of the last words speak for themselves.
const PLAIN: usize = 5;

/// Returns the command in a line; nothing when it is an answer. What follows a word has to fit, so
/// that a sentence that begins with such a word stays an answer.
pub fn parse(line: &str) -> Option<Command> {
    if let Some(rest) = line.strip_prefix('+') {
        return (!is_phone_number(rest)).then(|| Command::Note(rest.trim().to_owned()));
    }
    let (word, rest) = line.split_once(' ').unwrap_or((line, ""));
    let (word, rest) = (word.to_lowercase(), rest.trim());
    let (task, more) = rest.split_once(' ').unwrap_or((rest, ""));
    let task = || Some(task.to_owned()).filter(|task| task.parse::<usize>().is_ok());
    let more = more.trim().to_owned();
    let (name, letter, ..) = WORDS
        .iter()
        .find(|(name, letter, ..)| *name == word || *letter == word)
        .filter(|_| !word.is_empty())
        .unwrap_or(&("", "", "", ""));
    match (*name, *letter, rest.is_empty()) {
        ("", "l", true) => Some(Command::LogMode),
        ("", ..) if matches!(line, "?" | "help" | "hulp") => Some(Command::Help),
        ("bewijs", _, false) => Some(Command::Attach(rest.trim_matches(['"', '\'']).to_owned())),
        ("pak", ..) => task().filter(|_| more.is_empty()).map(Command::Claim),
        ("klaar", ..) => task().map(|task| Command::Finish { result: more, task }),
        ("geef", ..) => task().map(|task| Command::Reassign { role: more, task }),
        ("verbeter", _, false) => rest.parse().ok().map(Command::Correct),
        ("log", _, true) => Some(Command::Log(10)),
        ("log", _, false) => rest.parse().ok().map(Command::Log),
        ("stand", _, true) => Some(Command::Status),
        ("taken", _, true) => Some(Command::Tasks),
        ("besluit", _, true) => Some(Command::Decide),
        ("stap", _, true) => Some(Command::Step),
        ("waarom", _, true) => Some(Command::Why),
        ("vragen", _, true) => Some(Command::Questions),
        ("stuk", _, true) => Some(Command::Document),
        ("uitgifte", _, true) => Some(Command::Issue),
        ("rol", _, true) => Some(Command::Role),
        ("nummers", _, true) => Some(Command::Phones),
        ("wie", _, true) => Some(Command::Who),
        ("tijd", _, true) => Some(Command::Time),
        ("afsluiten", _, true) => Some(Command::Close),
        ("weg", _, true) => Some(Command::Leave),
        _ => None,
    }
}

/// Tells whether a line leaves a dialogue; it is never an answer.
pub fn is_way_back(line: &str) -> bool {
    line.eq_ignore_ascii_case("terug") || line.eq_ignore_ascii_case("stop")
}

/// Tells whether a line is a command and nothing but that: a word alone, or with numbers.
pub fn is_bare(line: &str) -> bool {
    let is_command = parse(line).is_some() || incomplete(line).is_some();
    let mut rest = line.split_whitespace().skip(1);
    is_command && rest.all(|word| word.bytes().all(|b| b.is_ascii_digit()))
}

/// Returns what the command does that a line begins with.
pub fn about(line: &str) -> Option<&'static str> {
    let word = line.split_once(' ').map_or(line, |(word, _)| word);
    let word = word.to_lowercase();
    let mut words = WORDS.iter().filter(|_| !word.is_empty());
    let found = words.find(|(name, letter, ..)| *name == word || *letter == word);
    found.map(|(.., what)| *what)
}

/// Returns what to add when a line is one of the words without what has to follow it.
pub fn incomplete(line: &str) -> Option<String> {
    let word = line.to_lowercase();
    let (name, letter, follows, _) = WORDS
        .iter()
        .find(|(name, letter, ..)| *name == word || *letter == word)
        .filter(|_| !word.is_empty())?;
    (parse(line).is_none()).then(|| format!("Typ: {name} {follows} (of: {letter} {follows})"))
}

/// Returns the words with what they do; it fits on a screen of 24 lines.
pub fn help() -> String {
    let mut out = String::new();
    let (explained, plain) = WORDS.split_at(WORDS.len() - PLAIN);
    for (name, letter, follows, what) in explained {
        let word = [*name, *follows].join(" ");
        out.push_str(&format!("  {letter:<2}{:<20}{what}\n", word.trim()));
    }
    let plain: Vec<String> = plain
        .iter()
        .map(|(name, letter, ..)| format!("{letter} {name}"))
        .collect();
    out.push_str(&format!("  {}\n", plain.join(" · ")));
    out.push_str(
        "Op een vraag: antwoord, nummer, `onbekend` of `onbekend 20:00` (dan opnieuw);\n\
         Enter = volgende; `= tekst` is altijd een antwoord; `terug` = niet vastleggen.\n\
         Achter een +regel: #bron; hoe zeker: !b !w !o; @persoon = alleen dat deel.\n",
    );
    out
}

/// Tells whether what follows a plus is a telephone number, which is an answer.
fn is_phone_number(rest: &str) -> bool {
    let digits = rest.bytes().filter(u8::is_ascii_digit).count();
    rest.starts_with(|c: char| c.is_ascii_digit())
        && digits >= 8
        && rest
            .bytes()
            .all(|b| b.is_ascii_digit() || b == b' ' || b == b'-')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_that_begins_with_a_command_is_an_answer() {
        for line in [
            "besluit van de burgemeester",
            "klaar om acht uur",
            "log bij de politie",
        ] {
            assert_eq!(parse(line), None, "{line}");
        }
        for line in ["3", "1,3", "ja", "j", "n", "onbekend", "+31 6 12345678", ""] {
            assert_eq!(parse(line), None, "{line}");
        }
    }

    #[test]
    fn words_and_letters_do_the_same() {
        let finish = |result: &str| {
            Some(Command::Finish {
                result: result.to_owned(),
                task: "2".to_owned(),
            })
        };
        assert_eq!(
            parse("klaar 2 gebeld, komt eraan"),
            finish("gebeld, komt eraan")
        );
        assert_eq!(parse("k 2"), finish(""));
        assert_eq!(
            parse("+21:10 f tekst"),
            Some(Command::Note("21:10 f tekst".to_owned()))
        );
        assert_eq!(parse("?"), Some(Command::Help));
        assert_eq!(parse("l"), Some(Command::LogMode));
        assert_eq!(
            incomplete("klaar").as_deref(),
            Some("Typ: klaar N [tekst] (of: k N [tekst])")
        );
        assert_eq!(incomplete("stand"), None);
        assert_eq!(incomplete(""), None);
    }

    #[test]
    fn a_command_alone_is_told_from_a_line_for_the_log() {
        for line in ["stand", "verbeter 3", "klaar 2", "s"] {
            assert!(is_bare(line), "{line}");
        }
        for line in ["f stand", "klaar 2 gebeld", "taken verdeeld", "b afschalen"] {
            assert!(!is_bare(line), "{line}");
        }
    }

    #[test]
    fn the_help_fits_on_a_small_screen() {
        let help = help();
        assert!(help.lines().count() <= 21, "{help}");
        assert!(
            help.lines().all(|line| line.chars().count() <= 80),
            "{help}"
        );
    }

    #[test]
    fn no_two_words_share_a_letter() {
        let mut letters: Vec<&str> = WORDS.iter().map(|(_, letter, ..)| *letter).collect();
        letters.sort_unstable();
        letters.dedup();
        assert_eq!(letters.len(), WORDS.len());
        assert!(!letters.contains(&"j") && !letters.contains(&"n"));
    }
}
