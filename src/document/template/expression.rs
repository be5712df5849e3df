//! Reads what stands between the braces of a tag. It knows the grammar and no names, and never evaluates.

/// How many words and signs one tag may have.
const TOKENS: usize = 120;

/// A word, a sign or a text in quotes.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Token<'a> {
    /// As written, a text with its quotes.
    pub text: &'a str,
}

/// An expression.
#[derive(Clone, Debug)]
pub(crate) enum Expression {
    /// `a and b`, `a or b`.
    Both(Box<Expression>, Box<Expression>),
    /// `name("text")`.
    Call(String, String),
    /// `a == b`, `a != b`.
    Equal(Box<Expression>, Box<Expression>),
    /// `a | filter`.
    Filtered(Box<Expression>, String),
    /// `a`, `a.b`, `a.b.c`.
    Name(Vec<String>),
    /// `not a`.
    Not(Box<Expression>),
    /// `"text"`.
    Text,
}

/// What is wrong, and what is possible.
type Refused = (String, Option<String>);

impl Expression {
    /// Reads all tokens as one expression.
    pub(crate) fn read(tokens: &[Token<'_>]) -> Result<Expression, Refused> {
        let mut parser = Parser { tokens, at: 0 };
        let expression = parser.either()?;
        match parser.peek() {
            None => Ok(expression),
            Some(token) => Err(not_possible(token)),
        }
    }

    /// Calls `visit` on this expression and on every expression in it.
    pub(crate) fn each<'a>(&'a self, visit: &mut dyn FnMut(&'a Expression)) {
        visit(self);
        match self {
            Expression::Both(left, right) | Expression::Equal(left, right) => {
                left.each(visit);
                right.each(visit);
            }
            Expression::Filtered(inner, _) | Expression::Not(inner) => inner.each(visit),
            Expression::Call(..) | Expression::Name(_) | Expression::Text => {}
        }
    }
}

/// Reads the tokens of a tag from `at`; returns them with the end of the tag, or how far it was read and why not on.
pub(crate) fn tokens(text: &str, at: usize) -> Result<(Vec<Token<'_>>, usize), (usize, String)> {
    let bytes = text.as_bytes();
    let mut found = Vec::new();
    let mut at = at + usize::from(bytes.get(at) == Some(&b'-'));
    loop {
        let rest = &text[at..];
        let Some(first) = rest.chars().next() else {
            return Err((text.len(), "the tag is never closed".to_owned()));
        };
        if first.is_ascii_whitespace() {
            at += 1;
            continue;
        }
        for closing in ["-}}", "-%}", "}}", "%}"] {
            if rest.starts_with(closing) {
                return Ok((found, at + closing.len()));
            }
        }
        let length = match first {
            '"' | '\'' => match rest[1..].find([first, '\\', '\n']) {
                Some(end) if rest.as_bytes()[end + 1] == first as u8 => end + 2,
                _ => {
                    let why = "a text in quotes ends on its own line and has no backslash";
                    return Err((at + 1, why.to_owned()));
                }
            },
            c if c.is_ascii_alphabetic() || c == '_' => rest
                .find(|c: char| !(c.is_ascii_alphanumeric() || c == '_'))
                .unwrap_or(rest.len()),
            '=' | '!' if rest[1..].starts_with('=') => 2,
            '.' | '(' | ')' | ',' | '|' => 1,
            other => {
                let why = format!("`{other}` is not possible in a tag");
                return Err((at + other.len_utf8(), why));
            }
        };
        found.push(Token {
            text: &rest[..length],
        });
        at += length;
        if found.len() > TOKENS {
            return Err((
                at,
                format!("the tag has more than {TOKENS} words and signs"),
            ));
        }
    }
}

/// Tells whether a word can be a name.
pub(crate) fn is_name(word: &str) -> bool {
    const KEYWORDS: &[&str] = &[
        "and",
        "elif",
        "else",
        "false",
        "False",
        "for",
        "if",
        "in",
        "is",
        "loop",
        "none",
        "None",
        "not",
        "or",
        "recursive",
        "true",
        "True",
    ];
    word.starts_with(|c: char| c.is_ascii_alphabetic()) && !KEYWORDS.contains(&word)
}

struct Parser<'a> {
    at: usize,
    tokens: &'a [Token<'a>],
}

impl<'a> Parser<'a> {
    fn either(&mut self) -> Result<Expression, Refused> {
        let mut left = self.negated()?;
        while matches!(self.peek(), Some("and" | "or")) {
            self.at += 1;
            left = Expression::Both(Box::new(left), Box::new(self.negated()?));
        }
        Ok(left)
    }

    fn negated(&mut self) -> Result<Expression, Refused> {
        if self.take("not") {
            return Ok(Expression::Not(Box::new(self.negated()?)));
        }
        let left = self.filtered()?;
        if self.take("==") || self.take("!=") {
            return Ok(Expression::Equal(
                Box::new(left),
                Box::new(self.filtered()?),
            ));
        }
        Ok(left)
    }

    fn filtered(&mut self) -> Result<Expression, Refused> {
        let mut inner = self.primary()?;
        while self.take("|") {
            let filter = self.word()?;
            inner = Expression::Filtered(Box::new(inner), filter.to_owned());
        }
        Ok(inner)
    }

    fn primary(&mut self) -> Result<Expression, Refused> {
        if self.take("(") {
            let inner = self.either()?;
            self.expect(")")?;
            return Ok(inner);
        }
        let token = self.next()?;
        if unquoted(token).is_some() {
            return Ok(Expression::Text);
        }
        if token != "loop" && !is_name(token) {
            return Err(not_possible(token));
        }
        if self.take("(") {
            let argument = self.next()?;
            let Some(text) = unquoted(argument) else {
                let hint = format!("write it in quotes: `{token}(\"{argument}\")`");
                return Err((format!("`{token}` takes one text"), Some(hint)));
            };
            self.expect(")")?;
            return Ok(Expression::Call(token.to_owned(), text.to_owned()));
        }
        let mut path = vec![token.to_owned()];
        while self.take(".") {
            path.push(self.next()?.to_owned());
        }
        Ok(Expression::Name(path))
    }

    fn word(&mut self) -> Result<&'a str, Refused> {
        let word = self.next()?;
        if is_name(word) {
            Ok(word)
        } else {
            Err(not_possible(word))
        }
    }

    fn expect(&mut self, sign: &str) -> Result<(), Refused> {
        match self.next()? {
            found if found == sign => Ok(()),
            found => Err((format!("`{found}` stands where `{sign}` is expected"), None)),
        }
    }

    fn next(&mut self) -> Result<&'a str, Refused> {
        let token = self
            .peek()
            .ok_or_else(|| ("the tag is not complete".to_owned(), None))?;
        self.at += 1;
        Ok(token)
    }

    fn take(&mut self, sign: &str) -> bool {
        let found = self.peek() == Some(sign);
        self.at += usize::from(found);
        found
    }

    fn peek(&self) -> Option<&'a str> {
        self.tokens.get(self.at).map(|token| token.text)
    }
}

fn unquoted(token: &str) -> Option<&str> {
    let quote = token.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    token.strip_prefix(quote)?.strip_suffix(quote)
}

fn not_possible(token: &str) -> Refused {
    let hint = match token {
        "if" => Some("write `{% if … %}` around the words".to_owned()),
        "is" => Some("use `known(\"…\")` or `holds(\"…\")`".to_owned()),
        _ => None,
    };
    (format!("`{token}` is not possible here"), hint)
}
