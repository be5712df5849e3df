//! Writes a drawing on a page of its own, across: as lines, and as dots for what cannot draw those.

use super::body::{Body, Next};
use crate::document::tree::Picture;
use crate::document::xml::escape;

/// What puts a drawing on a page across. A line is as high as what stands in it.
const STYLES: &str = "<style:style style:name=\"Picture\" style:family=\"paragraph\" \
    style:parent-style-name=\"Standard\" style:master-page-name=\"Across\"><style:paragraph-properties \
    fo:line-height=\"100%\"/></style:style>";

/// Returns where the file keeps a drawing, as lines and as dots, with the kind of each.
pub(super) fn places(number: usize) -> [(String, &'static str); 2] {
    [
        (format!("Pictures/{number}.svg"), "image/svg+xml"),
        (format!("Pictures/{number}.png"), "image/png"),
    ]
}

impl Body {
    pub(super) fn picture(&mut self, picture: &Picture) {
        if self.pictures.is_empty() {
            self.styles.push_str(STYLES);
        }
        self.pictures.push(picture.clone());
        let number = self.pictures.len();
        let (width, height) = picture.millimetres;
        let images: String = places(number)
            .iter()
            .map(|(place, kind)| {
                format!(
                    "<draw:image xlink:href=\"{place}\" xlink:type=\"simple\" xlink:show=\"embed\" \
                     xlink:actuate=\"onLoad\" draw:mime-type=\"{kind}\"/>"
                )
            })
            .collect();
        self.xml.push_str(&format!(
            "<text:p text:style-name=\"Picture\"><draw:frame draw:name=\"Tekening {number}\" \
             text:anchor-type=\"as-char\" svg:width=\"{width}mm\" svg:height=\"{height}mm\" \
             xmlns:xlink=\"http://www.w3.org/1999/xlink\">{images}<svg:desc>{}</svg:desc></draw:frame></text:p>",
            escape(&picture.alternative)
        ));
        self.next = Next::Upright;
    }
}
