//! Powers as the register writes them; their conditions are text until a playbook is read, because
//! only a playbook knows all facts.

use serde::{Deserialize, Serialize};

/// A power as written in the register.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PowerSource {
    /// What is said about it besides its requirements.
    #[serde(flatten)]
    pub about: About,
    /// The id.
    pub id: String,
    /// What must be so, in order.
    pub requirements: Vec<Asked>,
}

/// What the register says about a power besides its requirements.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct About {
    /// With whom, and how far that binds.
    pub coordination: Vec<Coordination>,
    /// What has to follow when it is used.
    pub duties: Vec<Duty>,
    /// What using it is.
    pub form: Form,
    /// Among which powers it is weighed; the powers for public order have no name for theirs.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub group: String,
    /// Sources of law.
    pub law: Vec<String>,
    /// Whether it can be mandated; nothing when that is not known.
    pub mandate: Option<bool>,
    /// Sources of law on the mandate.
    pub mandate_law: Vec<String>,
    /// How long it lasts at most, in words.
    pub maximum: String,
    /// Sources of law on the duration.
    pub maximum_law: Vec<String>,
    /// What it may not be used for, in words.
    pub not_for: String,
    /// What it can do against the content of messages; nothing when the question does not arise.
    pub online: Option<Online>,
    /// The competent organs.
    pub organ: Vec<String>,
    /// Where it stands from light to heavy.
    pub rank: u64,
    /// Decisions that taught how to use it.
    pub taught_by: Vec<String>,
    /// What the team calls it.
    pub title: String,
    /// Questions that every order answers and this one does not, each with the reason.
    pub without: Vec<(String, String)>,
    /// More specific powers, which go before it.
    pub yields_to: Vec<String>,
}

/// A requirement in the list of a power.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Asked {
    /// Its own.
    Own(RequirementSource),
    /// One that several powers share, by id.
    Shared(String),
}

/// A requirement as written in the register; conditions are still text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RequirementSource {
    /// When it counts.
    pub applies: Vec<String>,
    /// Plain sentences for the mayor.
    pub explain: String,
    /// The id.
    pub id: String,
    /// How strict it is.
    pub kind: RequirementKind,
    /// Sources of law.
    pub law: Vec<String>,
    /// What must hold.
    pub met: Vec<String>,
    /// When a court has rejected the ground.
    pub rejected: Vec<String>,
    /// The decisions that rejected it.
    pub rejected_by: Vec<String>,
    /// When it is asked.
    pub stage: Stage,
    /// What it asks.
    pub title: String,
}

/// How strict a requirement is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RequirementKind {
    /// Never overridable.
    Gate,
    /// Something to know.
    Note,
    /// The competent organ may deviate, with a reason.
    Required,
}

/// When a requirement is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// Before the power can be used at all.
    Use,
    /// Of the decision on paper.
    Decision,
    /// After the decision.
    After,
}

/// What using a power is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Form {
    /// Acting or talking, without a decision.
    Factual,
    /// A letter without legal effect.
    Letter,
    /// A decision for someone or for a case.
    #[default]
    Order,
    /// Something that another organ does.
    Other,
    /// A request to someone else.
    Request,
    /// Rules for everyone.
    Rule,
}

/// What a power can do against the content of messages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Online {
    /// A jurist has to look first.
    Doubtful,
    /// It can be used.
    Fine,
    /// It does nothing against content.
    None,
    /// It is expected to fail, or a court has said so.
    Rejected,
}

/// With whom a power is coordinated.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Coordination {
    /// Sources of law.
    pub law: Vec<String>,
    /// How far it binds.
    pub level: Level,
    /// What it comes to.
    pub what: String,
    /// With whom.
    pub with: String,
}

/// How far coordination binds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// The other is told.
    Information,
    /// The other is consulted; the words say when the law demands it.
    Consultation,
    /// The other has to agree.
    Permission,
    /// What the other has done rules this power out.
    Exclusion,
}

/// What has to follow when a power is used.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Duty {
    /// Sources of law.
    pub law: Vec<String>,
    /// Towards whom; empty when nobody in particular.
    pub to: String,
    /// What has to be done.
    pub what: String,
    /// By when, in words.
    pub when: String,
}
