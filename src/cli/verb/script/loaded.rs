//! A scenario read from its file, with the words of a municipality in the place of its own.

use std::path::{Path, PathBuf};

use super::{place_of, rejected, text, texts};
use crate::catalog::{self, Text};
use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::diagnostic::{Code, Finding, Source};
use crate::exercise::{Localisation, Scenario};
use crate::playbook::Playbook;
use crate::runtime;

/// A scenario with the texts that its incident pins.
pub struct Loaded {
    /// The folder of its files.
    pub folder: PathBuf,
    /// What a municipality replaces in it, with its text.
    pub local: Option<(Source, Localisation)>,
    /// The scenario.
    pub scenario: Scenario,
    /// Its text.
    pub source: Source,
    /// The texts.
    pub texts: Vec<(String, Text)>,
}

impl Loaded {
    /// Reads a scenario, with the texts of a municipality in the place of its own.
    pub fn read(context: &Context, script: &Path, local: Option<&Path>) -> Result<Loaded, Failure> {
        let loaded = Loaded::unchecked(context, script, local)?;
        if let Some((own, _)) = &loaded.local {
            let mut findings = loaded.of_local(&runtime::parse(&loaded.texts)?.playbook);
            findings.retain(Finding::is_error);
            if !findings.is_empty() {
                return Err(rejected(own, &findings));
            }
        }
        Ok(loaded)
    }

    /// The same, whatever the municipality replaces.
    pub fn unchecked(
        context: &Context,
        script: &Path,
        local: Option<&Path>,
    ) -> Result<Loaded, Failure> {
        let text = text(context, script)?;
        let source = Source::new(script.display().to_string(), &text.content);
        let folder = script.parent().unwrap_or(Path::new(".")).to_owned();
        let refuse = |findings: Vec<Finding>| rejected(&source, &findings);
        let Some(path) = local else {
            let scenario = Scenario::parse(&source).map_err(refuse)?;
            let texts = texts(context, &source, &scenario, &folder)?;
            return Ok(Loaded {
                folder,
                local: None,
                scenario,
                source,
                texts,
            });
        };
        let (own, localisation) = localisation(script, path)?;
        let localisation = localisation.map_err(|findings| rejected(&own, &findings))?;
        let mut scenario = Scenario::localised(&source, &localisation).map_err(refuse)?;
        let mut beside = folder.as_path();
        if let Some(municipality) = &localisation.municipality {
            scenario.municipality = Some(municipality.clone());
            beside = path.parent().unwrap_or(Path::new("."));
        }
        let texts = texts(context, &source, &scenario, beside)?;
        Ok(Loaded {
            folder,
            local: Some((own, localisation)),
            scenario,
            source,
            texts,
        })
    }

    /// Returns what is wrong with what a municipality replaces.
    pub fn of_local(&self, playbook: &Playbook) -> Vec<Finding> {
        let local = self.local.iter();
        local
            .flat_map(|(_, localisation)| localisation.check(&self.scenario, playbook))
            .collect()
    }
}

/// Reads what a municipality replaces in a scenario, or what is wrong with it.
pub fn localisation(
    script: &Path,
    local: &Path,
) -> Result<(Source, Result<Localisation, Vec<Finding>>), Failure> {
    let text = catalog::read(local)?;
    let source = Source::new(local.display().to_string(), &text.content);
    let stem = script.file_stem().unwrap_or_default().to_string_lossy();
    let read = Localisation::parse(&source).and_then(|read| {
        if read.scenario == stem {
            return Ok(read);
        }
        let message = format!("this is for the scenario `{}`", read.scenario);
        let place = place_of(&source, &read.scenario);
        let finding = Finding::at(Code::UnknownReference, place, message);
        Err(vec![
            finding.hint(format!("the scenario given is `{stem}`")),
        ])
    });
    Ok((source, read))
}
