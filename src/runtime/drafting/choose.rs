//! Which playbook a draft or an overview without an incident is made with.

use super::Problem;
use super::compute::find;
use crate::catalog::{Catalog, Text};
use crate::runtime::{self, Material};

/// Returns the material of the playbook that has a document or template of this name; of several, that which knows most of
/// these facts.
pub fn material_with(catalog: &Catalog, name: &str, facts: &[String]) -> Result<Material, Problem> {
    let may_have = |texts: &[(String, Text)]| has(texts, name);
    let fits = |material: &Material| find(material, name).is_ok();
    knowing(catalog, facts, may_have, fits)?.ok_or_else(|| {
        Problem::Usage(format!(
            "there is no template `{name}`; `draaiboek list --templates` names them"
        ))
    })
}

/// Returns the material of the playbook that knows most of these facts.
pub fn material_knowing(catalog: &Catalog, facts: &[String]) -> Result<Material, Problem> {
    let found = knowing(catalog, facts, |_| true, |_| true)?;
    found.ok_or_else(|| Problem::Usage("there is no playbook".to_owned()))
}

/// Parses the playbooks that may fit, until one knows every fact.
fn knowing(
    catalog: &Catalog,
    facts: &[String],
    may_fit: impl Fn(&[(String, Text)]) -> bool,
    fits: impl Fn(&Material) -> bool,
) -> Result<Option<Material>, Problem> {
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
