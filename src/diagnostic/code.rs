//! The stable codes of findings; each has a section in `docs/diagnostics.md`.

use std::fmt;

use serde::{Serialize, Serializer};

/// Whether a text with the finding can be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// The text cannot be used.
    Error,
    /// The text can be used, but probably does not do what was meant.
    Warning,
}

macro_rules! codes {
    ($($(#[$doc:meta])* $name:ident = $text:literal $severity:ident;)*) => {
        /// What kind of finding it is; codes are never renumbered.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
        pub enum Code { $($(#[$doc])* $name,)* }

        impl Code {
            /// Every code, in order.
            pub const ALL: &'static [Code] = &[$(Code::$name,)*];

            /// Returns the stable text, such as `D002`.
            pub fn text(self) -> &'static str {
                match self { $(Code::$name => $text,)* }
            }

            /// Returns whether the finding makes the text unusable.
            pub fn severity(self) -> Severity {
                match self { $(Code::$name => Severity::$severity,)* }
            }
        }
    };
}

codes! {
    /// The text is not TOML.
    Syntax = "D001" Error;
    /// A key that the format does not have.
    UnknownKey = "D002" Error;
    /// A key that must be there is not.
    MissingKey = "D003" Error;
    /// A value of the wrong kind.
    WrongType = "D004" Error;
    /// A value of the right kind that is not possible.
    WrongValue = "D005" Error;
    /// An id that is not made of lower-case letters, digits and underscores.
    BadId = "D006" Error;
    /// Two things with the same id.
    DuplicateId = "D007" Error;
    /// A reference to something that is not declared.
    UnknownReference = "D008" Error;
    /// A condition that cannot be read.
    BadCondition = "D009" Error;
    /// A comparison that does not fit the type of the fact.
    ConditionType = "D010" Error;
    /// A condition on the content of a personal fact.
    PersonalCondition = "D011" Error;
    /// Conditions that name each other in a circle.
    ConditionCycle = "D012" Error;
    /// A chart that cannot be built.
    BadChart = "D013" Error;
    /// Transitions by themselves that run in a circle.
    EventlessCycle = "D014" Error;
    /// A state that no transition reaches.
    Unreachable = "D015" Warning;
    /// A state that one can never leave.
    NoExit = "D016" Warning;
    /// A trigger that no transition uses.
    UnusedTrigger = "D017" Warning;
    /// An unguarded transition after a guarded one, where `otherwise` is meant.
    MissingOtherwise = "D018" Error;
    /// A fact that nothing asks and nothing uses.
    UnusedFact = "D019" Warning;
    /// A source of law that the register does not have.
    UnknownLaw = "D020" Error;
    /// A template that cannot be read or filled.
    BadTemplate = "D021" Error;
    /// The file is too large, or of another format version.
    NotThisFormat = "D022" Error;
    /// A state without the reason why it exists.
    NoReason = "D023" Warning;
    /// A transition that can never be taken because an earlier one always is.
    Shadowed = "D024" Warning;
    /// A reference to law that was typed by hand.
    TypedLaw = "D025" Error;
    /// A place from which the end can no longer be reached.
    NoEnd = "D026" Warning;
    /// Answers for which none of the transitions on a trigger is taken.
    GuardGap = "D027" Warning;
    /// Answers for which two transitions on a trigger could both be taken.
    GuardOverlap = "D028" Warning;
    /// A condition that no answers can make hold.
    NeverTrue = "D029" Warning;
    /// Progress hangs on a fact that nobody is asked for.
    Unasked = "D030" Warning;
    /// A step of a person without a time by which it is done.
    NoDeadline = "D031" Warning;
    /// Something only one role may do, and nobody stands in.
    NoStandIn = "D032" Warning;
    /// More open actions for one role than a person oversees.
    Overload = "D033" Warning;
    /// A text that is too long for a screen.
    TooLong = "D034" Warning;
    /// A property of the playbook that does not hold.
    Invariant = "D035" Error;
    /// A waiver that waives nothing.
    IdleWaiver = "D036" Warning;
    /// A legal clock that can run out before what ends it can be recorded.
    ClockTooShort = "D037" Warning;
    /// A step that is not done in time and without which nothing leads on.
    NoWayOn = "D038" Warning;
    /// Who drafts a document may also sign it, where the playbook asks for two people.
    OnePair = "D039" Warning;
    /// Who must act in a compartment cannot see it.
    Unseen = "D040" Warning;
    /// A document prints what lies in a compartment that it is not in.
    Leak = "D041" Warning;
    /// Something in a scenario that never comes in its own play.
    NeverComes = "D042" Warning;
    /// Something in a scenario after the planned end.
    AfterEnd = "D043" Warning;
    /// A role in a scenario that nobody plays.
    NoPlayer = "D044" Warning;
    /// Something in a scenario that serves nothing.
    Idle = "D045" Warning;
    /// A text of an exercise that looks as if it were about someone.
    LooksReal = "D046" Error;
    /// Something expected of a role that may not do it.
    MayNot = "D047" Warning;
}

impl Code {
    /// Tells whether an author can say that it is meant so: a finding about what can happen, not about what is written.
    pub fn can_be_waived(self) -> bool {
        (Code::NoEnd..Code::Unseen).contains(&self)
            && !matches!(self, Code::IdleWaiver | Code::Invariant)
    }

    /// Returns the code with this text, in either case.
    pub fn parse(text: &str) -> Option<Code> {
        Code::ALL
            .iter()
            .copied()
            .find(|code| code.text().eq_ignore_ascii_case(text))
    }
}

impl Serialize for Code {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.text())
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.text())
    }
}
