//! The whole playbook as one Mermaid state diagram, for tools that read it. Never draws.

use super::{Kind, Mark, Node, Plan, Reason, Region};

/// Returns a plan as `stateDiagram-v2`; every word is escaped, so that none can be read as syntax.
pub fn mermaid(plan: &Plan) -> String {
    let mut out = format!(
        "---\ntitle: {:?}\n---\nstateDiagram-v2\n",
        safe(&plan.title)
    );
    out.push_str(
        "  classDef nu stroke-width:6px,font-weight:bold\n  classDef geweest stroke-width:3px\n",
    );
    for (number, region) in plan.regions.iter().enumerate() {
        write(&mut out, number, region);
    }
    out
}

/// Writes a region as a composite state of its own: what goes on in it does not depend on what is around it.
fn write(out: &mut String, number: usize, region: &Region) {
    let name = |at: usize| format!("r{number}n{at}");
    out.push_str(&format!(
        "  state \"{}\" as r{number} {{\n",
        safe(&region.title)
    ));
    for (at, node) in region.nodes.iter().enumerate() {
        let id = name(at);
        out.push_str(&format!("    state \"{}\" as {id}\n", safe(&words(node))));
        if node.is_initial {
            out.push_str(&format!("    [*] --> {id}\n"));
        }
        if node.kind == Kind::End {
            out.push_str(&format!("    {id} --> [*]\n"));
        }
        match node.mark {
            Some(Mark::Now(_)) => out.push_str(&format!("    class {id} nu\n")),
            Some(Mark::Been(_)) => out.push_str(&format!("    class {id} geweest\n")),
            None => {}
        }
    }
    let is_anywhere = |node: &Node| !node.anywhere.is_empty();
    if region.nodes.iter().any(is_anywhere) {
        out.push_str(&format!(
            "    state \"Vanuit elke stap hier\" as r{number}any\n"
        ));
    }
    for (at, node) in region
        .nodes
        .iter()
        .enumerate()
        .filter(|(_, node)| is_anywhere(node))
    {
        let words = reasons(&node.anywhere);
        out.push_str(&format!("    r{number}any --> {}: {words}\n", name(at)));
    }
    for arrow in &region.arrows {
        let words = reasons(&arrow.reasons);
        out.push_str(&format!(
            "    {} --> {}: {words}\n",
            name(arrow.from),
            name(arrow.to)
        ));
    }
    out.push_str("  }\n");
}

fn reasons(reasons: &[Reason]) -> String {
    let words: Vec<String> = (reasons.iter())
        .map(|reason| match reason.is_taken {
            true => format!("gegaan: {}", reason.words),
            false => reason.words.clone(),
        })
        .collect();
    safe(&words.join(" of "))
}

fn words(node: &Node) -> String {
    let title = match node.kind {
        Kind::From => format!("Vanuit: {}", node.title),
        Kind::To => format!("Naar: {}", node.title),
        _ => node.title.clone(),
    };
    match node.mark {
        Some(Mark::Now(_)) => format!("NU: {title}"),
        Some(Mark::Been(_)) => format!("GEWEEST: {title}"),
        None => title,
    }
}

/// Returns words in which no character can be read as syntax: a sign of ASCII becomes one that looks like it, at worst
/// its full-width twin, which not every font has.
///
/// State diagrams show numeric entities of Mermaid as they are written (seen in 11.17), so those cannot be used.
fn safe(text: &str) -> String {
    let text = text.replace(": ", " – ");
    let twin = |character: char| match character {
        ' ' | ',' | '.' | '?' | '!' | '(' | ')' => character,
        '"' => '”',
        '-' | ':' => '–',
        ';' => ',',
        '\'' => '’',
        '!'..='~' if !character.is_alphanumeric() => {
            char::from_u32(u32::from(character) + 0xfee0).unwrap_or(' ')
        }
        _ => character,
    };
    text.chars().filter(|c| !c.is_control()).map(twin).collect()
}

#[cfg(test)]
mod tests {
    #[test]
    fn no_word_can_be_read_as_syntax() {
        let hostile = "a\" --> b: {x}; %% #35; <<choice>> [*]\nend note é ‘ja’";
        let safe = super::safe(hostile);
        assert!(
            !safe.contains(['"', '>', ':', '{', ';', '%', '#', '[', '\n']),
            "{safe}"
        );
        assert!(safe.contains("é ‘ja’"));
    }
}
