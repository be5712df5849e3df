//! Fills a template and reads the result as blocks; what goes wrong is told at a line of the template.
//!
//! Conditions that are undetermined leave a mark where they stand ([`place`]). It never looks anything up: the scene
//! holds all there is to see.

use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use minijinja::syntax::SyntaxConfig;
use minijinja::value::{Object, Value as Jinja, ValueKind};
use minijinja::{Environment, Error, ErrorKind, Output, UndefinedBehavior};

use super::guard::{self, guarded};
use super::place::{self, place};
use super::remarks;
use super::scene::Scene;
use super::settle::settled;
use super::value::{self, Printed};
use crate::diagnostic::Finding;
use crate::document::template::names;
use crate::document::{Block, Template, escape, read};
use crate::fact::Truth;

/// How many steps filling may take; a log of ten thousand lines takes less than a million.
const FUEL: u64 = 8_000_000;

/// How many bytes a filled template may have.
const MAXIMUM_BYTES: usize = 16 << 20;

/// A filled template.
#[derive(Debug)]
pub(crate) struct Rendered {
    /// The blocks.
    pub blocks: Vec<Block>,
    /// What was used on the way.
    pub heard: Heard,
}

/// What a template used while it was filled.
#[derive(Debug, Default)]
pub(crate) struct Heard {
    /// Remarks for the legal adviser.
    pub comments: Vec<String>,
    /// The conditions that were asked, by their text.
    pub conditions: BTreeSet<String>,
    /// Whether a condition of the `if` being decided was undetermined.
    is_doubtful: bool,
    /// The facts that were printed or asked about.
    pub facts: BTreeSet<String>,
    /// The sources that were cited.
    pub laws: BTreeSet<String>,
    /// The marks that stand for something undetermined, in Markdown.
    marks: Vec<String>,
    /// Path and question of what is missing, in order, once per path.
    pub missing: Vec<(String, String)>,
    /// Marks that have no place yet.
    pending: Vec<usize>,
    /// The conditions that were undetermined, in Dutch.
    pub unresolved: Vec<String>,
}

type Ear = Arc<Mutex<Heard>>;

/// Fills a template.
///
/// # Errors
/// What cannot be filled, and constructs that a document cannot have.
pub(crate) fn render(template: &Template, scene: Scene) -> Result<Rendered, Vec<Finding>> {
    let ear = Ear::default();
    let source = guarded(template);
    let filled = fill(&source, scene, &ear).map_err(|error| {
        let line = error.line().unwrap_or(1);
        let message = match error.kind() {
            ErrorKind::OutOfFuel => "filling the template does not end".to_owned(),
            ErrorKind::WriteFailure => format!("more than {MAXIMUM_BYTES} bytes are printed"),
            kind => error
                .detail()
                .map_or_else(|| kind.to_string(), str::to_owned),
        };
        vec![template.finding(template.line_span(line), message)]
    })?;
    let mut heard = std::mem::take(&mut *hear(&ear));
    let (markdown, lines) = place(&filled, &std::mem::take(&mut heard.marks));
    let blocks = read(&markdown).map_err(|problems| {
        let finding = |problem: crate::document::Problem| {
            let line = lines.get(problem.line - 1).copied().unwrap_or(1);
            let span = template.line_span(line);
            template
                .finding(span, problem.cause.to_string())
                .hint(problem.cause.hint())
        };
        problems.into_iter().map(finding).collect::<Vec<_>>()
    })?;
    let blocks = settled(blocks);
    Ok(Rendered { blocks, heard })
}

fn fill(source: &str, scene: Scene, ear: &Ear) -> Result<String, Error> {
    let mut environment = Environment::empty();
    let syntax = SyntaxConfig::builder()
        .trim_blocks(true)
        .lstrip_blocks(true)
        .build()?;
    environment.set_syntax(syntax);
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    environment.set_debug(true);
    environment.set_fuel(Some(FUEL));
    for name in names::FILTERS {
        environment.add_filter(*name, move |value: &Jinja| value::filter(name, value));
    }
    let formatter_ear = ear.clone();
    let keeps_remarks = scene.keeps_remarks;
    environment
        .set_formatter(move |out, _, value| print(out, value, &formatter_ear, keeps_remarks));
    let root = Arc::new(Root(scene));
    functions(&mut environment, &root, ear);
    let template = environment.template_from_str(source)?;
    let mut paper = Paper {
        ear: ear.clone(),
        text: Vec::new(),
    };
    template.render_captured_to(Jinja::from_dyn_object(root), &mut paper)?;
    paper.flush_marks();
    String::from_utf8(paper.text)
        .map_err(|_| Error::new(ErrorKind::WriteFailure, "the text is not UTF-8"))
}

fn functions(environment: &mut Environment<'_>, root: &Arc<Root>, ear: &Ear) {
    let (root_, ear_) = (root.clone(), ear.clone());
    environment.add_function("holds", move |text: &str| {
        let held = root_.0.conditions.get(text).ok_or_else(|| unknown(text))?;
        let mut heard = hear(&ear_);
        heard.conditions.insert(text.to_owned());
        heard.facts.extend(held.facts.iter().cloned());
        if held.truth == Truth::Unknown {
            if !heard.unresolved.contains(&held.words) {
                heard.unresolved.push(held.words.clone());
            }
            heard.is_doubtful = true;
            heard.mark(&held.open);
        }
        Ok(held.truth == Truth::True)
    });
    let (root_, ear_) = (root.clone(), ear.clone());
    environment.add_function("records", move |id: &str| {
        let known = root_.0.facts.get(id).ok_or_else(|| unknown(id))?;
        let mut heard = hear(&ear_);
        heard.facts.insert(id.to_owned());
        let Some(records) = &known.records else {
            heard.mark(&[(id.to_owned(), known.question.clone())]);
            return Ok(Jinja::from(Vec::<Jinja>::new()));
        };
        let record = |record: &BTreeMap<String, Printed>| {
            let fields = record
                .iter()
                .map(|(id, field)| (id.clone(), field.clone().jinja()));
            Jinja::from(fields.collect::<BTreeMap<String, Jinja>>())
        };
        Ok::<_, Error>(records.iter().map(record).collect())
    });
    let about = |pick: fn(&super::scene::Known) -> Jinja| {
        let (root, ear) = (root.clone(), ear.clone());
        move |id: &str| {
            hear(&ear).facts.insert(id.to_owned());
            root.0.facts.get(id).map(pick).ok_or_else(|| unknown(id))
        }
    };
    environment.add_function("known", about(|known| Jinja::from(known.is_known)));
    environment.add_function("certainty", about(|known| known.certainty.clone().jinja()));
    environment.add_function("source", about(|known| known.source.clone().jinja()));
    let ear_ = ear.clone();
    environment.add_function(guard::FRESH, move || {
        hear(&ear_).is_doubtful = false;
        true
    });
    let ear_ = ear.clone();
    environment.add_function(guard::SETTLED, move || !hear(&ear_).is_doubtful);
    let root_ = root.clone();
    environment.add_function("wet", move |id: &str| {
        let text = root_.0.laws.get(id).cloned().ok_or_else(|| unknown(id))?;
        let id = id.to_owned();
        Ok::<_, Error>(Printed::Law { id, text }.jinja())
    });
    environment.add_function(guard::NAMED, |name: &str| {
        Printed::Markup(format!("{{#{name}}}")).jinja()
    });
    environment.add_function("later", |text: &str| Printed::words(text).jinja());
    environment.add_function("opmerking", |text: &str| {
        Printed::Remark(text.to_owned()).jinja()
    });
}

/// Prints a value; whatever has no words of its own is refused.
fn print(out: &mut Output<'_>, value: &Jinja, ear: &Ear, keeps_remarks: bool) -> Result<(), Error> {
    let text = if let Some(printed) = value.downcast_object_ref::<Printed>() {
        hear(ear).printed(printed);
        match printed {
            Printed::Remark(text) if keeps_remarks => remarks::sign(text),
            printed => printed.markdown(),
        }
    } else if let Some(text) = value.as_str() {
        escape(text)
    } else if value.kind() == ValueKind::Number {
        value.to_string()
    } else {
        let what = match value.kind() {
            ValueKind::Bool => "yes or no",
            ValueKind::Undefined | ValueKind::None => "nothing",
            _ => "a list",
        };
        let message = format!("{what} cannot be printed");
        return Err(Error::new(ErrorKind::InvalidOperation, message));
    };
    out.write_str(&text).map_err(Error::from)
}

impl Heard {
    fn printed(&mut self, printed: &Printed) {
        match printed {
            Printed::Fact { path, .. } => self.fact(path),
            Printed::Law { id, .. } => {
                self.laws.insert(id.clone());
            }
            Printed::Missing { path, question } => {
                self.fact(path);
                self.misses(path, question);
            }
            Printed::Remark(text) => self.comments.push(text.clone()),
            Printed::Markup(_) | Printed::Words { .. } => {}
        }
    }

    fn fact(&mut self, path: &str) {
        let id = path.split('.').next().unwrap_or(path);
        self.facts.insert(id.to_owned());
    }

    pub(crate) fn misses(&mut self, path: &str, question: &str) {
        if !self.missing.iter().any(|(known, _)| known == path) {
            self.missing.push((path.to_owned(), question.to_owned()));
        }
    }

    fn mark(&mut self, open: &[(String, String)]) {
        for (path, question) in open {
            self.misses(path, question);
        }
        let marks = open
            .iter()
            .map(|(path, question)| value::missing(path, question));
        self.pending.push(self.marks.len());
        self.marks.push(marks.collect::<Vec<_>>().join(" "));
    }
}

/// Where the template is filled: it takes no more than it should, and puts pending marks before what follows them.
struct Paper {
    ear: Ear,
    text: Vec<u8>,
}

impl Paper {
    fn flush_marks(&mut self) {
        for mark in std::mem::take(&mut hear(&self.ear).pending) {
            self.text.extend(place::mark(mark).as_bytes());
        }
    }
}

impl io::Write for Paper {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.text.len() + bytes.len() > MAXIMUM_BYTES {
            return Err(io::ErrorKind::FileTooLarge.into());
        }
        if !bytes.is_empty() {
            self.flush_marks();
        }
        self.text.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// The names a template can use.
#[derive(Debug)]
struct Root(Scene);

impl Object for Root {
    fn get_value(self: &Arc<Self>, key: &Jinja) -> Option<Jinja> {
        let name = key.as_str()?;
        match name {
            "feit" | "gemeente" => Some(self.under(name)),
            _ => self
                .0
                .lists
                .get(name)
                .or_else(|| self.0.fields.get(name))
                .cloned()
                .or_else(|| {
                    names::ROOTS
                        .iter()
                        .any(|(root, _)| *root == name)
                        .then(|| self.under(name))
                }),
        }
    }
}

impl Root {
    fn under(self: &Arc<Self>, path: &str) -> Jinja {
        Jinja::from_object(Under {
            path: path.to_owned(),
            root: self.clone(),
        })
    }
}

/// What stands behind a name with a full stop.
#[derive(Debug)]
struct Under {
    path: String,
    root: Arc<Root>,
}

impl Object for Under {
    fn get_value(self: &Arc<Self>, key: &Jinja) -> Option<Jinja> {
        let key = key.as_str()?;
        let scene = &self.root.0;
        let path = format!("{}.{key}", self.path);
        if self.path == "feit" {
            return scene
                .facts
                .get(key)
                .map(|known| known.printed.clone().jinja());
        }
        let Some(inside) = path.strip_prefix("gemeente.") else {
            return scene.fields.get(&path).cloned();
        };
        if inside == "phone" {
            return Some(scene.phones.clone());
        }
        let words: Vec<&str> = inside.split('.').collect();
        if !names::is_municipal(&words) {
            return (words.len() < 3).then(|| self.root.under(&path));
        }
        let text = scene.municipality.get(inside).cloned().unwrap_or_default();
        let question = format!("Vul `{inside}` in het gemeentebestand in");
        Some(Printed::known(&path, &question, text, None).jinja())
    }
}

fn hear(ear: &Ear) -> MutexGuard<'_, Heard> {
    ear.lock().unwrap_or_else(PoisonError::into_inner)
}

fn unknown(name: &str) -> Error {
    Error::new(
        ErrorKind::UndefinedError,
        format!("`{name}` is not known here"),
    )
}
