//! Which playbook a draft or an overview without an incident is made with, of those of a context.

use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::runtime::Material;
use crate::runtime::drafting::choose;

/// Returns the material of the playbook that has a document or template of this name; of several, that which knows most of
/// these facts.
pub fn material_with(context: &Context, name: &str, facts: &[String]) -> Result<Material, Failure> {
    Ok(choose::material_with(&context.catalog()?, name, facts)?)
}

/// Returns the material of the playbook that knows most of these facts.
pub fn material_knowing(context: &Context, facts: &[String]) -> Result<Material, Failure> {
    Ok(choose::material_knowing(&context.catalog()?, facts)?)
}
