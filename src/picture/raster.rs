//! A picture as dots, for what cannot draw lines. Uses the letters of the program and none of the machine's.

use std::sync::{Arc, LazyLock};

use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::{self, fontdb};
use thiserror::Error;

use crate::font;

/// The letters that a picture is drawn with.
static LETTERS: LazyLock<Arc<fontdb::Database>> = LazyLock::new(|| {
    let mut letters = fontdb::Database::new();
    for face in [font::REGULAR, font::BOLD] {
        letters.load_font_source(fontdb::Source::Binary(Arc::new(face)));
    }
    Arc::new(letters)
});

/// A picture that cannot be drawn as dots.
#[derive(Debug, Error)]
#[error("the picture cannot be drawn as PNG: {0}")]
pub struct NotDrawn(String);

/// Returns a picture of this program as PNG, so many dots wide.
///
/// # Errors
/// When it is not SVG, or so large that no memory holds it.
pub fn png(svg: &str, width: u32) -> Result<Vec<u8>, NotDrawn> {
    let options = usvg::Options {
        fontdb: LETTERS.clone(),
        ..usvg::Options::default()
    };
    let tree = usvg::Tree::from_str(svg, &options).map_err(|error| NotDrawn(error.to_string()))?;
    let fitted = tree.size().to_int_size().scale_to_width(width);
    let dots = fitted.and_then(|size| Pixmap::new(size.width(), size.height()));
    let mut dots = dots.ok_or_else(|| NotDrawn(format!("{width} dots wide is no size")))?;
    let scale = |dots: u32, units: f32| dots as f32 / units;
    let larger = Transform::from_scale(
        scale(dots.width(), tree.size().width()),
        scale(dots.height(), tree.size().height()),
    );
    resvg::render(&tree, larger, &mut dots.as_mut());
    dots.encode_png()
        .map_err(|error| NotDrawn(error.to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drawn(inside: &str, width: u32) -> Pixmap {
        let svg = format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"20mm\" height=\"10mm\" viewBox=\"0 0 80 40\" \
             font-family=\"Arial, Liberation Sans\"><rect width=\"80\" height=\"40\" fill=\"#ffffff\"/>{inside}</svg>"
        );
        Pixmap::decode_png(&png(&svg, width).unwrap()).unwrap()
    }

    fn ink(dots: &Pixmap) -> usize {
        let dark = dots.pixels().iter().filter(|dot| dot.red() < 128);
        dark.count()
    }

    #[test]
    fn words_are_drawn_with_letters_of_the_program() {
        let words = |weight: &str| {
            format!("<text x=\"4\" y=\"30\" font-size=\"20\" font-weight=\"{weight}\">bevel</text>")
        };
        let (blank, plain, bold) = (
            drawn("", 400),
            drawn(&words("normal"), 400),
            drawn(&words("bold"), 400),
        );
        assert_eq!((blank.width(), blank.height(), ink(&blank)), (400, 200, 0));
        assert!(ink(&plain) > 1_000, "{}", ink(&plain));
        assert!(ink(&bold) > ink(&plain), "{}", ink(&bold));
    }

    #[test]
    fn what_is_no_picture_is_an_error() {
        assert!(png("<p>tekst</p>", 400).is_err());
        assert!(png("<svg xmlns=\"http://www.w3.org/2000/svg\"/>", 0).is_err());
    }
}
