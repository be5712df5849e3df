//! Which playbook a draft or an overview without an incident is made with.

use crate::catalog::{Catalog, Text};
use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::runtime::{self, Material};

use super::compute::find;

/// Returns the material of the playbook that has a document or template of this name; of several, that which knows most of
/// these facts.
pub fn material_with(context: &Context, name: &str, facts: &[String]) -> Result<Material, Failure> {
    let catalog = context.catalog()?;
    let may_have = |texts: &[(String, Text)]| has(texts, name);
    let fits = |material: &Material| find(material, name).is_ok();
    knowing(&catalog, facts, may_have, fits)?.ok_or_else(|| {
        Failure::Usage(format!(
            "there is no template `{name}`; `draaiboek list --templates` names them"
        ))
    })
}

/// Returns the material of the playbook that knows most of these facts.
pub fn material_knowing(context: &Context, facts: &[String]) -> Result<Material, Failure> {
    let found = knowing(&context.catalog()?, facts, |_| true, |_| true)?;
    found.ok_or_else(|| Failure::Usage("there is no playbook".to_owned()))
}

/// Parses the playbooks that may fit, until one knows every fact.
fn knowing(
    catalog: &Catalog,
    facts: &[String],
    may_fit: impl Fn(&[(String, Text)]) -> bool,
    fits: impl Fn(&Material) -> bool,
) -> Result<Option<Material>, Failure> {
    let mut best: Option<(usize, Material)> = None;
    for id in catalog.playbooks() {
        let texts = catalog.pins(id);
        if !may_fit(&texts) {
            continue;
        }
        let material = runtime::parse(&texts)?;
        if !fits(&material) {
            continue;
        }
        let is_known = |fact: &&String| material.playbook.fact(fact).is_some();
        let known = facts.iter().filter(is_known).count();
        if best.as_ref().is_none_or(|(most, _)| known > *most) {
            best = Some((known, material));
        }
        if known == facts.len() {
            break;
        }
    }
    Ok(best.map(|(_, material)| material))
}

/// Tells whether a template or a document is called so, without reading the texts any further; a hyphen and an underscore
/// are the same.
fn has(texts: &[(String, Text)], name: &str) -> bool {
    let wanted = name.replace('-', "_");
    texts.iter().any(|(pinned, text)| {
        let template = pinned
            .strip_prefix("templates/")
            .and_then(|file| file.strip_suffix(".md"));
        template.is_some_and(|template| template.replace('-', "_") == wanted)
            || !pinned.ends_with(".md") && text.content.contains(&format!("document.{wanted}]"))
    })
}
