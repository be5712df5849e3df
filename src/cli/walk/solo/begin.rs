//! The beginning of an exercise alone: what is going on, the rules, the role and the keys.

use std::path::{Path, PathBuf};

use super::{Solo, finish, keys};
use crate::catalog::Text;
use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::cli::walk::{Input, Options, Walk};
use crate::engine::Who;
use crate::exercise::{Alone, Scenario};
use crate::fact::dutch;
use crate::playbook::Playbook;
use crate::runtime::{self, Prepared, Session, StaffFile, Surroundings};
use crate::view;

/// Who plays, and how fast.
pub struct Player {
    /// How many times as fast as planned.
    pub faster: u32,
    /// The name.
    pub name: Option<String>,
    /// The role.
    pub role: String,
}

/// Starts an exercise and plays it.
pub fn fresh(
    context: &Context,
    path: &Path,
    texts: &[(String, Text)],
    (scenario, prepared): (Scenario, Prepared),
    player: Player,
) -> Result<(), Failure> {
    let mut input = Input::new();
    let playbook = runtime::parse(texts)?.playbook;
    for page in opening(&scenario, &playbook, &player) {
        input.say(&page);
        // A pipe reads on by itself.
        if input.is_terminal() && input.line("Enter = verder lezen:").is_none() {
            return Ok(());
        }
    }
    input.say(&format!("\nDe toetsen\n{}", keys::help()));
    if input.line("Enter = beginnen:").is_none() {
        return Ok(());
    }
    let name = player.name.as_deref().unwrap_or_default();
    let machine = Surroundings::Machine;
    let (mut session, staff) = runtime::prepare(path, texts, &scenario, prepared, name, machine)?;
    context.follow(&mut session);
    play(
        context,
        input,
        (session, path.to_owned(), staff),
        scenario,
        player,
    )
}

/// Goes on with an exercise that was left.
pub fn resume(
    context: &Context,
    path: &Path,
    (scenario, staff): (Scenario, StaffFile),
    player: Player,
) -> Result<(), Failure> {
    let session = context.open(path)?;
    let input = Input::new();
    let what = match finish::is_finished(session.whole_incident()) {
        true => "Deze oefening is afgerond; dit is de terugblik.",
        false => "U gaat verder.",
    };
    input.say(&format!("OEFENING · {}\n{what}", scenario.title));
    play(
        context,
        input,
        (session, path.to_owned(), staff),
        scenario,
        player,
    )
}

fn play(
    context: &Context,
    input: Input,
    (session, path, staff): (Session, PathBuf, StaffFile),
    scenario: Scenario,
    player: Player,
) -> Result<(), Failure> {
    let who = Who {
        name: player.name.clone(),
        role: player.role.clone(),
    };
    let material = session.shared_material();
    let alone = Alone::of(scenario, &material.playbook, &player.role, player.faster);
    let mut walk = Walk::new(context, input, (session, path), who, &Options::new());
    let solo = Solo::new(alone, staff);
    if finish::is_finished(walk.session.whole_incident()) {
        walk.show_end(&solo);
        solo.close()?;
        return Ok(walk.session.close()?);
    }
    walk.solo = Some(solo);
    let is_fresh = walk.session.whole_incident().situation().head <= 3;
    walk.let_run(match is_fresh {
        true => "De oefening begint.",
        false => "De oefening gaat verder.",
    });
    walk.run()
}

/// Returns what is read at the start, a page at a time.
fn opening(scenario: &Scenario, playbook: &Playbook, player: &Player) -> Vec<String> {
    let mut pages = vec![format!("OEFENING · {}\n", scenario.title)];
    let Some(frame) = &scenario.frame else {
        return pages;
    };
    pages[0].push_str(&format!("\n{}\n", frame.briefing.trim()));
    let role = scenario.role_title(playbook, &player.role);
    let minutes = frame.ends_at.since_start().num_minutes() / i64::from(player.faster.max(1));
    let rules: Vec<String> = frame.rules.iter().map(|rule| format!("- {rule}")).collect();
    pages.push(format!(
        "\nU bent: {role}. U speelt alleen; het programma speelt de anderen. Het is {}.\n{} Alleen \
         duurt deze oefening ongeveer {}, met de nabespreking.\n\nSpelregels\n{}\n",
        dutch::datetime(scenario.starts_at),
        words_of_pace(player.faster),
        dutch::duration((minutes + 10) * 60),
        rules.join("\n")
    ));
    pages
}

fn words_of_pace(faster: u32) -> String {
    match faster {
        1 => "De tijd loopt zoals buiten.".to_owned(),
        faster => format!("De tijd loopt {faster} keer zo snel als buiten."),
    }
}

impl Walk<'_> {
    /// Returns what a role is called in the scenario.
    pub(super) fn called(&self, solo: &Solo, role: &str) -> String {
        let title = view::role_title(&self.session.whole_material().playbook, role);
        let own = solo.alone.scenario().role_titles.get(role);
        own.cloned().unwrap_or(title)
    }
}
