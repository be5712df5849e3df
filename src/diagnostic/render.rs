//! Findings as text: file, line, column, the source line and a caret.

use super::{Finding, Severity, Source};

/// Returns all findings as text, in the order of the source; those in another text come last.
pub fn render(source: &Source, findings: &[Finding]) -> String {
    let mut findings: Vec<&Finding> = findings.iter().collect();
    findings.sort_by_key(|finding| {
        let name = finding.within.as_ref().map(|text| text.name.as_str());
        (name, finding.span.as_ref().map_or(0, |span| span.start))
    });
    findings
        .into_iter()
        .map(|finding| one(source, finding))
        .collect()
}

fn one(source: &Source, finding: &Finding) -> String {
    let source = finding.within.as_deref().unwrap_or(source);
    let severity = match finding.code.severity() {
        Severity::Error => "error",
        Severity::Warning => "warning",
    };
    let mut out = format!("{severity}[{}]: {}\n", finding.code, finding.message);
    match &finding.span {
        None => out.push_str(&format!("  --> {}\n", source.name)),
        Some(span) => {
            let (line, column) = source.place(span.start);
            let text = source.text.lines().nth(line - 1).unwrap_or("");
            let width = source
                .text
                .get(span.clone())
                .and_then(|quoted| quoted.lines().next())
                .map_or(1, |quoted| quoted.chars().count().max(1));
            let gutter = " ".repeat(line.to_string().len());
            let indent: String = text
                .chars()
                .take(column - 1)
                .map(|c| if c == '\t' { '\t' } else { ' ' })
                .collect();
            out.push_str(&format!("{gutter}--> {}:{line}:{column}\n", source.name));
            out.push_str(&format!("{gutter} |\n{line} | {text}\n"));
            out.push_str(&format!("{gutter} | {indent}{}\n", "^".repeat(width)));
        }
    }
    if let Some(story) = &finding.story {
        out.push_str(&format!("story: {story}\n"));
    }
    if let Some(hint) = &finding.hint {
        out.push_str(&format!("hint: {hint}\n"));
    }
    out.push('\n');
    out
}

#[cfg(test)]
mod tests {
    use super::super::Code;
    use super::*;

    #[test]
    fn a_finding_shows_its_line_and_a_caret() {
        let source = Source::new("draaiboek.toml", "id = \"x\"\ntitel = \"y\"\n");
        let finding = Finding::at(Code::UnknownKey, 9..14, "unknown key `titel`")
            .hint("did you mean `title`?");
        assert_eq!(
            render(&source, &[finding]),
            "error[D002]: unknown key `titel`\n \
             --> draaiboek.toml:2:1\n  |\n2 | titel = \"y\"\n  | ^^^^^\n\
             hint: did you mean `title`?\n\n"
        );
    }
}
